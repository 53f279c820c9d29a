package dev.taproot.cli;

import dev.taproot.view.Columns;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Where the command line writes.
 *
 * @param out where answers go
 * @param err where faults and progress go
 * @param live whether someone watches what goes to {@code err}, so that progress is shown
 */
record Terminal(PrintStream out, PrintStream err, boolean live) {
  /** Says in one line what was wrong. */
  void complain(String sentence) {
    err.println("taproot: " + Columns.printable(sentence.strip()));
  }

  PrintWriter outWriter() {
    return writer(out);
  }

  PrintWriter errWriter() {
    return writer(err);
  }

  /** A writer in the stream's own encoding. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(
        new Writer() {
          @Override
          public void write(char[] characters, int from, int length) {
            stream.print(new String(characters, from, length));
          }

          @Override
          public void flush() {
            stream.flush();
          }

          @Override
          public void close() {
            stream.flush();
          }
        },
        true);
  }
}
