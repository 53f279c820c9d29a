package dev.taproot.web;

import dev.taproot.view.TreeHtml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The files of the page. */
final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "webmanifest", "application/manifest+json");

  private final Map<String, Asset> known = new ConcurrentHashMap<>();

  /**
   * A file.
   *
   * @param type its media type
   * @param content its bytes
   * @param tag changes with its content
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Asset(String type, byte[] content, String tag) {}

  /**
   * Returns a file.
   *
   * @param name its path among the resources
   * @throws Refusal if there is none
   */
  Asset get(String name) {
    if (!name.matches("(assets/)?[A-Za-z0-9][A-Za-z0-9-]*(\\.[a-z0-9]+)+")) {
      throw none(name);
    }
    Asset asset = known.get(name);
    if (asset == null) {
      asset = read(name);
      known.put(name, asset);
    }
    return asset;
  }

  private static Asset read(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    byte[] content =
        switch (name) {
          case "assets/tree.css" -> TreeHtml.css().getBytes(StandardCharsets.UTF_8);
          case "assets/tree.js" -> TreeHtml.script().getBytes(StandardCharsets.UTF_8);
          default -> resource(name);
        };
    if (type == null) {
      throw none(name);
    }
    return new Asset(type, content, "\"%08x\"".formatted(Arrays.hashCode(content)));
  }

  private static byte[] resource(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw none(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Refusal none(String name) {
    return new Refusal(
        404,
        "There is no file %s here; the page's own address would be right."
            .formatted(Refusal.shortened(name)));
  }
}
