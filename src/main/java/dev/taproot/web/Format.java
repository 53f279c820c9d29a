package dev.taproot.web;

import static java.util.stream.Collectors.joining;

import dev.taproot.Explanation;
import dev.taproot.view.TreeHtml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** As what an explanation is sent. */
enum Format {
  JSON,
  HTML,
  PAGE,
  PNG,
  CSV;

  /**
   * Reads the format.
   *
   * @throws Refusal if it is none
   */
  static Format of(Map<String, List<String>> parameters) {
    String given = Question.text(parameters, "format");
    return given == null
        ? JSON
        : Stream.of(values())
            .filter(format -> format.word().equals(given))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        400,
                        "format is %s; one of %s would be right."
                            .formatted(
                                Refusal.shortened(given),
                                Stream.of(values()).map(Format::word).collect(joining(", ")))));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Tells whether it is a file to be saved, rather than what a page shows. */
  boolean isFile() {
    return this == PAGE || this == PNG || this == CSV;
  }

  /**
   * Writes an explanation.
   *
   * @param asked the question that it answers
   */
  Answer answer(OpenQuestion asked, Explanation why) {
    return switch (this) {
      case JSON -> Answer.json(why.json());
      case HTML -> Answer.html(asked.drawing(why).html(why.tree()));
      case PAGE -> file(why, "html", Answer.HTML, utf8(TreeHtml.page(why.tree())));
      case PNG -> file(why, "png", "image/png", why.png());
      case CSV -> file(why, "csv", "text/csv; charset=utf-8", utf8(why.csv()));
    };
  }

  private static Answer file(Explanation why, String ending, String type, byte[] content) {
    String photograph = why.tree().photograph().name().replaceFirst("\\.[A-Za-z]{1,5}$", "");
    String name = plain(photograph) + "-why-" + plain(why.tree().target().label());
    return new Answer(type, content, name + "." + ending);
  }

  /** A name in characters that every file system and header takes. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return plain.isEmpty() ? "x" : plain.substring(0, Math.min(40, plain.length()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
