package dev.taproot.view;

import dev.taproot.evidence.Effect;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import dev.taproot.image.Box;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws pieces of evidence as cards: patch, heatmap, name, score, share. */
final class CardPainter {
  private static final Lettering NAME = Lettering.bold(12);
  private static final Lettering MEASURE = Lettering.bold(11.5);
  private static final Lettering FOOT = Lettering.plain(10);
  static final double MARK = 15;
  private static final double BAR = 4;
  private static final double SHORTEST_BAR = 2;

  /** The width of the tick where the measured share stands. */
  private static final double TICK = 2;

  private final Canvas canvas;
  private final Backdrop photograph;
  private final Backdrop input;
  private final double largestShare;

  /** Takes the photograph and the share of a full bar. */
  CardPainter(Canvas canvas, Backdrop photograph, double largestShare) {
    this.canvas = canvas;
    this.photograph = photograph;
    this.input = photograph.cut(photograph.seen());
    this.largestShare = largestShare;
  }

  void draw(CardPlace place) {
    Evidence evidence = place.evidence();
    canvas.fill(Canvas.PAPER, Canvas.rounded(place.card(), 8));
    canvas.outline(Canvas.HAIR, 1, Canvas.rounded(place.card(), 8));
    canvas.image(patch(evidence.box(), place.patch()), place.patch(), 4);
    canvas.image(heatmap(evidence, place.heatmap()), place.heatmap(), 4);
    drawFacts(place);
    if (place.account() != null) {
      place.account().draw(canvas, place.accountStart().getX(), place.accountStart().getY());
    }
  }

  private void drawFacts(CardPlace place) {
    Evidence evidence = place.evidence();
    Rectangle2D facts = place.facts();
    double x = facts.getX();
    double y = facts.getY();
    double indent = 0;
    if (place.number() != null) {
      drawMark(canvas, place.number(), evidence.supports(), x, y - 1);
      indent = MARK + 5;
    }
    String name = NAME.cut("channel " + evidence.channel(), facts.getWidth() - indent);
    canvas.text(NAME, Canvas.INK, name, x + indent, y + 11);
    canvas.row(
        MEASURE,
        Canvas.ink(evidence.supports()),
        place.notation().signed(evidence.score()),
        MEASURE,
        Canvas.INK,
        Notation.percent(evidence.share()),
        line(facts, 26));
    drawBar(evidence, new Rectangle2D.Double(x, y + 30, facts.getWidth(), BAR));
    Effect effect = evidence.effect();
    if (effect != null) {
      boolean fails = effect.onDecision() * evidence.score() < 0;
      canvas.row(
          FOOT,
          Canvas.ink(fails != evidence.supports()),
          "effect " + place.notation().signed(effect.onDecision()),
          FOOT,
          Canvas.INK,
          Notation.percent(evidence.measuredShare().orElse(Double.NaN)),
          line(facts, 46));
    }
    canvas.row(
        FOOT,
        Canvas.SOFT,
        place.number() == null ? Wording.ofRoot(evidence) : "",
        FOOT,
        Canvas.SOFT,
        fold(place),
        line(facts, 46 + place.effect()));
  }

  private static Rectangle2D line(Rectangle2D facts, double baseline) {
    return new Rectangle2D.Double(facts.getX(), facts.getY(), facts.getWidth(), baseline);
  }

  /** Says what is below only where it is not seen. */
  private static String fold(CardPlace place) {
    Grounds grounds = place.evidence().grounds();
    return grounds == null || place.account() != null ? "" : Wording.below(grounds);
  }

  private void drawBar(Evidence evidence, Rectangle2D whole) {
    canvas.fill(Canvas.FAINT, Canvas.rounded(whole, BAR / 2));
    double part = largestShare > 0 ? Math.abs(evidence.share()) / largestShare : 0;
    double length = Math.max(SHORTEST_BAR, part * whole.getWidth());
    Rectangle2D bar = new Rectangle2D.Double(whole.getX(), whole.getY(), length, whole.getHeight());
    canvas.fill(Canvas.hue(evidence.supports()), Canvas.rounded(bar, BAR / 2));
    Shares.measuredPart(evidence, largestShare)
        .ifPresent(
            measured ->
                canvas.fill(
                    Canvas.INK,
                    new Rectangle2D.Double(
                        whole.getX() + measured * (whole.getWidth() - TICK),
                        whole.getY() - 1.5,
                        TICK,
                        BAR + 3)));
  }

  /** Draws the number that stands for a piece of evidence on the photograph. */
  static void drawMark(Canvas canvas, int number, boolean supports, double x, double y) {
    Lettering lettering = Lettering.bold(number < 10 ? 10.5 : 8.5);
    canvas.fill(Canvas.hue(supports), new Ellipse2D.Double(x, y, MARK, MARK));
    String text = Integer.toString(number);
    canvas.text(
        lettering, Canvas.INK, text, x + (MARK - lettering.width(text)) / 2, y + MARK / 2 + 4);
  }

  /** The middle of a box as a square. */
  private BufferedImage patch(Box box, Rectangle2D place) {
    int side = Math.min(box.width(), box.height());
    Box square =
        new Box(
            box.x() + (box.width() - side) / 2, box.y() + (box.height() - side) / 2, side, side);
    return photograph.patch(square, canvas.pixels(place.getWidth()));
  }

  private BufferedImage heatmap(Evidence evidence, Rectangle2D place) {
    return HeatmapImage.overlay(input.within(canvas.pixels(place.getWidth())), evidence.map());
  }
}
