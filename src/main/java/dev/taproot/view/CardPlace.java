package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.jspecify.annotations.Nullable;

/**
 * Where a card lies in a picture, and what lies where on it, in pixels at scale 1.
 *
 * @param evidence what it shows
 * @param number of its mark on the photograph; null where there is none
 * @param notation of the decision above
 * @param size the width of the card and of its pictures
 * @param tall whether its pictures are as large as its width allows, above the facts
 * @param account of the evidence as a decision; null where what it rests on is not shown
 * @param x left edge
 * @param y top edge
 */
record CardPlace(
    Evidence evidence,
    @Nullable Integer number,
    Notation notation,
    Size size,
    boolean tall,
    @Nullable AccountPicture account,
    double x,
    double y) {
  static final double FACTS = 46;
  private static final double WITHOUT_FOOT = 34;

  /** The line that says what effect was measured. */
  static final double EFFECT = 13;

  private static final double PADDING = 6;
  private static final double BETWEEN_PICTURES = 4;
  private static final double BESIDE_FACTS = 10;

  /**
   * The size of a tree's cards.
   *
   * @param width of a card
   * @param picture the side of its pictures, unless it is tall
   */
  record Size(double width, double picture) {
    static final Size USUAL = new Size(276, FACTS);
    static final Size SHALLOW = new Size(400, 112);

    double inner() {
      return width - 2 * PADDING;
    }
  }

  CardPlace at(double otherX, double otherY) {
    return new CardPlace(evidence, number, notation, size, tall, account, otherX, otherY);
  }

  CardPlace tall(boolean other) {
    return new CardPlace(evidence, number, notation, size, other, account, x, y);
  }

  /** The same card with an account of what its evidence rests on. */
  CardPlace on(Grounds grounds, String quantity) {
    AccountPicture other = new AccountPicture(grounds, quantity, size.inner(), Sheet.FINE_PRINT);
    return new CardPlace(evidence, number, notation, size, tall, other, x, y);
  }

  double height() {
    double facts = tall ? picture() + PADDING + facts().getHeight() : picture();
    return 2 * PADDING + facts + (account == null ? 0 : account.height() + PADDING);
  }

  Rectangle2D card() {
    return new Rectangle2D.Double(x, y, size.width(), height());
  }

  Rectangle2D patch() {
    return new Rectangle2D.Double(x + PADDING, y + PADDING, picture(), picture());
  }

  Rectangle2D heatmap() {
    double left = x + PADDING + picture() + BETWEEN_PICTURES;
    return new Rectangle2D.Double(left, y + PADDING, picture(), picture());
  }

  Rectangle2D facts() {
    if (tall) {
      double top = y + 2 * PADDING + picture();
      return new Rectangle2D.Double(
          x + PADDING, top, size.inner(), (hasFoot() ? FACTS : WITHOUT_FOOT) + effect());
    }
    double left = heatmap().getMaxX() + BESIDE_FACTS;
    double height = FACTS + effect();
    double top = y + PADDING + (picture() - height) / 2;
    return new Rectangle2D.Double(left, top, x + size.width() - PADDING - left, height);
  }

  /** Where the account begins. */
  Point2D accountStart() {
    double top = tall ? facts().getMaxY() : y + PADDING + picture();
    return new Point2D.Double(x + PADDING, top + PADDING);
  }

  /** Where a band from the decision above ends. */
  Point2D in() {
    return new Point2D.Double(x, y + PADDING + picture() / 2);
  }

  /** Where the bands to what it rests on begin: straight before the first, if that is possible. */
  Point2D out(double first) {
    double lowest = card().getMaxY() - PADDING;
    return new Point2D.Double(
        x + size.width(), Math.max(in().getY() - picture() / 2, Math.min(lowest, first)));
  }

  /** Whether the last line of the facts says anything: the part of the root, or what is folded. */
  private boolean hasFoot() {
    return number == null || (evidence.grounds() != null && account == null);
  }

  /** The height that what was measured takes. */
  double effect() {
    return evidence.effect() == null ? 0 : EFFECT;
  }

  private double picture() {
    return tall
        ? (size.inner() - BETWEEN_PICTURES) / 2
        : Math.max(size.picture(), FACTS + effect());
  }
}
