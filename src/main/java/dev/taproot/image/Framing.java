package dev.taproot.image;

/**
 * Where the network's input lies in the photograph: input column i spans photograph columns {@code
 * left + i * scale} to {@code left + (i + 1) * scale}, rows alike.
 *
 * @param left photograph column of the input's left edge, in pixels
 * @param top photograph row of the input's top edge, in pixels
 * @param horizontal photograph pixels per input pixel, across
 * @param vertical photograph pixels per input pixel, down
 * @param width of the input, in input pixels
 * @param height of the input, in input pixels
 */
public record Framing(
    double left, double top, double horizontal, double vertical, int width, int height) {
  /** What a product of fractions may miss a whole pixel by. */
  private static final double DUST = 1e-6;

  /**
   * Frames a photograph that is the input itself, pixel by pixel.
   *
   * @param width of both, in pixels
   * @param height of both, in pixels
   * @return the framing
   */
  public static Framing whole(int width, int height) {
    return new Framing(0, 0, 1, 1, width, height);
  }

  /**
   * Finds the part of a photograph that a rectangle of the input shows.
   *
   * @param x0 left edge in input pixels, may lie outside
   * @param y0 top edge
   * @param x1 right edge, exclusive
   * @param y1 bottom edge, exclusive
   * @param photographWidth in pixels
   * @param photographHeight in pixels
   * @return the rectangle in photograph pixels, cut to the photograph, at least one pixel large
   */
  public Box box(
      double x0, double y0, double x1, double y1, int photographWidth, int photographHeight) {
    int left =
        clamp(Math.floor(this.left + Math.max(0, x0) * horizontal + DUST), photographWidth - 1);
    int top = clamp(Math.floor(this.top + Math.max(0, y0) * vertical + DUST), photographHeight - 1);
    int right =
        clamp(Math.ceil(this.left + Math.min(width, x1) * horizontal - DUST), photographWidth);
    int bottom =
        clamp(Math.ceil(this.top + Math.min(height, y1) * vertical - DUST), photographHeight);
    return new Box(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  private static int clamp(double value, int most) {
    return (int) Math.max(0, Math.min(most, value));
  }
}
