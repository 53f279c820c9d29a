package dev.taproot.view;

import dev.taproot.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far long work is, as HTML or as text. */
public final class ProgressHtml {
  private static final int MOST_NAMED = 20;

  private ProgressHtml() {}

  /**
   * Draws a bar and says what is done, how long the rest will take, and what was left out.
   *
   * @param state the state
   * @return a paragraph, and a list of what was left out; needs neither script nor style sheet
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
    html.close().text(" " + state.inWords()).close();
    if (!state.leftOut().isEmpty()) {
      html.open("ul");
      named(state).forEach(sentence -> html.element("li", sentence));
      html.close();
    }
    return html.toString();
  }

  /**
   * Says the same without a bar.
   *
   * @param state the state
   * @return one line, and one for each that was left out
   */
  public static String text(Progress.State state) {
    return Stream.concat(Stream.of(state.inWords()), named(state).stream())
        .collect(Collectors.joining("\n"));
  }

  /** The sentences of those left out, the first of them where there are many. */
  private static List<String> named(Progress.State state) {
    List<String> all = state.leftOut();
    if (all.size() <= MOST_NAMED) {
      return all;
    }
    List<String> named = new ArrayList<>(all.subList(0, MOST_NAMED));
    named.add("and %d more".formatted(all.size() - MOST_NAMED));
    return named;
  }
}
