package dev.taproot.image;

/**
 * A rectangle in a photograph.
 *
 * @param x left edge, in pixels from the left
 * @param y top edge, in pixels from the top
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record Box(int x, int y, int width, int height) {
  /** Checks that the rectangle has an area. */
  public Box {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a box needs a width and a height of at least 1, given " + width + " x " + height);
    }
  }

  /**
   * Measures how far two rectangles are the same: intersection over union.
   *
   * @param other in the same photograph
   * @return between 0 (apart) and 1 (equal)
   */
  public double overlap(Box other) {
    long across = Math.min(x + width, other.x + other.width) - (long) Math.max(x, other.x);
    long down = Math.min(y + height, other.y + other.height) - (long) Math.max(y, other.y);
    double common = Math.max(0, across) * (double) Math.max(0, down);
    return common / ((double) width * height + (double) other.width * other.height - common);
  }
}
