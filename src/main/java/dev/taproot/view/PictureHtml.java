package dev.taproot.view;

import java.awt.image.BufferedImage;

/** A picture as HTML, with its own text for who does not see it. */
public final class PictureHtml {
  private PictureHtml() {}

  /**
   * Shows a photographic picture, as JPEG.
   *
   * @param picture the picture, in RGB
   * @param text what it shows, in words
   * @return one img element
   */
  public static String photographic(BufferedImage picture, String text) {
    return img(DataUri.jpeg(picture), picture, text);
  }

  /**
   * Shows a drawing, as PNG in at most 256 colours.
   *
   * @param drawing the picture, in RGB
   * @param text what it shows, in words
   * @return one img element
   */
  public static String drawn(BufferedImage drawing, String text) {
    return img(DataUri.png(drawing), drawing, text);
  }

  private static String img(String source, BufferedImage picture, String text) {
    return new Html()
        .empty(
            "img",
            "src",
            source,
            "alt",
            text,
            "title",
            text,
            "width",
            Integer.toString(picture.getWidth()),
            "height",
            Integer.toString(picture.getHeight()))
        .toString();
  }
}
