package dev.taproot.image;

import dev.taproot.input.InvalidInputException;
import java.util.Arrays;

/**
 * A network's input that was prepared elsewhere: resized, cut and normalised already.
 *
 * <p>Immutable; all values are finite.
 */
public final class PreparedTensor {
  private final int height;
  private final int width;
  private final float[] values;

  /**
   * Creates a tensor.
   *
   * @param height in input pixels, at least 1
   * @param width in input pixels, at least 1
   * @param values 3 x height x width values, channel by channel (red, green, blue), row by row;
   *     copied
   * @throws InvalidInputException if there are more or fewer values, or one is not finite
   */
  public PreparedTensor(int height, int width, float[] values) {
    if (height < 1 || width < 1 || values.length != 3L * height * width) {
      throw new InvalidInputException(
          "A tensor of 3 x "
              + height
              + " x "
              + width
              + " cannot hold "
              + values.length
              + " values; it needs three channels of height x width, both at least 1.");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InvalidInputException(
            "A prepared tensor needs finite values, but the one at channel "
                + i / (height * width)
                + ", row "
                + i / width % height
                + ", column "
                + i % width
                + " is "
                + values[i]
                + ".");
      }
    }
    this.height = height;
    this.width = width;
    this.values = values.clone();
  }

  /** Returns the height in input pixels. */
  public int height() {
    return height;
  }

  /** Returns the width in input pixels. */
  public int width() {
    return width;
  }

  /** Returns a copy of the values (3 x H x W), channel by channel, row by row. */
  public float[] values() {
    return values.clone();
  }

  /** Shows each channel from its least value (0) to its greatest (255); a constant one is 0. */
  Pixels picture() {
    int area = height * width;
    int[] rgb = new int[area];
    for (int channel = 0; channel < 3; channel++) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < area; i++) {
        least = Math.min(least, values[channel * area + i]);
        greatest = Math.max(greatest, values[channel * area + i]);
      }
      double scale = greatest > least ? 255 / (greatest - least) : 0;
      for (int i = 0; i < area; i++) {
        rgb[i] = rgb[i] << 8 | (int) Math.rint((values[channel * area + i] - least) * scale);
      }
    }
    return new Pixels(width, height, rgb);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PreparedTensor tensor
        && tensor.height == height
        && tensor.width == width
        && Arrays.equals(tensor.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "PreparedTensor[3 x " + height + " x " + width + "]";
  }
}
