package dev.taproot.cli;

import java.time.Duration;

/** A line that says how far a long task is; nothing is shown unless someone watches. */
final class Progress implements AutoCloseable {
  private static final String CLEAR = "\r\033[K";

  private final Terminal terminal;
  private final int total;
  private final boolean shown;
  private final long start = System.nanoTime();
  private final Thread onInterrupt;
  private int done;

  Progress(Terminal terminal, int total) {
    this.terminal = terminal;
    this.total = total;
    this.shown = terminal.live() && total > 1;
    this.onInterrupt = new Thread(this::clear);
    if (shown) {
      Runtime.getRuntime().addShutdownHook(onInterrupt);
      show();
    }
  }

  /** Counts one more and shows the line again. */
  void step() {
    done++;
    show();
  }

  /** Makes room for other lines. */
  void clear() {
    if (shown) {
      terminal.err().print(CLEAR);
    }
  }

  private void show() {
    if (shown && done < total) {
      terminal.err().print(CLEAR + line(done, total, System.nanoTime() - start));
    }
  }

  /** Says how far it is: {@code 3/12 images, 0:14 left}. */
  static String line(int done, int total, long nanoseconds) {
    String count = done + "/" + total + " images";
    if (done == 0) {
      return count;
    }
    Duration left = Duration.ofNanos((long) ((double) nanoseconds / done * (total - done)));
    return left.toHours() > 0
        ? "%s, %d:%02d:%02d left"
            .formatted(count, left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : "%s, %d:%02d left".formatted(count, left.toMinutes(), left.toSecondsPart());
  }

  @Override
  public void close() {
    clear();
    if (shown) {
      try {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
      } catch (IllegalStateException e) {
        // The process is ending, and the hook has run.
      }
    }
  }
}
