package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void theLineIsWrittenInPlaceAndClearedAtTheEnd() {
    ProgressLine line = new ProgressLine(new Terminal(err, err, true));

    var showing = line.begin();
    showing.show(new Progress.State("images", 1, 2, Duration.ofSeconds(3), false, List.of()));
    showing.end();

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\033[K1/2 images, 0:03 left\r\033[K");
  }

  @Test
  void nothingIsShownWithoutATerminal() {
    ProgressLine line = new ProgressLine(new Terminal(err, err, false));

    var showing = line.begin();
    showing.show(new Progress.State("images", 1, 2, Duration.ofSeconds(3), false, List.of()));
    showing.end();

    assertThat(bytes.size()).isZero();
  }
}
