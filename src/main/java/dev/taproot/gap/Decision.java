package dev.taproot.gap;

import dev.taproot.evidence.Location;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Layer;
import dev.taproot.network.Recording;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scalar that the network computed, as a linear functional u = &lt;w, A&gt; of one layer's output
 * A (C x H x W).
 *
 * @param layer the layer's name, or {@link Recording#LOGITS}
 * @param weights w, for each channel that it is not zero on: H x W values, row by row
 */
public record Decision(String layer, Map<Integer, float[]> weights) {
  /** Copies the map; the arrays are the caller's word not to write into them. */
  public Decision {
    weights = Collections.unmodifiableMap(new TreeMap<>(weights));
  }

  /**
   * Why this class? Its logit: w is one-hot on the logits, not on the softmax, which saturates.
   *
   * @param target the class's index
   * @return the decision
   */
  public static Decision classScore(int target) {
    return new Decision(Recording.LOGITS, Map.of(target, new float[] {1}));
  }

  /**
   * Why this class rather than that one? The difference of their logits.
   *
   * @param target the class's index
   * @param against the other's, which must differ
   * @return the decision
   */
  public static Decision contrast(int target, int against) {
    return new Decision(
        Recording.LOGITS, Map.of(target, new float[] {1}, against, new float[] {-1}));
  }

  /**
   * Why is this channel on? The sum of its activations.
   *
   * @param layer the layer
   * @param channel 0 first
   * @return the decision
   */
  public static Decision channel(Layer layer, int channel) {
    float[] ones = new float[layer.height() * layer.width()];
    Arrays.fill(ones, 1);
    return region(layer, channel, ones);
  }

  /**
   * Why is this neuron on? The activation of one channel at one position.
   *
   * @param layer the layer
   * @param channel 0 first
   * @param location the position
   * @return the decision
   */
  public static Decision neuron(Layer layer, int channel, Location location) {
    if (location.row() < 0
        || location.row() >= layer.height()
        || location.column() < 0
        || location.column() >= layer.width()) {
      throw new IndexOutOfBoundsException(
          "no position %d, %d in layer %s, whose maps are %d x %d"
              .formatted(
                  location.row(), location.column(), layer.name(), layer.height(), layer.width()));
    }
    float[] one = new float[layer.height() * layer.width()];
    one[location.row() * layer.width() + location.column()] = 1;
    return region(layer, channel, one);
  }

  /**
   * Why is this channel on here? Its activations, weighted by a mask.
   *
   * @param layer the layer
   * @param channel 0 first
   * @param mask H x W weights, row by row
   * @return the decision
   */
  public static Decision region(Layer layer, int channel, float[] mask) {
    if (channel < 0 || channel >= layer.channels()) {
      throw new IndexOutOfBoundsException(
          "no channel %d in layer %s, which has %d"
              .formatted(channel, layer.name(), layer.channels()));
    }
    if (mask.length != layer.height() * layer.width()) {
      throw new IllegalArgumentException(
          "a mask of %d values does not fit layer %s, whose maps are %d x %d"
              .formatted(mask.length, layer.name(), layer.height(), layer.width()));
    }
    return new Decision(layer.name(), Map.of(channel, mask));
  }

  /**
   * Computes how large the terms of the decision's value are: the sum of |w * A|.
   *
   * @param output the layer's output A
   * @return the sum, at least 0
   */
  double magnitude(FeatureMaps output) {
    double magnitude = 0;
    for (Map.Entry<Integer, float[]> weight : weights.entrySet()) {
      int from = weight.getKey() * output.area();
      for (int i = 0; i < output.area(); i++) {
        magnitude += Math.abs((double) weight.getValue()[i] * output.values()[from + i]);
      }
    }
    return magnitude;
  }

  /**
   * Computes the decision's value u = &lt;w, A&gt;.
   *
   * @param output the layer's output A
   * @return u
   */
  public double value(FeatureMaps output) {
    double value = 0;
    for (Map.Entry<Integer, float[]> weight : weights.entrySet()) {
      int from = weight.getKey() * output.area();
      for (int i = 0; i < output.area(); i++) {
        value += (double) weight.getValue()[i] * output.values()[from + i];
      }
    }
    return value;
  }
}
