package dev.taproot.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What files are that cannot be read, so that a message can tell. */
final class ForeignFormats {
  private static final int LOOKED_AT = 512;

  private static final List<Format> KNOWN =
      List.of(
          Format.of("a WebP picture", "RIFF....WEBP.*"),
          Format.of("an AVIF picture", "....ftyp(avif|avis).*"),
          Format.of("a HEIC picture", "....ftyp(hei[cxms]|hev[cx]|mif1|msf1).*"),
          Format.of("a video", "....ftyp.*"),
          Format.of("a TIFF picture", "(II\\x2A\\x00|MM\\x00\\x2A).*"),
          Format.of("a PDF document", "%PDF-.*"),
          Format.of("an SVG drawing", "\\s*(<\\?xml.*|<!--.*|<!DOCTYPE svg.*)?<svg[\\s>].*"),
          Format.of("a web page", "(?i)\\s*<(!doctype )?html.*"),
          Format.of("a zip file", "PK\\x03\\x04.*"),
          Format.of("a JPEG 2000 picture", "\\x00\\x00\\x00\\x0CjP  .*"),
          Format.of("an icon", "\\x00\\x00\\x01\\x00.*"));

  private ForeignFormats() {}

  /** A format and how its files begin. */
  private record Format(String name, Pattern start) {
    static Format of(String name, String start) {
      return new Format(name, Pattern.compile(start, Pattern.DOTALL));
    }
  }

  /**
   * Names a file's format.
   *
   * @param bytes the file
   * @return such as {@code a WebP picture}; empty if it is not known
   */
  static String name(byte[] bytes) {
    String head =
        new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
    return KNOWN.stream()
        .filter(format -> format.start().matcher(head).matches())
        .map(Format::name)
        .findFirst()
        .orElse("");
  }
}
