package dev.taproot.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheets that travel inside a page. */
final class StyleSheet {
  private StyleSheet() {}

  /**
   * Reads style sheets that stand beside the classes and joins them.
   *
   * @param names of the files, in the order of the cascade
   */
  static String of(String... names) {
    StringBuilder css = new StringBuilder();
    for (String name : names) {
      css.append(resource(name));
    }
    return css.toString();
  }

  private static String resource(String name) {
    try (InputStream stream = StyleSheet.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
