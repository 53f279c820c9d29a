package dev.taproot.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.input.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured is on disk piece by piece, whatever happens between. */
class JournalTest {
  private static final List<String> PHOTOGRAPHS =
      List.of("dog.jpg", "Käfer, \"blau\".png", "two\nlines.gif");
  private static final List<String> TESTS = List.of("channels", "pixels");

  @TempDir Path folder;

  @Test
  void cutAnywhereItKeepsExactlyTheWholePieces() throws IOException {
    Path file = folder.resolve("measurements.csv");
    List<Integer> ends = write(file);
    byte[] whole = Files.readAllBytes(file);

    for (int cut = 0; cut <= whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
      int last = Journal.HEADER.length();
      try (Journal journal = Journal.open(file)) {
        int piece = 0;
        for (String photograph : PHOTOGRAPHS) {
          for (String test : TESTS) {
            int end = ends.get(piece++);
            assertThat(journal.has(photograph, test)).as("cut at %d", cut).isEqualTo(end <= cut);
            last = end <= cut ? end : last;
          }
        }
      }
      assertThat(Files.readAllBytes(file))
          .as("cut at %d", cut)
          .isEqualTo(Arrays.copyOf(whole, last));
    }
  }

  @Test
  void cutBetweenOrInPiecesItGoesOnToTheSame() throws IOException {
    Path file = folder.resolve("measurements.csv");
    write(file);
    byte[] whole = Files.readAllBytes(file);

    for (int cut = 0; cut <= whole.length; cut += 97) {
      Files.write(file, Arrays.copyOf(whole, cut));
      write(file);

      assertThat(Files.readAllBytes(file)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @Test
  void whatIsReadIsWhatWasAddedWithLineBreaksAsSpaces() {
    Path file = folder.resolve("measurements.csv");
    List<Measurement> all = new ArrayList<>();
    try (Journal journal = Journal.open(file)) {
      for (String photograph : PHOTOGRAPHS) {
        List<Measurement> some = measurements(photograph, "pixels");
        journal.add(photograph, "pixels", some);
        all.addAll(some);
      }
    }

    assertThat(Journal.read(file))
        .isEqualTo(
            all.stream()
                .map(
                    one ->
                        new Measurement(
                            one.photograph().replace("\n", " "),
                            one.test(),
                            one.method(),
                            one.at(),
                            one.measure(),
                            one.value()))
                .toList());
  }

  @Test
  void theFileIsCsv() throws IOException {
    Path file = folder.resolve("measurements.csv");
    try (Journal journal = Journal.open(file)) {
      journal.add(
          "a, \"b\".jpg",
          "pixels",
          List.of(new Measurement("a, \"b\".jpg", "pixels", "m, 8 steps", "", "deletion", 0.25)));
    }

    assertThat(file)
        .hasContent(
            """
            photograph,test,method,at,measure,value
            "a, ""b"".jpg",pixels,"m, 8 steps",,deletion,0.250000000
            "a, ""b"".jpg",pixels,,,done,1.00000000
            """);
  }

  @Test
  void toOpenAFinishedOneAddsNothing() throws IOException {
    Path file = folder.resolve("measurements.csv");
    try (Journal journal = Journal.open(file)) {
      journal.add("dog.jpg", "pixels", measurements("dog.jpg", "pixels"));
      journal.add("dog.jpg", "sanity", List.of());
    }
    byte[] before = Files.readAllBytes(file);

    try (Journal journal = Journal.open(file)) {
      assertThat(journal.has("dog.jpg", "pixels")).isTrue();
      assertThat(journal.has("dog.jpg", "sanity")).isTrue();
      assertThat(journal.has("dog.jpg", "channels")).isFalse();
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void anInterruptedThreadWritesItsPieceAllTheSame() {
    Path file = folder.resolve("measurements.csv");
    try (Journal journal = Journal.open(file)) {
      Thread.currentThread().interrupt();
      journal.add("dog.jpg", "pixels", measurements("dog.jpg", "pixels"));
      assertThat(Thread.interrupted()).isTrue();
      journal.add("dog.jpg", "sanity", measurements("dog.jpg", "sanity"));
    }

    assertThat(Journal.read(file)).hasSize(6);
  }

  @Test
  void twoAtATimeAreRefused() {
    Path file = folder.resolve("measurements.csv");
    try (Journal journal = Journal.open(file)) {
      journal.add("dog.jpg", "pixels", measurements("dog.jpg", "pixels"));

      assertThatThrownBy(() -> Journal.open(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "\"%s\" is being written by another process; another folder, or to wait for its end, would be right.",
              file);
      journal.add("dog.jpg", "sanity", measurements("dog.jpg", "sanity"));
    }

    assertThat(Journal.read(file)).hasSize(6);
  }

  @Test
  void aFileOfSomethingElseStaysAsItIs() throws IOException {
    Path file = folder.resolve("measurements.csv");
    for (String text : List.of("file,class\ndog.jpg,2\n", "foto", "\u0000ÿ")) {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);

      assertThatThrownBy(() -> Journal.open(file))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "\"%s\" holds something else than measurements; another folder would be right.",
              file);
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).isEqualTo(text);
    }
  }

  @Test
  void whatCannotBeWrittenIsRefusedInOneSentence() throws IOException {
    Path file = Files.createDirectory(folder.resolve("measurements.csv"));

    assertThatThrownBy(() -> Journal.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("\"%s\" cannot be written (", file)
        .hasMessageEndingWith("; a folder with room that you may write to would be right.");
  }

  /** Adds the pieces that are not there; returns where each ends. */
  private static List<Integer> write(Path file) throws IOException {
    List<Integer> ends = new ArrayList<>();
    try (Journal journal = Journal.open(file)) {
      for (String photograph : PHOTOGRAPHS) {
        for (String test : TESTS) {
          if (!journal.has(photograph, test)) {
            journal.add(photograph, test, measurements(photograph, test));
          }
          ends.add((int) Files.size(file));
        }
      }
    }
    return ends;
  }

  private static List<Measurement> measurements(String photograph, String test) {
    return List.of(
        new Measurement(photograph, test, "Taproot", "", "deletion", 0.125),
        new Measurement(photograph, test, "occlusion, window 8", "50%", "curve", Double.NaN),
        new Measurement(photograph, test, "random", "größte", "say \"done\"", -3e-5));
  }
}
