package dev.taproot.view;

import dev.taproot.evidence.Alignment;
import dev.taproot.evidence.Alignment.Basis;
import dev.taproot.evidence.Alignment.Level;
import dev.taproot.evidence.Alignment.Pair;
import dev.taproot.evidence.Contribution;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.view.Columns.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
    for (String line : columns(alignment).toString().split("\n", -1)) {
      lines.add(line);
    }
    lines.add("Share: of the whole decision; █ supports, ▒ opposes; bars compare within a layer.");
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

  private static Columns columns(Alignment alignment) {
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
      columns.add(Columns.printable(Verdict.layer(level)) + ": " + Verdict.counts(level.pairs()));
      ShareBar bar =
          new ShareBar(
              level.pairs().stream()
                  .flatMap(pair -> Stream.of(pair.left(), pair.right()))
                  .flatMap(Stream::ofNullable)
                  .mapToDouble(Contribution::strength)
                  .max()
                  .orElse(0));
      for (Pair pair : level.pairs()) {
        columns.add(
            "  " + status(alignment.basis(), pair),
            channel(pair.left()),
            percent(pair.left()),
            draw(bar, pair.left()),
            "│",
            channel(pair.right()),
            percent(pair.right()),
            draw(bar, pair.right()));
      }
    }
    return columns;
  }

  private static String status(Basis basis, Pair pair) {
    String only = basis == Basis.NOTHING ? "" : "only ";
    return switch (pair.status()) {
      case COMMON -> "● in both";
      case ONLY_LEFT -> "○ " + only + "left";
      case ONLY_RIGHT -> "○ " + only + "right";
    };
  }

  private static String channel(@Nullable Contribution one) {
    return one == null ? "" : Integer.toString(one.channel());
  }

  private static String percent(@Nullable Contribution one) {
    return one == null ? "" : Notation.percent(one.rootShare());
  }

  private static String draw(ShareBar bar, @Nullable Contribution one) {
    return one == null ? "" : bar.draw(one.rootShare());
  }
}
