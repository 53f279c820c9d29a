package dev.taproot.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheets and scripts that travel inside a page. */
final class Asset {
  private Asset() {}

  /**
   * Reads files that stand beside the classes and joins them.
   *
   * @param names of the files, in their order
   */
  static String of(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(resource(name));
    }
    return text.toString();
  }

  private static String resource(String name) {
    try (InputStream stream = Asset.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
