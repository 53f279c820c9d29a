package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.Taproot;
import dev.taproot.input.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @Test
  void theVersionIsTheBuilds() {
    assertThat(Run.of("--version").out()).isEqualTo("taproot " + Taproot.version() + "\n");
    assertThat(Taproot.version()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void withoutACommandTheHelpIsShownAsAnError() {
    Run run = Run.of();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("explain", "classify", "layers", "samples");
  }

  @ParameterizedTest
  @ValueSource(strings = {"explain", "classify", "layers", "samples", "serve", "lab"})
  void everyCommandsHelpShowsExamples(String command) {
    Run run = Run.of(command, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("Usage: taproot " + command)
        .containsPattern("Examples:\n  taproot " + command);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theSamplesAreListedWithTheirLicences() {
    Run run = Run.of("samples");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(7);
    assertThat(run.out()).containsPattern("rocket +Launch .* +SpaceX +public domain\n");
  }

  @Test
  void withoutTheScriptTheNotebooksAreSaidToBeInAClone() {
    Run run = Run.of("lab", "--no-browser", "first.ipynb");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "taproot: The archive alone has no notebooks; ./taproot lab --no-browser first.ipynb in a"
                + " clone of Taproot would be right (see taproot lab --help)\n");
  }

  @Test
  void separatorsAreListedAndTheOthersOnRequest() {
    Run separators = Run.of("layers");
    Run all = Run.of("layers", "--all");

    assertThat(separators.out())
        .containsPattern("_swish#1 +ReLU6 +1280 x 7 x 7 +32 +851 +yes +yes +yes\n")
        .containsPattern("_avg_pooling +AdaptiveAvgPool2d +1280 x 1 x 1 +\\d+ +all ")
        .containsPattern("\\d+ separators of \\d+ layers; --all shows the others as well");
    assertThat(all.out().lines().count()).isGreaterThan(separators.out().lines().count());
  }

  @Test
  void aFaultOfTheProgramIsNamedAndItsTraceShownOnRequest() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(err, err, false);

    int code = new Faults(terminal, () -> false).unexpected(new IllegalStateException("why\nnot"));

    assertThat(code).isEqualTo(70);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "taproot: Unexpected java.lang.IllegalStateException: why (--stacktrace shows where it arose)\n");

    new Faults(terminal, () -> true).unexpected(new IllegalStateException("why"));

    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\tat dev.taproot.cli.MainTest");
  }

  @Test
  void whereWrongInputWasNoticedIsShownOnRequest() {
    Run run = Run.of("classify", "chelsa", "--stacktrace");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(InvalidInputException.class.getName(), "\tat dev.taproot.");
  }
}
