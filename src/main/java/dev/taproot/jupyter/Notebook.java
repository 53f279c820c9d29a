package dev.taproot.jupyter;

import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import dev.taproot.progress.Progress;
import dev.taproot.progress.ProgressDisplay;
import java.util.List;

/** What is the same in every notebook, whatever the kernel. */
final class Notebook {
  /** What a notebook's cells can name without an import of their own. */
  static final List<String> IMPORTS =
      List.of(
          "static dev.taproot.Taproot.*",
          "dev.taproot.*",
          "dev.taproot.evaluation.*",
          "dev.taproot.evidence.*",
          "dev.taproot.gap.*",
          "dev.taproot.image.*",
          "dev.taproot.network.*",
          "dev.taproot.saliency.*",
          "dev.taproot.view.*",
          "dev.taproot.progress.Progress",
          "java.nio.file.Path",
          "java.util.stream.*",
          "org.knowm.xchart.*",
          "tech.tablesaw.api.*");

  private Notebook() {}

  /**
   * Shows progress in cells, and of a user's mistake the sentence alone; PyTorch starts while the
   * next cell is written. SLF4J doesn't warn that it has no provider; one that is there logs as
   * ever.
   */
  static void begin(CellProgress.Cell cell) {
    if (System.getProperty("slf4j.internal.verbosity") == null) {
      System.setProperty("slf4j.internal.verbosity", "ERROR");
    }
    InvalidInputException.traced(false);
    Progress.shownBy(new CellProgress(cell));
    Network.warmUp();
  }

  /** Shows progress to nobody, and where a user's mistake was noticed, as outside of a notebook. */
  static void end() {
    InvalidInputException.traced(true);
    Progress.shownBy(ProgressDisplay.NONE);
  }
}
