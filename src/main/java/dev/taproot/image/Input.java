package dev.taproot.image;

/**
 * What a network is given: one normalised picture (1 x 3 x H x W), and where it lies in the
 * photograph.
 */
public final class Input {
  private final int height;
  private final int width;
  private final float[] values;
  private final Framing framing;

  /** Takes the values over without copying them. */
  Input(int height, int width, float[] values, Framing framing) {
    this.height = height;
    this.width = width;
    this.values = values;
    this.framing = framing;
  }

  /** Returns the height H in input pixels. */
  public int height() {
    return height;
  }

  /** Returns the width W in input pixels. */
  public int width() {
    return width;
  }

  /**
   * Returns a copy of the values (1 x 3 x H x W): red, green and blue one after another, each row
   * by row.
   */
  public float[] values() {
    return values.clone();
  }

  /**
   * Returns an input of the same size and place with other values.
   *
   * @param others 1 x 3 x H x W values: red, green and blue one after another, each row by row;
   *     copied
   * @return the changed input
   */
  public Input with(float[] others) {
    if (others.length != values.length) {
      throw new IllegalArgumentException(
          "an input of 1 x 3 x %d x %d cannot hold %d values"
              .formatted(height, width, others.length));
    }
    return new Input(height, width, others.clone(), framing);
  }

  /** Returns where the input lies in the photograph. */
  public Framing framing() {
    return framing;
  }

  @Override
  public String toString() {
    return "Input[1 x 3 x " + height + " x " + width + "]";
  }
}
