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
    Html html = new Html();
    img(html, DataUri.jpeg(picture), picture, text);
    return html.toString();
  }

  /**
   * Shows a drawing, as PNG in at most 256 colours.
   *
   * @param drawing the picture, in RGB
   * @param text what it shows, in words
   * @return one img element
   */
  public static String drawn(BufferedImage drawing, String text) {
    Html html = new Html();
    draw(html, drawing, text);
    return html.toString();
  }

  static void draw(Html html, BufferedImage drawing, String text) {
    img(html, DataUri.png(drawing), drawing, text);
  }

  private static void img(Html html, String source, BufferedImage picture, String text) {
    html.empty(
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
        Integer.toString(picture.getHeight()));
  }
}
