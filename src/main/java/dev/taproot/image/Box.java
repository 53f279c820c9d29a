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
}
