package dev.taproot.network;

import java.util.Arrays;

/**
 * A tensor of feature maps (C x H x W) in Java's memory: a layer's output, or a gradient of its
 * shape. Immutable by contract: nobody writes into {@link #values()}.
 *
 * @param channels C
 * @param height H
 * @param width W
 * @param values C x H x W values, channel by channel, row by row; shared, not copied, since a layer
 *     can have millions
 */
@SuppressWarnings("ArrayRecordComponent")
public record FeatureMaps(int channels, int height, int width, float[] values) {
  /** Checks that the values fill the shape. */
  public FeatureMaps {
    if (values.length != channels * height * width) {
      throw new IllegalArgumentException(
          "%d x %d x %d maps cannot hold %d values"
              .formatted(channels, height, width, values.length));
    }
  }

  /** Returns how many positions a map has: H x W. */
  public int area() {
    return height * width;
  }

  /**
   * Returns a copy of one channel's map.
   *
   * @param channel 0 first
   * @return H x W values, row by row
   */
  public float[] map(int channel) {
    return Arrays.copyOfRange(values, channel * area(), (channel + 1) * area());
  }

  /**
   * Returns the mean of each channel over its positions.
   *
   * @return C values
   */
  public float[] means() {
    float[] means = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      for (int i = channel * area(); i < (channel + 1) * area(); i++) {
        sum += values[i];
      }
      means[channel] = (float) (sum / area());
    }
    return means;
  }

  /**
   * Returns one activation.
   *
   * @param neuron where
   * @return the value there
   */
  public float at(Neuron neuron) {
    return values[
        neuron.channel() * area() + neuron.location().row() * width + neuron.location().column()];
  }

  /**
   * Returns these maps times a factor.
   *
   * @param factor what to multiply by
   * @return new maps of the same shape
   */
  public FeatureMaps times(float factor) {
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return new FeatureMaps(channels, height, width, scaled);
  }
}
