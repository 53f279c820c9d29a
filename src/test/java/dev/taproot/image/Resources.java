package dev.taproot.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files that environment/make_image_references.py made. */
final class Resources {
  private Resources() {}

  static URL url(String name) {
    return Objects.requireNonNull(Resources.class.getResource("/image/" + name), name);
  }

  static Path file(String name) {
    try {
      return Path.of(url(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Photograph photograph(String name) {
    return Photograph.read(file(name));
  }

  /** The files beside which stands what Pillow reads from them. */
  static List<String> comparedWithPillow() {
    String ending = ".expected.png";
    try (Stream<Path> files = Files.list(file("source.png").getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
