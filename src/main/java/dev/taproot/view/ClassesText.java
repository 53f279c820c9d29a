package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import dev.taproot.view.Columns.Side;
import java.util.List;

/** What a network sees in a photograph, as plain text for a terminal. */
public final class ClassesText {
  private ClassesText() {}

  /**
   * Writes a line for each class: its rank, number, label, probability (bar and percent) and logit.
   *
   * @param classes the most probable first
   * @return lines that end in a line feed, without colours
   */
  public static String of(List<ClassScore> classes) {
    Columns columns =
        new Columns(Side.RIGHT, Side.RIGHT, Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT);
    columns.add("rank", "class", "label", "probability", "", "logit");
    Notation notation = Notation.fitting(classes.stream().mapToDouble(ClassScore::logit).toArray());
    ShareBar bar = new ShareBar(1);
    int rank = 1;
    for (ClassScore score : classes) {
      columns.add(
          Integer.toString(rank++),
          Integer.toString(score.index()),
          Columns.printable(score.label()),
          bar.draw(score.probability()),
          Notation.percent(score.probability()),
          notation.plain(score.logit()));
    }
    return columns.toString();
  }
}
