package dev.taproot.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One run of the command line in this process, and what it left behind. */
record Run(int code, String out, String err) {
  /** Runs it; a {@code Path} among the words is taken as it prints. */
  static Run of(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
    int code = Main.run(args, stream(out), stream(err));
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
