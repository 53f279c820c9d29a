package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line, ended from outside while it works on many images. */
class EndedMidwayTest {
  private static final int IMAGES = 200;
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void leavesFilesThatAreWholeAndNothingElse() throws Exception {
    Path photographs = Files.createDirectory(folder.resolve("photographs"));
    for (int i = 0; i < IMAGES; i++) {
      try (InputStream in =
          EndedMidwayTest.class.getResourceAsStream("/dev/taproot/samples/coffee.jpg")) {
        Files.copy(in, photographs.resolve(i + ".jpg"));
      }
    }
    Path reports = Files.createDirectory(folder.resolve("reports"));
    File err = folder.resolve("err").toFile();
    Process process =
        Run.inProcess(
                "explain",
                photographs.toString(),
                "--depth",
                "2",
                "--report",
                reports.toString(),
                "--png",
                reports.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err)
            .start();
    try {
      while (list(reports).stream().filter(file -> file.endsWith(".html")).count() < 3) {
        assertThat(process.isAlive()).as(() -> read(err.toPath())).isTrue();
        Thread.sleep(20);
      }
    } finally {
      process.destroy();
    }

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(TERMINATED);
    assertThat(read(err.toPath())).isEmpty();
    assertThat(list(reports)).hasSizeLessThan(2 * IMAGES);
    for (String file : list(reports)) {
      byte[] bytes = Files.readAllBytes(reports.resolve(file));
      String end = new String(bytes, bytes.length - 12, 12, StandardCharsets.ISO_8859_1);
      if (file.endsWith(".html")) {
        assertThat(end).as(file).contains("</html>");
      } else {
        assertThat(file).endsWith(".png");
        assertThat(end).as(file).contains("IEND");
      }
    }
  }

  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
