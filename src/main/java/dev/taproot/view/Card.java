package dev.taproot.view;

import dev.taproot.evidence.Effect;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One piece of evidence as a card: its patch, its heatmap, its name, score and share. */
final class Card {
  private static final int PATCH = 128;
  private static final int HEATMAP = 152;
  private static final String SHOWN_SIZE = "72";
  private static final Bar BAR = new Bar(120, 5);

  private final Backdrop photograph;
  private final Backdrop input;
  private final double largestShare;

  private final IdentityHashMap<Evidence, Pictures> made = new IdentityHashMap<>();

  /**
   * Makes the pictures of all cards, which is most of the work on a page, on all cores.
   *
   * @param largestShare the share, without sign, of a full bar
   * @param evidence what there will be a card of
   */
  Card(Backdrop photograph, double largestShare, List<Evidence> evidence) {
    this.photograph = photograph;
    this.input = photograph.cut(photograph.seen()).within(HEATMAP);
    this.largestShare = largestShare;
    List<Pictures> pictures = evidence.parallelStream().map(this::drawn).toList();
    for (int i = 0; i < evidence.size(); i++) {
      made.put(evidence.get(i), pictures.get(i));
    }
  }

  /** Where the evidence lies, and its relevance over the input; data URIs. */
  private record Pictures(String patch, String heatmap) {}

  private Pictures drawn(Evidence evidence) {
    return new Pictures(
        DataUri.jpeg(photograph.patch(evidence.box(), PATCH)),
        DataUri.jpeg(HeatmapImage.overlay(input, evidence.map())));
  }

  /**
   * Writes what stands on the card.
   *
   * @param number of the mark on the photograph; null where there is no mark
   * @param notation of the decision above
   */
  void write(Html html, Evidence evidence, @Nullable Integer number, Notation notation) {
    writePictures(html, evidence);
    html.open("span", "class", "taproot-facts");
    html.open("span", "class", "taproot-name");
    if (number != null) {
      html.element("span", number.toString(), "class", "taproot-mark").text(" ");
    }
    html.element("span", evidence.layer(), "class", "taproot-layer").text(" ");
    html.element("b", "channel " + evidence.channel(), "class", "taproot-channel").text(" ");
    html.close();
    html.open("span", "class", "taproot-measure");
    html.element("b", notation.signed(evidence.score()), "class", "taproot-score").text(" ");
    html.element("span", Notation.percent(evidence.share()), "class", "taproot-percent").text(" ");
    html.close();
    writeBar(html, evidence);
    Effect effect = evidence.effect();
    if (effect != null) {
      writeEffect(html, evidence, effect, notation);
    }
    html.open("span", "class", "taproot-foot");
    if (number == null) {
      html.element("span", Wording.ofRoot(evidence), "class", "taproot-of-root");
      html.text(" ");
      if (effect != null) {
        html.element("span", Wording.onRoot(effect), "class", "taproot-of-root").text(" ");
      }
    }
    writeFold(html, evidence.grounds());
    html.close().close();
  }

  /** Writes the patch and the heatmap. */
  void writePictures(Html html, Evidence evidence) {
    Pictures pictures = made.computeIfAbsent(evidence, this::drawn);
    html.open("span", "class", "taproot-pictures");
    picture(
        html,
        pictures.patch(),
        "Where channel " + evidence.channel() + " of " + evidence.layer() + " counts most");
    picture(
        html,
        pictures.heatmap(),
        "Its relevance over all that the network saw, "
            + (evidence.supports() ? "mostly support" : "mostly opposition"));
    html.close();
  }

  private static void picture(Html html, String source, String text) {
    html.empty(
        "img",
        "src",
        source,
        "alt",
        text,
        "width",
        SHOWN_SIZE,
        "height",
        SHOWN_SIZE,
        "title",
        text);
    html.text(" ");
  }

  private void writeBar(Html html, Evidence evidence) {
    html.open("span", "class", "taproot-bar");
    double part = largestShare > 0 ? Math.abs(evidence.share()) / largestShare : 0;
    BAR.write(html, evidence.supports(), part);
    OptionalDouble measured = Shares.measuredPart(evidence, largestShare);
    if (measured.isPresent()) {
      html.element(
          "span",
          "",
          "class",
          "taproot-measured",
          "style",
          String.format(Locale.ROOT, "--part:%.1f%%", 100 * measured.getAsDouble()));
    }
    html.close().text(" ");
  }

  /** Writes what really happens, below the score and the share that say what should. */
  private static void writeEffect(Html html, Evidence evidence, Effect effect, Notation notation) {
    boolean fails = effect.onDecision() * evidence.score() < 0;
    html.open(
        "span",
        "class",
        fails ? "taproot-measure taproot-effect taproot-fails" : "taproot-measure taproot-effect");
    html.open("span").text("effect ");
    html.element("b", notation.signed(effect.onDecision()));
    html.close().text(" ");
    evidence
        .measuredShare()
        .ifPresent(share -> html.element("span", Notation.percent(share)).text(" "));
    html.close();
  }

  private static void writeFold(Html html, @Nullable Grounds grounds) {
    if (grounds == null) {
      return;
    }
    html.element("span", Wording.below(grounds), "class", "taproot-fold");
  }
}
