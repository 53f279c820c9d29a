package dev.taproot.network;

import dev.taproot.evidence.Location;

/**
 * One channel of a layer at one position.
 *
 * @param channel 0 first
 * @param location the position
 */
public record Neuron(int channel, Location location) {}
