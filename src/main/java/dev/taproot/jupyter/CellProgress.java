package dev.taproot.jupyter;

import dev.taproot.progress.Progress;
import dev.taproot.progress.ProgressDisplay;
import dev.taproot.view.ProgressHtml;
import java.util.UUID;

/** Progress in the output of the cell that runs: one display, updated in place. */
final class CellProgress implements ProgressDisplay {
  /** How a kernel displays something. */
  @FunctionalInterface
  interface Cell {
    /**
     * Displays HTML and the same as text.
     *
     * @param id the display's name
     * @param isNew whether the display is not there yet
     * @param html what to show
     * @param text the same for front ends without HTML
     */
    void display(String id, boolean isNew, String html, String text);
  }

  private final Cell cell;

  CellProgress(Cell cell) {
    this.cell = cell;
  }

  @Override
  public Showing begin() {
    String id = "taproot-" + UUID.randomUUID();
    return new Showing() {
      private boolean isNew = true;

      @Override
      public void show(Progress.State state) {
        cell.display(id, isNew, ProgressHtml.of(state), ProgressHtml.text(state));
        isNew = false;
      }

      @Override
      public void end() {
        // The last state stays: it says what was done, and how long it took.
      }
    };
  }
}
