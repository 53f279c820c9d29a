package dev.taproot.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvalidInputExceptionTest {
  private static final IOException CAUSE = new IOException("no end");

  @AfterEach
  void tracedAsByDefault() {
    InvalidInputException.traced(true);
  }

  @Test
  void programsLearnWhereItWasThrownAndWhy() {
    var exception = new InvalidInputException("The file is cut off.", CAUSE);

    assertThat(exception).hasCause(CAUSE);
    assertThat(exception.getStackTrace()).isNotEmpty();
  }

  @Test
  void aCellShowsTheSentenceAlone() {
    InvalidInputException.traced(false);

    var printed = new StringWriter();
    new InvalidInputException("The file is cut off.", CAUSE)
        .printStackTrace(new PrintWriter(printed));

    assertThat(printed.toString().strip())
        .isEqualTo("dev.taproot.input.InvalidInputException: The file is cut off.");
  }
}
