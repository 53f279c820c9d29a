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
