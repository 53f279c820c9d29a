package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.input.InvalidInputException;
import dev.taproot.view.CardPlace.Size;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tree as a picture, for places without HTML: the question on top, the photograph at the left,
 * then a column for each layer, joined by bands as wide as the shares.
 *
 * <p>A large tree is shown where it is strongest; a card says how much is below that is not shown.
 */
public final class TreePicture {
  private static final int LARGEST_SCALE = 4;
  private static final double MARGIN = 24;
  private static final double GAP = 74;
  private static final double HEADING = 28;
  private static final double BETWEEN_CARDS = 5;
  private static final double BETWEEN_BRANCHES = 13;
  private static final double NOTE = 15;
  private static final double WIDEST = 40;
  private static final double THINNEST = 1.2;
  private static final double BEFORE_TURN = 10;

  private static final Lettering HEADINGS = Lettering.plain(11);
  private static final Lettering NOTES = Lettering.plain(10.5);

  private final EvidenceTree tree;
  private final Unfolding unfolding;
  private final List<Node> nodes;
  private final int columns;
  private final Size size;
  private final double pixelsPerShare;
  private final QuestionPicture question;
  private final double top;
  private final double width;
  private final List<String> notes;

  /** A card and those of what its decision rests on. */
  record Node(CardPlace place, List<Node> below) {
    double height() {
      return Math.max(place.height(), TreePicture.height(below));
    }
  }

  private TreePicture(EvidenceTree tree) {
    Lettering.check();
    this.tree = tree;
    this.unfolding = new Unfolding(tree);
    this.columns = columns(tree.root());
    this.size = columns == 1 ? Size.SHALLOW : Size.USUAL;
    double largest = Shares.largestSum(tree);
    this.pixelsPerShare = largest > 0 ? WIDEST / largest : 0;
    this.width = QuestionPicture.COLUMN + columns * (GAP + size.width());
    this.question = new QuestionPicture(tree, width);
    this.top = MARGIN + question.headHeight() + HEADING;
    this.nodes = placed(nodes(tree.root(), null), MARGIN + QuestionPicture.COLUMN + GAP, top);
    this.notes = NOTES.lines(notes(), width, 4);
  }

  /**
   * Draws the tree.
   *
   * @param tree the tree
   * @return an RGB image, about 1400 pixels wide for three layers
   * @throws InvalidInputException if this machine has no fonts
   */
  public static BufferedImage of(EvidenceTree tree) {
    return of(tree, 1);
  }

  /**
   * Draws the tree larger or smaller.
   *
   * @param tree the tree
   * @param scale 1 for a screen, 2 for a screen of high density or for print; at most 4
   * @return an RGB image
   * @throws InvalidInputException if this machine has no fonts, or the scale is out of range
   */
  public static BufferedImage of(EvidenceTree tree, double scale) {
    if (!(scale > 0 && scale <= LARGEST_SCALE)) {
      throw new InvalidInputException(
          "A picture cannot be drawn at a scale of %s; more than 0 and at most %d would be right."
              .formatted(scale, LARGEST_SCALE));
    }
    return new TreePicture(tree).draw(scale);
  }

  /**
   * Draws the tree as a PNG file.
   *
   * @param tree the tree
   * @param scale 1 for a screen, 2 for a screen of high density or for print; at most 4
   * @return the file
   * @throws InvalidInputException if this machine has no fonts, or the scale is out of range
   */
  public static byte[] png(EvidenceTree tree, double scale) {
    return Encoded.png(of(tree, scale));
  }

  /** Where the cards of a tree lie, each followed by those below it. */
  static List<CardPlace> places(EvidenceTree tree) {
    List<CardPlace> places = new ArrayList<>();
    collect(new TreePicture(tree).nodes, places);
    return places;
  }

  private static void collect(List<Node> nodes, List<CardPlace> places) {
    for (Node node : nodes) {
      places.add(node.place());
      collect(node.below(), places);
    }
  }

  private int columns(Grounds grounds) {
    int below = 0;
    for (Evidence evidence : grounds.evidence()) {
      Grounds next = evidence.grounds();
      if (next != null && unfolding.isOpen(evidence)) {
        below = Math.max(below, columns(next));
      }
    }
    return grounds.evidence().isEmpty() ? 0 : 1 + below;
  }

  private List<Node> nodes(Grounds grounds, @Nullable Evidence of) {
    Notation notation = Shares.notation(grounds);
    List<Node> made = new ArrayList<>();
    for (Evidence evidence : grounds.evidence()) {
      made.add(node(evidence, of == null ? made.size() + 1 : null, notation));
    }
    return made;
  }

  private Node node(Evidence evidence, @Nullable Integer number, Notation notation) {
    Grounds grounds = evidence.grounds();
    boolean open = grounds != null && unfolding.isOpen(evidence);
    if (grounds == null || !open) {
      return new Node(
          new CardPlace(evidence, number, notation, size, false, null, 0, 0), List.of());
    }
    AccountPicture account =
        new AccountPicture(
            grounds, Wording.nodeQuantity(tree.provenance().rule()), size.inner(), NOTES.size());
    List<Node> below = nodes(grounds, evidence);
    CardPlace tall = new CardPlace(evidence, number, notation, size, true, account, 0, 0);
    return new Node(tall.tall(tall.height() <= height(below)), below);
  }

  private static double height(List<Node> nodes) {
    double height = 0;
    for (int i = 0; i < nodes.size(); i++) {
      height += nodes.get(i).height() + (i + 1 < nodes.size() ? between(nodes, i) : 0);
    }
    return height;
  }

  /** The space between a node and the next, wider where either has branches. */
  private static double between(List<Node> nodes, int index) {
    boolean branches =
        !nodes.get(index).below().isEmpty() || !nodes.get(index + 1).below().isEmpty();
    return branches ? BETWEEN_BRANCHES : BETWEEN_CARDS;
  }

  private List<Node> placed(List<Node> unplaced, double x, double y) {
    List<Node> placed = new ArrayList<>();
    double below = y;
    for (int i = 0; i < unplaced.size(); i++) {
      Node node = unplaced.get(i);
      placed.add(
          new Node(node.place().at(x, below), placed(node.below(), x + size.width() + GAP, below)));
      below += node.height() + (i + 1 < unplaced.size() ? between(unplaced, i) : 0);
    }
    return placed;
  }

  private String notes() {
    return Wording.units(tree.provenance().rule(), tree.against())
        + " A share is of all channels of the layer, shown or not; “of root” multiplies the shares"
        + " from the first decision on. Bands and bars compare shares across this tree. The residual"
        + " is what no channel explains.";
  }

  private BufferedImage draw(double scale) {
    double bottom = top + Math.max(question.columnHeight(), height(nodes)) + 18;
    Canvas canvas = new Canvas(width + 2 * MARGIN, bottom + notes.size() * NOTE + MARGIN, scale);
    Backdrop photograph = new Backdrop(tree.photograph().toImage(), tree.framing());
    CardPainter painter =
        new CardPainter(canvas, photograph, QuestionPicture.seen(tree), Shares.largest(tree));
    question.drawHead(canvas, MARGIN, MARGIN);
    drawHeading(canvas, tree.photograph().name(), MARGIN, QuestionPicture.COLUMN);
    drawHeadings(canvas, tree.root(), 0);
    if (!nodes.isEmpty()) {
      Point2D out = question.out(MARGIN, top, nodes.get(0).place().in().getY());
      drawBands(canvas, out, MARGIN + QuestionPicture.COLUMN, nodes);
    }
    question.drawColumn(canvas, photograph, MARGIN, top);
    drawCards(painter, nodes);
    for (int i = 0; i < notes.size(); i++) {
      canvas.text(NOTES, Canvas.SOFT, notes.get(i), MARGIN, bottom + (i + 1) * NOTE - 4);
    }
    return canvas.finished();
  }

  private void drawHeadings(Canvas canvas, Grounds grounds, int column) {
    if (column == columns) {
      return;
    }
    double x = MARGIN + QuestionPicture.COLUMN + GAP + column * (size.width() + GAP);
    String heading = grounds.layer() + " · " + Wording.channels(grounds);
    drawHeading(canvas, heading, x, size.width());
    grounds.evidence().stream()
        .filter(unfolding::isOpen)
        .map(Evidence::grounds)
        .flatMap(Stream::ofNullable)
        .max(Comparator.comparingInt(this::columns))
        .ifPresent(below -> drawHeadings(canvas, below, column + 1));
  }

  private void drawHeading(Canvas canvas, String heading, double x, double width) {
    canvas.text(HEADINGS, Canvas.SOFT, HEADINGS.cut(heading, width), x, top - 8);
  }

  /**
   * Draws the bands from one decision. Those that go far down turn before those that do not.
   *
   * @param first where the first band begins; the others begin below it
   * @param edge where the gap between the columns begins
   */
  private void drawBands(Canvas canvas, Point2D first, double edge, List<Node> below) {
    double y = first.getY() - thickness(below.get(0)) / 2;
    double after = below.stream().mapToDouble(this::thickness).sum();
    for (Node node : below) {
      double thickness = thickness(node);
      after -= thickness;
      canvas.band(
          Canvas.hue(node.place().evidence().supports()),
          thickness,
          new Point2D.Double(first.getX(), y + thickness / 2),
          node.place().in(),
          edge + BEFORE_TURN + after + thickness / 2);
      y += thickness;
      if (!node.below().isEmpty()) {
        Point2D out = node.place().out(node.below().get(0).place().in().getY());
        drawBands(canvas, out, out.getX(), node.below());
      }
    }
  }

  private double thickness(Node node) {
    double thickness = Math.abs(node.place().evidence().share()) * pixelsPerShare;
    return thickness > THINNEST ? thickness : THINNEST;
  }

  private static void drawCards(CardPainter painter, List<Node> nodes) {
    for (Node node : nodes) {
      painter.draw(node.place());
      drawCards(painter, node.below());
    }
  }
}
