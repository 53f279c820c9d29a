package dev.taproot.view;

import java.awt.image.BufferedImage;

/** Pictures that travel inside a page, in data URIs. */
final class DataUri {
  private DataUri() {}

  static String jpeg(BufferedImage image) {
    return "data:image/jpeg;base64," + Encoded.base64(Encoded.jpeg(image));
  }

  static String png(BufferedImage image) {
    return "data:image/png;base64," + Encoded.base64(Encoded.png(image));
  }

  /** A single pixel, to be drawn out to a bar. */
  static String colour(int rgb) {
    BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    pixel.setRGB(0, 0, rgb);
    return png(pixel);
  }
}
