package dev.taproot.image;

/**
 * How a photograph is resized, bit for bit as Pillow resizes 8-bit pictures.
 *
 * <p>{@link #BILINEAR} and {@link #BICUBIC} antialias when they shrink: the filter grows with the
 * factor of shrinking, so that every pixel of the photograph counts.
 */
public enum Interpolation {
  /** The nearest pixel; it does not antialias. */
  NEAREST(0) {
    @Override
    double weight(double distance) {
      throw new UnsupportedOperationException("the nearest pixel is taken, not weighed");
    }
  },

  /** A triangle filter, one pixel to each side. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },

  /**
   * A cubic filter with a = -0.5, two pixels to each side (R. Keys, Cubic Convolution Interpolation
   * for Digital Image Processing, IEEE Transactions on Acoustics, Speech, and Signal Processing 29,
   * 1981, equation 15).
   */
  BICUBIC(2) {
    private static final double A = -0.5;

    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return ((A + 2) * x - (A + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }
  };

  private final int support;

  Interpolation(int support) {
    this.support = support;
  }

  /** Returns how far the filter reaches to each side, in pixels when it does not shrink. */
  int support() {
    return support;
  }

  /** Returns the filter's weight at a distance from its centre in pixels. */
  abstract double weight(double distance);
}
