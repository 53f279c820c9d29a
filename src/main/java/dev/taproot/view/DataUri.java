package dev.taproot.view;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;

/** Pictures that travel inside a page, in data URIs. */
final class DataUri {
  private DataUri() {}

  static String jpeg(BufferedImage image) {
    return of("image/jpeg", Encoded.jpeg(image));
  }

  static String png(BufferedImage image) {
    return of("image/png", Encoded.png(image));
  }

  /** A drawing in the markup of SVG, which must be our own. */
  static String svg(String markup) {
    return of("image/svg+xml", markup.getBytes(StandardCharsets.UTF_8));
  }

  private static String of(String mimeType, byte[] file) {
    return "data:" + mimeType + ";base64," + Encoded.base64(file);
  }
}
