package dev.taproot.evidence;

/**
 * What the network said of one class.
 *
 * @param index the class's number, 0 first
 * @param label its name
 * @param logit the network's output for it, before the softmax
 * @param probability the softmax of the logits at this class, between 0 and 1
 */
public record ClassScore(int index, String label, double logit, double probability) {}
