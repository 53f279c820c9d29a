package dev.taproot.view;

import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.awt.image.BufferedImage;

/** A photograph as a picture of the size in which it is shown. */
public final class PhotographImage {
  private PhotographImage() {}

  /**
   * Makes a photograph smaller.
   *
   * @param photograph the photograph
   * @param longSide length of the picture's longer side at most, in pixels
   * @return a picture with the photograph's proportions, never larger than the photograph
   */
  public static BufferedImage within(Photograph photograph, int longSide) {
    Framing whole = Framing.whole(photograph.width(), photograph.height());
    return Backdrop.of(photograph, whole, longSide).image();
  }
}
