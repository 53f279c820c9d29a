package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.input.InvalidInputException;
import java.awt.Shape;
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
  private static final double GAP = 74;
  private static final double BETWEEN_CARDS = 5;
  private static final double BETWEEN_BRANCHES = 13;
  private static final double BEFORE_TURN = 10;

  private final EvidenceTree tree;
  private final Unfolding unfolding;
  private final Sheet sheet;
  private final List<Node> nodes;
  private final double pixelsPerShare;

  /** A card and those of what its decision rests on. */
  private record Node(CardPlace place, List<Node> below) {
    double height() {
      return Math.max(place.height(), TreePicture.height(below));
    }
  }

  private TreePicture(EvidenceTree tree) {
    this.tree = tree;
    this.unfolding = new Unfolding(tree);
    this.sheet = new Sheet(tree, columns(tree.root()), GAP, notes());
    double largest = Shares.largestSum(tree);
    this.pixelsPerShare = largest > 0 ? Sheet.WIDEST_BANDS / largest : 0;
    List<Node> tall = nodes(tree.root(), null, true);
    this.nodes =
        placed(
            height(tall) <= sheet.room() ? tall : nodes(tree.root(), null, false), 0, sheet.top());
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
    return new TreePicture(tree).draw(scale);
  }

  /**
   * Draws the tree as a PNG file.
   *
   * @param tree the tree
   * @param scale 1 for a screen, 2 for a screen of high density or for print; at most 4
   * @return the file, in at most 256 colours
   * @throws InvalidInputException if this machine has no fonts, or the scale is out of range
   */
  public static byte[] png(EvidenceTree tree, double scale) {
    return Encoded.png(of(tree, scale));
  }

  /** Where the cards of a tree lie, each followed by those below it. */
  static List<CardPlace> places(EvidenceTree tree) {
    return places(new TreePicture(tree).nodes).toList();
  }

  private static Stream<CardPlace> places(List<Node> nodes) {
    return nodes.stream()
        .flatMap(node -> Stream.concat(Stream.of(node.place()), places(node.below())));
  }

  private Stream<Grounds> opened(Grounds grounds) {
    return grounds.evidence().stream()
        .filter(unfolding::isOpen)
        .map(Evidence::grounds)
        .flatMap(Stream::ofNullable);
  }

  private int columns(Grounds grounds) {
    return grounds.evidence().isEmpty()
        ? 0
        : 1 + opened(grounds).mapToInt(this::columns).max().orElse(0);
  }

  private List<String> headings(Grounds grounds) {
    List<String> headings = new ArrayList<>(List.of(Wording.layer(grounds)));
    opened(grounds)
        .max(Comparator.comparingInt(this::columns))
        .ifPresent(below -> headings.addAll(headings(below)));
    return headings;
  }

  private List<Node> nodes(Grounds grounds, @Nullable Evidence of, boolean tall) {
    Notation notation = Shares.notation(grounds);
    List<Node> made = new ArrayList<>();
    for (Evidence evidence : grounds.evidence()) {
      made.add(node(evidence, of == null ? made.size() + 1 : null, notation, tall));
    }
    return made;
  }

  private Node node(Evidence evidence, @Nullable Integer number, Notation notation, boolean tall) {
    Grounds grounds = unfolding.isOpen(evidence) ? evidence.grounds() : null;
    CardPlace card = new CardPlace(evidence, number, notation, sheet.size(), true, null, 0, 0);
    if (grounds == null) {
      return new Node(card.tall(tall), List.of());
    }
    CardPlace withAccount = card.on(grounds, Wording.nodeQuantity(tree.provenance().rule()));
    List<Node> below = nodes(grounds, evidence, tall);
    return new Node(withAccount.tall(tall || withAccount.height() <= height(below)), below);
  }

  private static double height(List<Node> nodes) {
    double height = 0;
    for (int i = 0; i < nodes.size(); i++) {
      height += nodes.get(i).height() + between(nodes, i);
    }
    return height;
  }

  /** The space between a node and the next, wider where either has branches. */
  private static double between(List<Node> nodes, int index) {
    if (index + 1 == nodes.size()) {
      return 0;
    }
    boolean branches =
        !nodes.get(index).below().isEmpty() || !nodes.get(index + 1).below().isEmpty();
    return branches ? BETWEEN_BRANCHES : BETWEEN_CARDS;
  }

  private List<Node> placed(List<Node> unplaced, int column, double y) {
    List<Node> placed = new ArrayList<>();
    double below = y;
    for (int i = 0; i < unplaced.size(); i++) {
      Node node = unplaced.get(i);
      placed.add(
          new Node(
              node.place().at(sheet.left(column), below), placed(node.below(), column + 1, below)));
      below += node.height() + between(unplaced, i);
    }
    return placed;
  }

  private String notes() {
    return Wording.units(tree.provenance().rule(), tree.against())
        + " "
        + Wording.shares(tree.root())
        + (tree.agreement() == null ? "" : "\n" + Wording.effects());
  }

  private BufferedImage draw(double scale) {
    return sheet.draw(
        scale,
        headings(tree.root()),
        places(nodes).toList(),
        Shares.largest(tree),
        canvas -> {
          if (!nodes.isEmpty()) {
            Point2D out = sheet.out(nodes.get(0).place().in().getY());
            drawBands(canvas, out, sheet.left(0) - GAP, nodes);
          }
        });
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
    double pressed = Math.min(1, (GAP - 2 * BEFORE_TURN) / after);
    for (Node node : below) {
      double thickness = thickness(node);
      after -= thickness;
      Shape way =
          Canvas.way(
              new Point2D.Double(first.getX(), y + thickness / 2),
              node.place().in(),
              edge + BEFORE_TURN + (after + thickness / 2) * pressed);
      canvas.outline(Canvas.hue(node.place().evidence().supports()), thickness, way);
      y += thickness;
      if (!node.below().isEmpty()) {
        Point2D out = node.place().out(node.below().get(0).place().in().getY());
        drawBands(canvas, out, out.getX(), node.below());
      }
    }
  }

  private double thickness(Node node) {
    return Sheet.thickness(node.place().evidence().share(), pixelsPerShare);
  }
}
