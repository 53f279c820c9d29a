package dev.taproot.view;

import dev.taproot.evidence.Grounds;
import dev.taproot.view.Ledger.Entry;
import dev.taproot.view.Ledger.Part;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** The account of one decision in a picture: words of caution, the bar of its evidence, the sum. */
final class AccountPicture {
  private static final int CAUTION_LINES = 4;
  private static final double THINNEST_PART = 1;

  private final List<String> caution;
  private final List<Part> parts;
  private final List<Entry> entries;
  private final Entry total;
  private final double width;
  private final double line;
  private final Lettering plain;
  private final Lettering bold;

  /**
   * Takes a decision.
   *
   * @param quantity what its value is: a logit, an activation
   * @param size of the letters
   */
  AccountPicture(Grounds grounds, String quantity, double width, double size) {
    Ledger ledger = new Ledger(grounds, quantity);
    this.plain = Lettering.plain(size);
    this.bold = Lettering.bold(size);
    this.width = width;
    this.line = Math.ceil(size * 1.3);
    String words = Wording.caution(grounds);
    this.caution = words == null ? List.of() : plain.lines(words, width, CAUTION_LINES);
    this.parts = ledger.parts();
    this.entries = ledger.entries();
    this.total = ledger.total();
  }

  double height() {
    return caution.size() * line + bar() + (entries.size() + 1) * line + 2;
  }

  /** The height of the bar and the space below it. */
  private double bar() {
    return parts.isEmpty() ? 0 : line;
  }

  void draw(Canvas canvas, double x, double y) {
    double below = y;
    for (String words : caution) {
      below += line;
      canvas.text(plain, Canvas.INK, words, x, below - line / 4);
    }
    if (!parts.isEmpty()) {
      drawBar(canvas, new Rectangle2D.Double(x, below + 1, width, line / 2));
    }
    below += bar();
    for (Entry entry : entries) {
      below += line;
      double indent = entry.part() ? line : 0;
      Rectangle2D row =
          new Rectangle2D.Double(x + indent, below - line, width - indent, line * 0.75);
      canvas.row(plain, Canvas.SOFT, entry.name(), plain, Canvas.INK, entry.value(), row);
    }
    canvas.outline(Canvas.HAIR, 1, new Line2D.Double(x, below + 0.5, x + width, below + 0.5));
    Rectangle2D row = new Rectangle2D.Double(x, below + 2, width, line * 0.75);
    canvas.row(bold, Canvas.INK, total.name(), bold, Canvas.INK, total.value(), row);
  }

  private void drawBar(Canvas canvas, Rectangle2D bar) {
    double x = bar.getX();
    for (Part part : parts) {
      double end = Math.min(bar.getMaxX(), x + part.whole() * width);
      double length = Math.max(THINNEST_PART, end - x);
      Rectangle2D place = new Rectangle2D.Double(x, bar.getY(), length, bar.getHeight());
      if (part.shown()) {
        canvas.fill(Canvas.hue(part.supports()), place);
        canvas.fill(
            Canvas.PAPER,
            new Rectangle2D.Double(x + length - 0.7, bar.getY(), 0.7, bar.getHeight()));
      } else {
        canvas.stripe(Canvas.hue(part.supports()), place);
      }
      x = end;
    }
  }
}
