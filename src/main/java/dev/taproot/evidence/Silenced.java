package dev.taproot.evidence;

/**
 * What a network says with one channel of a layer set to zero, and all others of that layer as they
 * were.
 *
 * @param effect how far the decision that the channel was evidence for, and the root, fall
 * @param value what the root comes to
 * @param classes the score of every class then
 * @param before the score of every class with the channel as it is
 */
public record Silenced(
    Effect effect, double value, Classification classes, Classification before) {}
