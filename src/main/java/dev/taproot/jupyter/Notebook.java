package dev.taproot.jupyter;

import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import dev.taproot.progress.Progress;
import dev.taproot.progress.ProgressDisplay;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * Returns the address at which the notebook's browser sees a page of this machine: on JupyterHub
   * and Binder, where the browser is elsewhere, through jupyter-server-proxy.
   *
   * @param address as this machine sees it
   */
  static String seen(URI address) {
    return seen(address, System.getenv("JUPYTERHUB_SERVICE_PREFIX"));
  }

  static String seen(URI address, @Nullable String prefix) {
    return prefix == null
        ? address.toString()
        : "%sproxy/%d%s?%s"
            .formatted(prefix, address.getPort(), address.getRawPath(), address.getRawQuery());
  }
}
