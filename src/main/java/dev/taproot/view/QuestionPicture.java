package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.image.Box;
import dev.taproot.view.Headline.Figure;
import java.awt.Color;
import java.awt.geom.Area;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands before a tree or graph of evidence in a picture: the question and its figures on top;
 * the photograph with a box for each piece of evidence of the first layer, the account of the
 * decision and the top classes at the left.
 */
final class QuestionPicture {
  static final double COLUMN = 240;

  private static final double TALLEST_PHOTOGRAPH = 260;
  private static final double LOWEST_PHOTOGRAPH = 16;
  private static final double FIGURE_GAP = 28;
  private static final double CLASS = 18;
  private static final double BEFORE_AGREEMENT = 6;
  private static final double MARK = CardPainter.MARK;
  private static final Color SHADE = new Color(12, 12, 16, 107);
  private static final Color HALO = new Color(0, 0, 0, 115);

  private static final Lettering SMALL = Lettering.plain(11.5);
  private static final Lettering SMALL_BOLD = Lettering.bold(11.5);
  private static final Lettering TITLE = Lettering.bold(25);
  private static final Lettering OTHER = Lettering.plain(19);
  private static final Lettering FIGURE = Lettering.bold(22);

  private static final String LEGEND =
      "Each card is one channel that the decision before it rests on: where it counts most, its"
          + " relevance over all that the network saw, its score and its share. Striped: not shown.";

  private final EvidenceTree tree;
  private final double width;
  private final List<Figure> figures;
  private final List<String> title;
  private final List<String> legend;
  private final double legendStart;
  private final List<String> agreement;
  private final AccountPicture account;
  private final double photographWidth;
  private final double photographHeight;

  /**
   * Takes the question.
   *
   * @param tree with the question and the evidence of the first layer; what is below is not looked
   *     at
   * @param width of the whole picture, without margins
   */
  QuestionPicture(EvidenceTree tree, double width) {
    this.tree = tree;
    this.width = width;
    this.figures = Headline.of(tree).figures();
    double left = width - figures.stream().mapToDouble(figure -> width(figure) + FIGURE_GAP).sum();
    this.title = TITLE.lines(tree.target().label(), left, tree.against() == null ? 2 : 1);
    this.legendStart = SMALL_BOLD.width("supports") + SMALL_BOLD.width("opposes") + 2 * 16 + 2 * 14;
    this.legend = SMALL.lines(LEGEND, width - legendStart, 4);
    String tested = Wording.agreement(tree);
    this.agreement = tested == null ? List.of() : SMALL_BOLD.lines(tested, width, 3);
    this.account =
        new AccountPicture(tree.root(), Wording.quantity(tree.against()), COLUMN, SMALL.size());
    double factor =
        Math.min(
            COLUMN / tree.photograph().width(), TALLEST_PHOTOGRAPH / tree.photograph().height());
    this.photographWidth = Math.max(1, tree.photograph().width() * factor);
    this.photographHeight = Math.max(1, tree.photograph().height() * factor);
  }

  private static double width(Figure figure) {
    return Math.max(FIGURE.width(figure.number()), SMALL.width(figure.name()));
  }

  /** How high the question is, with the legend below it. */
  double headHeight() {
    return 14
        + title.size() * 31
        + (tree.against() == null ? 0 : 25)
        + 8
        + legend.size() * 16
        + (agreement.isEmpty() ? 0 : BEFORE_AGREEMENT + agreement.size() * 16);
  }

  /** How high the column at the left is. */
  double columnHeight() {
    return photographRoom() + 22 + account.height() + 30 + tree.top().size() * CLASS;
  }

  private double photographRoom() {
    return Math.max(LOWEST_PHOTOGRAPH, photographHeight);
  }

  /**
   * Where the bands to the first layer's evidence begin, for a column that begins there: straight
   * before the first, if that is possible.
   */
  Point2D out(double x, double y, double first) {
    return new Point2D.Double(
        x + photographWidth, Math.max(y, Math.min(y + photographRoom(), first)));
  }

  void drawHead(Canvas canvas, double x, double y) {
    String network = "Why " + tree.provenance().network() + " says";
    canvas.text(SMALL, Canvas.SOFT, SMALL.cut(network, width / 2), x, y + 11);
    double end = x + width;
    for (int i = figures.size() - 1; i >= 0; i--) {
      end -= width(figures.get(i));
      canvas.text(FIGURE, Canvas.INK, figures.get(i).number(), end, y + 22);
      canvas.text(SMALL, Canvas.SOFT, figures.get(i).name(), end, y + 38);
      end -= FIGURE_GAP;
    }
    double below = y + 14;
    for (String line : title) {
      canvas.text(TITLE, Canvas.INK, line, x, below + 25);
      below += 31;
    }
    if (tree.against() != null) {
      String than = "rather than " + tree.against().label();
      canvas.text(OTHER, Canvas.SOFT, OTHER.cut(than, end - x), x, below + 19);
      below += 25;
    }
    drawLegend(canvas, x, below + 8);
  }

  private void drawLegend(Canvas canvas, double x, double y) {
    double right = x;
    for (boolean supports : new boolean[] {true, false}) {
      String word = supports ? "supports" : "opposes";
      Rectangle2D key = new Rectangle2D.Double(right, y + 2, 10, 10);
      canvas.fill(Canvas.hue(supports), Canvas.rounded(key, 2.5));
      canvas.text(SMALL_BOLD, Canvas.ink(supports), word, right + 16, y + 11);
      right += 16 + SMALL_BOLD.width(word) + 14;
    }
    double below = y + 11;
    for (String line : legend) {
      canvas.text(SMALL, Canvas.SOFT, line, x + legendStart, below);
      below += 16;
    }
    below += BEFORE_AGREEMENT;
    for (String line : agreement) {
      canvas.text(SMALL_BOLD, Canvas.INK, line, x, below);
      below += 16;
    }
  }

  void drawColumn(Canvas canvas, Backdrop photograph, double x, double y) {
    drawPhotograph(canvas, photograph, x, y + (photographRoom() - photographHeight) / 2);
    double below = y + photographRoom() + 18;
    drawCaption(canvas, "All evidence in " + tree.root().layer(), x, below);
    account.draw(canvas, x, below + 4);
    below += 4 + account.height() + 22;
    drawCaption(canvas, "What the network says", x, below);
    below += 4;
    for (ClassScore score : tree.top()) {
      canvas.outline(Canvas.HAIR, 1, new Line2D.Double(x, below + 0.5, x + COLUMN, below + 0.5));
      boolean asked = score.index() == tree.target().index();
      Lettering lettering = asked ? SMALL_BOLD : SMALL;
      Color colour = asked ? Canvas.INK : Canvas.SOFT;
      String percent = Notation.percent(score.probability());
      Rectangle2D line = new Rectangle2D.Double(x, below, COLUMN, CLASS - 4.5);
      canvas.row(lettering, colour, score.label(), lettering, colour, percent, line);
      below += CLASS;
    }
  }

  private static void drawCaption(Canvas canvas, String caption, double x, double baseline) {
    canvas.text(SMALL, Canvas.SOFT, SMALL.cut(caption, COLUMN), x, baseline);
  }

  private void drawPhotograph(Canvas canvas, Backdrop photograph, double x, double y) {
    Rectangle2D place = new Rectangle2D.Double(x, y, photographWidth, photographHeight);
    int longSide = canvas.pixels(Math.max(photographWidth, photographHeight));
    Box whole = new Box(0, 0, tree.photograph().width(), tree.photograph().height());
    BufferedImage image = photograph.patch(whole, longSide);
    canvas.image(image, place, 8);
    Area unseen = new Area(Canvas.rounded(place, 8));
    unseen.subtract(new Area(on(place, photograph.seen())));
    canvas.fill(SHADE, unseen);
    List<Rectangle2D> marks = new ArrayList<>();
    for (Evidence evidence : tree.root().evidence()) {
      marks.add(mark(on(place, evidence.box()), place, marks));
    }
    for (int i = marks.size() - 1; i >= 0; i--) {
      Evidence evidence = tree.root().evidence().get(i);
      Rectangle2D box = on(place, evidence.box());
      canvas.outline(HALO, 4, Canvas.rounded(box, 3));
      canvas.outline(Canvas.hue(evidence.supports()), 2, Canvas.rounded(box, 3));
    }
    for (int i = marks.size() - 1; i >= 0; i--) {
      boolean supports = tree.root().evidence().get(i).supports();
      Rectangle2D mark = marks.get(i);
      CardPainter.drawMark(canvas, i + 1, supports, mark.getX(), mark.getY());
    }
  }

  /**
   * Finds a place for a number at a box's upper left corner, or right of those there already as
   * long as the column has room.
   */
  private static Rectangle2D mark(
      Rectangle2D box, Rectangle2D photograph, List<Rectangle2D> taken) {
    double x = Math.max(photograph.getX(), Math.min(box.getX(), photograph.getMaxX() - MARK)) - 1;
    double y = Math.max(photograph.getY(), Math.min(box.getY(), photograph.getMaxY() - MARK)) - 1;
    Rectangle2D corner = new Rectangle2D.Double(x, y, MARK, MARK);
    Rectangle2D mark = corner;
    while (taken.stream().anyMatch(mark::intersects)) {
      mark = new Rectangle2D.Double(mark.getX() + 2, y, MARK, MARK);
      if (mark.getMaxX() > photograph.getX() + COLUMN) {
        return corner;
      }
    }
    return mark;
  }

  private Rectangle2D on(Rectangle2D place, Box box) {
    double factor = place.getWidth() / tree.photograph().width();
    double down = place.getHeight() / tree.photograph().height();
    return new Rectangle2D.Double(
        place.getX() + box.x() * factor,
        place.getY() + box.y() * down,
        box.width() * factor,
        box.height() * down);
  }
}
