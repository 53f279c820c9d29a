package dev.taproot.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of files, and when it no longer holds. */
class Sha256Test {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  /** Lies there unchanged since the clone was made, or at least since the tests were compiled. */
  private static final Path OLD = Path.of("src/main/resources/dev/taproot/version.txt");

  @TempDir private Path cache;
  @TempDir private Path folder;

  @BeforeEach
  void keepInAFolderOfItsOwn() {
    System.setProperty("taproot.cache", cache.toString());
  }

  @AfterEach
  void keepWhereOthersDo() {
    System.clearProperty("taproot.cache");
  }

  @Test
  void aFileThatHasJustChangedIsReadEachTime() throws IOException {
    Path file = Files.writeString(folder.resolve("net.pt"), "abd");
    String before = Sha256.of(file);
    Files.writeString(file, "abc");

    assertThat(before).isNotEqualTo(OF_ABC);
    assertThat(Sha256.of(file)).isEqualTo(OF_ABC);
    assertThat(kept()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ofAFileThatLiesUntouchedItIsRememberedInTheCache() throws IOException {
    String first = Sha256.of(OLD);
    Path memory = kept().get(0);
    assertThat(memory).hasContent(first);
    Files.writeString(memory, OF_ABC);

    assertThat(Sha256.of(OLD)).isEqualTo(OF_ABC);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDamagedMemoryIsMadeAgain() throws IOException {
    String first = Sha256.of(OLD);
    Path memory = kept().get(0);
    Files.writeString(memory, first.substring(1));

    assertThat(Sha256.of(OLD)).isEqualTo(first);
    assertThat(memory).hasContent(first);
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }
}
