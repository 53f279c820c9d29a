package dev.taproot.view;

import dev.taproot.evidence.Effect;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One piece of evidence as a card: its patch, its heatmap, its name, score and share. */
final class Card {
  private static final String SHOWN_SIZE = "72";
  private static final Bar BAR = new Bar(120, 5);

  private final CardPictures pictures;
  private final double largestShare;

  /**
   * Makes the pictures of all cards.
   *
   * @param largestShare the share, without sign, of a full bar
   * @param evidence what there will be a card of
   */
  Card(CardPictures pictures, double largestShare, List<Evidence> evidence) {
    this.pictures = pictures;
    this.largestShare = largestShare;
    pictures.draw(evidence);
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
    CardPictures.Pair pair = pictures.of(evidence);
    html.open("span", "class", "taproot-pictures");
    picture(
        html,
        pair.patch(),
        "Where channel " + evidence.channel() + " of " + evidence.layer() + " counts most");
    picture(
        html,
        pair.heatmap(),
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
