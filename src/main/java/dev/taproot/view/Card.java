package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
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

  /** Takes the photograph and the share of a full bar. */
  Card(Backdrop photograph, double largestShare) {
    this.photograph = photograph;
    this.input = photograph.cut(photograph.seen()).within(HEATMAP);
    this.largestShare = largestShare;
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
    html.open("span", "class", "taproot-foot");
    if (number == null) {
      html.element("span", Wording.ofRoot(evidence), "class", "taproot-of-root");
      html.text(" ");
    }
    writeFold(html, evidence.grounds());
    html.close().close();
  }

  /** Writes the patch and the heatmap. */
  void writePictures(Html html, Evidence evidence) {
    html.open("span", "class", "taproot-pictures");
    picture(
        html,
        DataUri.jpeg(photograph.patch(evidence.box(), PATCH)),
        "Where channel " + evidence.channel() + " of " + evidence.layer() + " counts most");
    picture(
        html,
        DataUri.jpeg(HeatmapImage.overlay(input, evidence.map())),
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
    html.close().text(" ");
  }

  private static void writeFold(Html html, @Nullable Grounds grounds) {
    if (grounds == null) {
      return;
    }
    html.element("span", Wording.below(grounds), "class", "taproot-fold");
  }
}
