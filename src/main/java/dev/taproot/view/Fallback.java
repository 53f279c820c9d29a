package dev.taproot.view;

import dev.taproot.input.InvalidInputException;
import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/**
 * A picture of all that follows, for places that strip style sheets, such as notebooks of others;
 * the style sheet hides it.
 */
final class Fallback {
  /** What is said of a picture that an outline follows. */
  static final String OUTLINED = " as a picture; the same follows as an outline";

  private Fallback() {}

  /**
   * Writes the picture; nothing on a machine without fonts, where it cannot be drawn.
   *
   * @param drawing draws it
   * @param what the picture shows, in words
   */
  static void write(Html html, Supplier<BufferedImage> drawing, String what) {
    BufferedImage picture;
    try {
      picture = drawing.get();
    } catch (InvalidInputException e) {
      return;
    }
    html.empty(
        "img",
        "class",
        "taproot-picture",
        "src",
        DataUri.jpeg(picture),
        "alt",
        what,
        "width",
        Integer.toString(picture.getWidth()));
  }
}
