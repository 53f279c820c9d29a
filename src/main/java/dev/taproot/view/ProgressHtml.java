package dev.taproot.view;

import dev.taproot.progress.Progress;

/** How far long work is, as HTML. */
public final class ProgressHtml {
  private ProgressHtml() {}

  /**
   * Draws a bar and says what is done and how long the rest will take.
   *
   * @param state the state
   * @return one paragraph, which needs neither script nor style sheet
   */
  public static String of(Progress.State state) {
    Html html = new Html();
    html.open("p", "class", "taproot-progress", "role", "status");
    html.open(
        "progress",
        "value",
        Integer.toString(state.done()),
        "max",
        Integer.toString(Math.max(1, state.total())),
        "aria-label",
        state.inWords());
    html.close().text(" " + state.inWords());
    return html.close().toString();
  }
}
