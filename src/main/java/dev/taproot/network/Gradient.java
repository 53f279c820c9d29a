package dev.taproot.network;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The gradient G of a decision with respect to the output A of a layer (C x H x W), as far as it
 * was asked for.
 *
 * @param scores for each channel, the sum over its positions of G * A
 * @param zero whether G is zero everywhere
 * @param maps G itself on the channels that were wanted: H x W values each, row by row
 * @param biases for each module on the way that adds a constant, what the constant contributes to
 *     the decision; empty unless the recording names biases
 */
@SuppressWarnings("ArrayRecordComponent")
public record Gradient(
    double[] scores, boolean zero, Map<Integer, float[]> maps, Map<String, Double> biases) {
  /** Which channels' maps are wanted, told by the scores of all. */
  @FunctionalInterface
  public interface Wanted {
    /** All channels. */
    Wanted ALL = scores -> IntStream.range(0, scores.length).toArray();

    /**
     * Chooses channels.
     *
     * @param scores of every channel
     * @return the channels, each once
     */
    int[] among(double[] scores);
  }

  /** Copies the maps; the arrays are the caller's word not to write into them. */
  public Gradient {
    // In the order of channels, so that sums over them are the same each time: that of Map.copyOf
    // changes from process to process.
    maps = Collections.unmodifiableMap(new TreeMap<>(maps));
    biases = Map.copyOf(biases);
  }

  /**
   * Returns G on one channel.
   *
   * @param channel one that was wanted
   * @return H x W values, row by row, not to be written into
   */
  public float[] map(int channel) {
    float[] map = maps.get(channel);
    if (map == null) {
      throw new IllegalArgumentException("channel " + channel + " was not kept");
    }
    return map;
  }
}
