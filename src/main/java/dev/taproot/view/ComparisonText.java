package dev.taproot.view;

import dev.taproot.evidence.Alignment;
import dev.taproot.evidence.Alignment.Basis;
import dev.taproot.evidence.Alignment.Level;
import dev.taproot.evidence.Alignment.Pair;
import dev.taproot.evidence.Alignment.Status;
import dev.taproot.evidence.Contribution;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.view.Columns.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison as plain text for a terminal. */
public final class ComparisonText {
  private ComparisonText() {}

  /**
   * Draws the comparison: what both sides are, the verdict, and layer by layer a line for each
   * channel with its share of the whole decision (percent and bar) on both sides.
   *
   * @param alignment the two explanations, aligned
   * @return lines that end in a line feed, without colours
   */
  public static String of(Alignment alignment) {
    Verdict verdict = new Verdict(alignment, Sides.of(alignment));
    List<String> lines = new ArrayList<>();
    lines.add("Left   " + side(alignment.left()));
    lines.add("Right  " + side(alignment.right()));
    lines.add("");
    lines.add(verdict.headline() + ".");
    lines.addAll(verdict.sentences());
    lines.add("");
    for (String line : columns(alignment, verdict).toString().split("\n", -1)) {
      lines.add(line);
    }
    lines.add(
        "Share: of the whole decision; █ supports, ▒ opposes; bars compare within a layer"
            + (alignment.basis() == Basis.CHANNEL ? "." : " and side."));
    lines.add(verdict.basis());
    lines.addAll(verdict.cautions());
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(Columns.printable(line)).append('\n'));
    return text.toString();
  }

  private static String side(EvidenceTree tree) {
    return Wording.decision(tree.target(), tree.against())
        + " · "
        + Wording.value(tree.target(), tree.against())
        + " · "
        + tree.provenance().image()
        + " · "
        + tree.provenance().network();
  }

  private static Columns columns(Alignment alignment, Verdict verdict) {
    Columns columns =
        new Columns(
            Side.LEFT,
            Side.RIGHT,
            Side.RIGHT,
            Side.LEFT,
            Side.LEFT,
            Side.RIGHT,
            Side.RIGHT,
            Side.LEFT);
    columns.add("", "channel", "left", "", "│", "channel", "right", "");
    for (Level level : alignment.levels()) {
      columns.add(Columns.printable(Verdict.layer(level)) + ": " + verdict.counts(level.pairs()));
      Scale scale = new Scale(alignment.basis(), level);
      ShareBar ofLeft = new ShareBar(scale.full(Pair::left));
      ShareBar ofRight = new ShareBar(scale.full(Pair::right));
      for (Pair pair : level.pairs()) {
        columns.add(
            (pair.status() == Status.COMMON ? "  ● " : "  ○ ") + verdict.words(pair.status()),
            channel(pair.left()),
            percent(pair.left()),
            draw(ofLeft, pair.left()),
            "│",
            channel(pair.right()),
            percent(pair.right()),
            draw(ofRight, pair.right()));
      }
    }
    return columns;
  }

  private static String channel(@Nullable Contribution one) {
    return one == null ? "" : Integer.toString(one.channel());
  }

  private static String percent(@Nullable Contribution one) {
    return one == null ? "" : Notation.smallPercent(one.rootShare());
  }

  private static String draw(ShareBar bar, @Nullable Contribution one) {
    return one == null ? "" : bar.draw(one.rootShare());
  }
}
