package dev.taproot.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.input.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file appears whole or not at all. */
class WholeFileTest {
  @TempDir Path folder;

  @Test
  void textIsWrittenInUtf8AndNothingElseIsLeftInTheFolder() throws IOException {
    Path file = folder.resolve("tree.txt");

    WholeFile.write(file, "Käfer – 甲虫\n");

    assertThat(file).hasContent("Käfer – 甲虫\n");
    assertThat(names()).containsExactly("tree.txt");
  }

  @Test
  void whatWasThereIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("tree.txt"), "a longer text than the next");

    WholeFile.write(file, "short");

    assertThat(file).hasContent("short");
  }

  @Test
  void nothingAppearsWhereWritingFailsHalfway() throws IOException {
    Path file = folder.resolve("tree.txt");

    assertThatThrownBy(() -> WholeFile.write(file, WholeFileTest::halfAndThenFail))
        .isInstanceOf(IOException.class)
        .hasMessage("no room");

    assertThat(names()).isEmpty();
  }

  @Test
  void whatWasThereStaysWhereWritingFailsHalfway() throws IOException {
    Path file = Files.writeString(folder.resolve("tree.txt"), "before");

    assertThatThrownBy(() -> WholeFile.write(file, WholeFileTest::halfAndThenFail))
        .isInstanceOf(IOException.class);

    assertThat(file).hasContent("before");
    assertThat(names()).containsExactly("tree.txt");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("nowhere").resolve("tree.txt");

    assertThatThrownBy(() -> WholeFile.write(file, "text"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "\"%s\" cannot be written: there is no folder \"%s\"; an existing folder would be right.",
            file, file.getParent());
  }

  @Test
  void aFolderIsNoFileToWrite() {
    assertThatThrownBy(() -> WholeFile.write(folder, "text"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "\"%s\" cannot be written: it is a folder; a file's name would be right.", folder);
  }

  @Test
  void aNameWithoutAFolderIsWrittenWhereTheProgramRuns() {
    Path file = Path.of("whole-file-test.txt");
    try {
      WholeFile.write(file, "here");

      assertThat(file.toAbsolutePath()).hasContent("here");
    } finally {
      file.toFile().delete();
    }
  }

  private static void halfAndThenFail(OutputStream out) throws IOException {
    out.write(new byte[100]);
    throw new IOException("no room");
  }

  private String[] names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toArray(String[]::new);
    }
  }
}
