package dev.taproot.view;

import dev.taproot.evidence.Alignment;
import dev.taproot.evidence.Alignment.Basis;
import dev.taproot.evidence.Alignment.Level;
import dev.taproot.evidence.Alignment.Pair;
import dev.taproot.evidence.Alignment.Status;
import dev.taproot.evidence.Contribution;
import dev.taproot.evidence.EvidenceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The markup of a comparison: the verdict, both questions, and layer by layer a table in which
 * common evidence faces each other and the rest stands on its own side.
 */
final class ComparisonMarkup {
  private static final Bar BAR = new Bar(120, 9);

  /** Rows of a layer with pictures; those beyond are folded away, in numbers only. */
  private static final int ROWS = 8;

  private static final int ROWS_OF_ONE_SIDE = 3;
  private static final int MOST_DOTS = 12;

  private final Alignment alignment;
  private final Sides sides;
  private final Verdict verdict;
  private final Half left;
  private final Half right;
  private final Html html;
  private final String heading;

  /**
   * Takes what is compared.
   *
   * @param heading the tag of the questions' and the layers' headings
   */
  ComparisonMarkup(Alignment alignment, Html html, String heading) {
    this.alignment = alignment;
    this.html = html;
    this.heading = heading;
    this.sides = Sides.of(alignment);
    this.verdict = new Verdict(alignment, sides);
    this.left = Half.of("taproot-left", alignment.left(), Pair::left);
    this.right = Half.of("taproot-right", alignment.right(), Pair::right);
  }

  /** One side of the page. */
  private record Half(
      String style,
      EvidenceTree tree,
      Scene scene,
      Card card,
      Function<Pair, @Nullable Contribution> side) {
    static Half of(String style, EvidenceTree tree, Function<Pair, @Nullable Contribution> side) {
      Scene scene = new Scene(tree.photograph(), tree.framing());
      return new Half(style, tree, scene, scene.card(1, List.of()), side);
    }

    Notation notation(Level level) {
      return Notation.fitting(
          level.pairs().stream()
              .map(side)
              .flatMap(Stream::ofNullable)
              .map(Contribution::score)
              .flatMapToDouble(OptionalDouble::stream)
              .toArray());
    }
  }

  /**
   * Writes the comparison.
   *
   * @param css the style sheet
   * @param title the tag of the verdict
   */
  void write(String css, String title) {
    String what = sides.left() + " and " + sides.right() + " compared";
    html.open("section", "class", "taproot taproot-comparison", "aria-label", what);
    html.style(css);
    html.open("header", "class", "taproot-verdict");
    html.open("div", "class", "taproot-question");
    html.element("p", what, "class", "taproot-eyebrow");
    html.element(title, verdict.headline(), "class", "taproot-title");
    if (!verdict.sentences().isEmpty()) {
      html.element("p", String.join(" ", verdict.sentences()), "class", "taproot-reason");
    }
    html.close();
    if (alignment.basis() != Basis.NOTHING) {
      writeOverview();
    }
    html.close();
    html.open("table", "class", "taproot-halves", "role", "presentation");
    html.open("tbody").open("tr");
    writeQuestion(left);
    writeQuestion(right);
    html.close().close().close();
    writeLegend();
    boolean first = true;
    for (Level level : alignment.levels()) {
      writeLevel(level, first);
      first = false;
    }
    writeNotes();
    html.close();
  }

  private void writeOverview() {
    html.open("table", "class", "taproot-overview").open("thead").open("tr");
    html.element("th", "Layer", "scope", "col").element("th", "only left", "scope", "col");
    html.element("th", "in both", "scope", "col").element("th", "only right", "scope", "col");
    html.close().close().open("tbody");
    for (Level level : alignment.levels()) {
      html.open("tr").element("th", Verdict.layer(level), "scope", "row");
      writeCount("taproot-left", "○", level.pairs(Status.ONLY_LEFT).size());
      writeCount("taproot-both", "●", level.pairs(Status.COMMON).size());
      writeCount("taproot-right", "○", level.pairs(Status.ONLY_RIGHT).size());
      html.close();
    }
    html.close().close();
  }

  private void writeCount(String style, String dot, int count) {
    html.open("td", "class", style).element("b", Integer.toString(count));
    if (count > 0) {
      html.text(" ");
      html.element(
          "span",
          dot.repeat(Math.min(count, MOST_DOTS)) + (count > MOST_DOTS ? "…" : ""),
          "class",
          "taproot-dots",
          "aria-hidden",
          "true");
    }
    html.close();
  }

  private void writeQuestion(Half half) {
    EvidenceTree tree = half.tree();
    double aspect = (double) tree.photograph().width() / tree.photograph().height();
    html.open(
        "td",
        "class",
        "taproot-half " + half.style(),
        "style",
        String.format(Locale.ROOT, "--aspect:%.3f", aspect));
    html.open("div", "class", "taproot-asking");
    Headline.of(tree).write(html, heading);
    new TopClasses(tree.top(), tree.target().index()).write(html);
    html.close();
    half.scene().writeMarked(html, marks(half));
    html.close();
  }

  /** The boxes of the first layer; what is common has the same number on both sides. */
  private List<Scene.Mark> marks(Half half) {
    List<Scene.Mark> marks = new ArrayList<>();
    Level first = alignment.levels().get(0);
    for (Pair pair : inFull(first)) {
      Contribution one = half.side().apply(pair);
      if (one != null) {
        boolean apart = pair.status() != Status.COMMON && alignment.basis() != Basis.NOTHING;
        marks.add(
            new Scene.Mark(
                one.strongest(),
                first.pairs().indexOf(pair) + 1,
                apart ? "taproot-box taproot-apart" : "taproot-box"));
      }
    }
    return marks;
  }

  private void writeLevel(Level level, boolean first) {
    html.open("section", "class", "taproot-level");
    html.open(heading, "class", "taproot-rung");
    html.element("b", Verdict.layer(level)).text(" ");
    html.element("span", verdict.counts(level.pairs()) + missing(level));
    html.close();
    List<Pair> full = inFull(level);
    html.open("table", "class", "taproot-facing").open("tbody");
    for (Status status : Status.values()) {
      List<Pair> pairs = full.stream().filter(pair -> pair.status() == status).toList();
      writeCaption(status, pairs.size());
      for (Pair pair : pairs) {
        writeRow(level, pair, first);
      }
    }
    html.close().close();
    List<Pair> rest = level.pairs().stream().filter(pair -> !full.contains(pair)).toList();
    if (!rest.isEmpty()) {
      writeRest(rest);
    }
    html.close();
  }

  private String missing(Level level) {
    if (level.left() == null) {
      return "; the left explanation does not reach this layer";
    }
    if (level.right() == null) {
      return "; the right explanation does not reach this layer";
    }
    return "";
  }

  /** Chooses what is shown with pictures: some of what is common, some of each side. */
  private static List<Pair> inFull(Level level) {
    List<Pair> common = level.pairs(Status.COMMON);
    List<Pair> onlyLeft = level.pairs(Status.ONLY_LEFT);
    List<Pair> onlyRight = level.pairs(Status.ONLY_RIGHT);
    int ofOneSide = Math.min(ROWS_OF_ONE_SIDE, Math.max(onlyLeft.size(), onlyRight.size()));
    int both = Math.min(common.size(), ROWS - ofOneSide);
    return Stream.of(
            common.stream().limit(both),
            onlyLeft.stream().limit(ROWS - both),
            onlyRight.stream().limit(ROWS - both))
        .flatMap(pairs -> pairs)
        .toList();
  }

  private void writeCaption(Status status, int rows) {
    if (alignment.basis() == Basis.NOTHING && status == Status.COMMON) {
      return;
    }
    if (status == Status.COMMON) {
      if (rows == 0) {
        html.open("tr", "class", "taproot-nothing");
        html.element("td", "Nothing in common here.", "colspan", "3").close();
      }
      return;
    }
    if (rows > 0) {
      boolean ofLeft = status == Status.ONLY_LEFT;
      String only = alignment.basis() == Basis.NOTHING ? "" : "Only ";
      html.open("tr", "class", "taproot-whose " + (ofLeft ? left : right).style());
      html.element(
          "th",
          only + (ofLeft ? sides.left() : sides.right()),
          "colspan",
          "3",
          "scope",
          "rowgroup");
      html.close();
    }
  }

  private void writeRow(Level level, Pair pair, boolean first) {
    String style =
        switch (pair.status()) {
          case COMMON -> "taproot-common";
          case ONLY_LEFT -> "taproot-apart taproot-left";
          case ONLY_RIGHT -> "taproot-apart taproot-right";
        };
    html.open("tr", "class", style);
    writeSide(left, level, pair);
    html.open("th", "class", "taproot-which", "scope", "row");
    if (first) {
      html.element(
              "span",
              Integer.toString(level.pairs().indexOf(pair) + 1),
              "class",
              hue("taproot-mark", pair))
          .text(" ");
    }
    html.element("b", name(pair), "class", "taproot-channel").text(" ");
    writeRemarks(pair);
    html.close();
    writeSide(right, level, pair);
    html.close();
  }

  private static String name(Pair pair) {
    Contribution left = pair.left();
    Contribution right = pair.right();
    if (left == null || right == null) {
      return "channel " + (left == null ? channel(right) : channel(left));
    }
    return left.channel() == right.channel() && left.layer().equals(right.layer())
        ? "channel " + left.channel()
        : "channels " + left.channel() + " and " + right.channel();
  }

  private static String channel(@Nullable Contribution one) {
    return one == null ? "" : Integer.toString(one.channel());
  }

  private void writeRemarks(Pair pair) {
    html.open("span", "class", "taproot-remark");
    html.text(verdict.words(pair.status()));
    html.close().text(" ");
    if (pair.overlap().isPresent()) {
      double overlap = pair.overlap().getAsDouble();
      html.element(
              "span",
              alignment.basis() == Basis.PLACE
                  ? Notation.percent(overlap) + " overlap"
                  : overlap >= Alignment.SAME_PLACE ? "same place" : "another place",
              "class",
              "taproot-where")
          .text(" ");
    }
    Contribution left = pair.left();
    if (left != null && pair.disagrees()) {
      html.element(
          "span",
          left.supports() ? "supports left, opposes right" : "opposes left, supports right",
          "class",
          "taproot-disagrees");
    }
  }

  private String hue(String style, Pair pair) {
    Contribution left = pair.left();
    Contribution right = pair.right();
    boolean supports = left != null ? left.supports() : right != null && right.supports();
    return pair.disagrees() ? style + " taproot-mixed" : supports ? style : style + " taproot-blue";
  }

  private void writeSide(Half half, Level level, Pair pair) {
    Contribution one = half.side().apply(pair);
    if (one == null) {
      html.element("td", "", "class", "taproot-absent");
      return;
    }
    String style = "taproot-side " + half.style();
    html.open("td", "class", one.supports() ? style : style + " taproot-blue");
    half.card().writePictures(html, one.strongest());
    html.text(" ").open("span", "class", "taproot-facts");
    html.open("span", "class", "taproot-measure");
    html.element("b", Notation.smallPercent(one.rootShare()), "class", "taproot-percent").text(" ");
    if (one.score().isPresent()) {
      html.element(
              "span",
              half.notation(level).signed(one.score().getAsDouble()),
              "class",
              "taproot-score")
          .text(" ");
    }
    html.close();
    double largest = new Scale(alignment.basis(), level).full(half.side());
    html.open("span", "class", "taproot-bar");
    BAR.write(html, one.supports(), largest > 0 ? one.strength() / largest : 0);
    html.close();
    if (one.decisions() > 1) {
      html.open("span", "class", "taproot-foot");
      html.element("span", "under " + one.decisions() + " decisions").close();
    }
    html.close().close();
  }

  private void writeRest(List<Pair> rest) {
    html.open("details", "class", "taproot-more");
    html.element("summary", rest.size() + " more: " + verdict.counts(rest));
    html.open("table", "class", "taproot-compact").open("thead").open("tr");
    for (String column : List.of("channel", "", sides.left(), sides.right())) {
      html.element("th", column, "scope", "col");
    }
    html.close().close().open("tbody");
    for (Pair pair : rest) {
      html.open("tr").element("th", name(pair), "scope", "row").open("td");
      writeRemarks(pair);
      html.close().element("td", percent(pair.left())).element("td", percent(pair.right())).close();
    }
    html.close().close().close();
  }

  private static String percent(@Nullable Contribution one) {
    return one == null ? "–" : Notation.smallPercent(one.rootShare());
  }

  private void writeLegend() {
    Legend.open(html);
    html.text(
        "Pictures: where a channel counts most, and its relevance over all that the network saw."
            + " Percentages: its share of the whole decision. Bars: the same, in each layer on "
            + (alignment.basis() == Basis.CHANNEL
                ? "one scale for both sides."
                : "a scale of its own for each network."));
    html.close();
  }

  private void writeNotes() {
    html.open("p", "class", "taproot-notes");
    html.text(verdict.basis());
    html.text(
        " “Only” is said of the channels shown: a channel that is missing on one side may still count"
            + " there, below the strongest. ");
    html.text(String.join(" ", verdict.cautions()));
    html.text(" Scores: ").text(units());
    html.close();
  }

  private String units() {
    String ofLeft = Wording.units(left.tree().provenance().rule(), left.tree().against());
    String ofRight = Wording.units(right.tree().provenance().rule(), right.tree().against());
    return ofLeft.equals(ofRight) ? ofLeft : "Left: " + ofLeft + " Right: " + ofRight;
  }
}
