package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void theTimeLeftFollowsFromTheTimeTaken() {
    assertThat(Progress.line(0, 12, SECOND)).isEqualTo("0/12 images");
    assertThat(Progress.line(3, 12, 6 * SECOND)).isEqualTo("3/12 images, 0:18 left");
    assertThat(Progress.line(1, 1000, 10 * SECOND)).isEqualTo("1/1000 images, 2:46:30 left");
  }

  @Test
  void severalImagesOnATerminalAreCountedAndTheLineIsClearedAtTheEnd() {
    try (Progress progress = new Progress(new Terminal(err, err, true), 2)) {
      progress.step();
      progress.step();
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("0/2 images")
        .contains("1/2 images, 0:00 left")
        .endsWith("\r\033[K");
  }

  @Test
  void nothingIsShownForOneImageOrWithoutATerminal() {
    try (Progress one = new Progress(new Terminal(err, err, true), 1);
        Progress unwatched = new Progress(new Terminal(err, err, false), 9)) {
      one.step();
      unwatched.step();
    }

    assertThat(bytes.size()).isZero();
  }
}
