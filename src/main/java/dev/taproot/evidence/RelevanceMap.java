package dev.taproot.evidence;

import java.util.Arrays;

/**
 * The relevance of one channel, position by position (H x W), in the decision's own units.
 *
 * <p>Its sum is the channel's score.
 */
public final class RelevanceMap {
  private final int height;
  private final int width;
  private final float[] values;

  /**
   * Creates a map.
   *
   * @param height rows
   * @param width columns
   * @param values height x width values, row by row; copied
   */
  public RelevanceMap(int height, int width, float[] values) {
    if (height < 1 || width < 1 || values.length != height * width) {
      throw new IllegalArgumentException(
          "a map of " + height + " x " + width + " cannot hold " + values.length + " values");
    }
    this.height = height;
    this.width = width;
    this.values = values.clone();
  }

  /** Returns the number of rows. */
  public int height() {
    return height;
  }

  /** Returns the number of columns. */
  public int width() {
    return width;
  }

  /**
   * Returns the relevance at one position.
   *
   * @param row from the top, 0 first
   * @param column from the left, 0 first
   * @return the relevance, in the decision's own units
   */
  public float at(int row, int column) {
    if (row < 0 || row >= height || column < 0 || column >= width) {
      throw new IndexOutOfBoundsException(
          "no position " + row + ", " + column + " in a map of " + height + " x " + width);
    }
    return values[row * width + column];
  }

  /**
   * Returns the relevance at a place between positions, bilinearly. Position (r, c) is at the
   * centre of its rectangle of the map; beyond the outermost centres relevance stays the same.
   *
   * @param down from the map's top (0) to its bottom (1)
   * @param across from the map's left (0) to its right (1)
   * @return the relevance
   */
  public double interpolated(double down, double across) {
    double row = clamp(down * height - 0.5, height - 1);
    double column = clamp(across * width - 0.5, width - 1);
    int above = (int) row;
    int left = (int) column;
    int below = Math.min(above + 1, height - 1);
    int right = Math.min(left + 1, width - 1);
    double upper = between(at(above, left), at(above, right), column - left);
    double lower = between(at(below, left), at(below, right), column - left);
    return between(upper, lower, row - above);
  }

  /**
   * Returns the map resized bilinearly, as PyTorch's {@code interpolate} does without {@code
   * align_corners}.
   *
   * @param height rows of the result
   * @param width columns of the result
   * @return the resized map, whose sum is another
   */
  public RelevanceMap resized(int height, int width) {
    float[] resized = new float[height * width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        resized[row * width + column] =
            (float) interpolated((row + 0.5) / height, (column + 0.5) / width);
      }
    }
    return new RelevanceMap(height, width, resized);
  }

  private static double between(double from, double to, double part) {
    return from + (to - from) * part;
  }

  private static double clamp(double value, int most) {
    return Math.max(0, Math.min(most, value));
  }

  /** Returns a copy of the values, row by row. */
  public float[] values() {
    return values.clone();
  }

  /** Returns the position of the largest value, the first row by row where several are equal. */
  public Location strongest() {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return new Location(best / width, best % width);
  }

  /** Returns the position of the smallest value, the first row by row where several are equal. */
  public Location weakest() {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] < values[best]) {
        best = i;
      }
    }
    return new Location(best / width, best % width);
  }

  /** Returns the largest absolute value. */
  public float largestMagnitude() {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Returns the sum of all values: the channel's score. */
  public double sum() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RelevanceMap map
        && map.height == height
        && map.width == width
        && Arrays.equals(map.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "RelevanceMap[" + height + " x " + width + ", sum " + sum() + "]";
  }
}
