package dev.taproot.cli;

import dev.taproot.progress.Progress;
import dev.taproot.progress.ProgressDisplay;

/** A line that says how far a long task is; nothing is shown unless someone watches. */
final class ProgressLine implements ProgressDisplay, ProgressDisplay.Showing {
  private static final String CLEAR = "\r\033[K";

  private final Terminal terminal;
  private final Thread onInterrupt = new Thread(this::clear);

  ProgressLine(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Showing begin() {
    if (terminal.live()) {
      Runtime.getRuntime().addShutdownHook(onInterrupt);
    }
    return this;
  }

  @Override
  public void show(Progress.State state) {
    if (terminal.live() && state.done() < state.total()) {
      terminal.err().print(CLEAR + state.inWords());
    }
  }

  /** Makes room for other lines. */
  void clear() {
    if (terminal.live()) {
      terminal.err().print(CLEAR);
    }
  }

  @Override
  public void end() {
    clear();
    if (terminal.live()) {
      try {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
      } catch (IllegalStateException e) {
        // The process is ending, and the hook has run.
      }
    }
  }
}
