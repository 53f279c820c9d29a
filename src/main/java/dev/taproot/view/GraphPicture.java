package dev.taproot.view;

import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.EvidenceGraph.Edge;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.input.InvalidInputException;
import java.awt.Shape;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A merged graph as a picture, for places without HTML: like that of a tree, but each channel
 * stands once, with a band from every decision that rests on it.
 *
 * <p>A large graph is shown where it is strongest; a card says how much is below that is not shown.
 */
public final class GraphPicture {
  private static final double GAP = 110;
  private static final double BETWEEN_CARDS = 8;
  private static final double HALO = 1.5;

  private final EvidenceGraph graph;
  private final GraphLayers nodes;
  private final Set<EvidenceGraph.Node> open;
  private final List<String> headings = new ArrayList<>();
  private final Sheet sheet;
  private final Map<Integer, CardPlace> places = new LinkedHashMap<>();
  private final List<Edge> shown;

  private GraphPicture(EvidenceGraph graph) {
    this.graph = graph;
    this.nodes = new GraphLayers(graph);
    EvidenceGraph.Node root = nodes.root();
    this.open = Unfolding.strongest(nodes.below(root), GraphLayers::evidence, this::belowDecision);
    this.open.add(root);
    this.shown =
        graph.edges().stream().filter(edge -> open.contains(nodes.node(edge.from()))).toList();
    List<List<EvidenceGraph.Node>> layers = layers();
    EvidenceTree question =
        new EvidenceTree(
            graph.photograph(),
            graph.framing(),
            graph.target(),
            graph.against(),
            graph.top(),
            nodes.grounds(root),
            graph.provenance());
    this.sheet = new Sheet(question, layers.size(), GAP, notes());
    List<List<CardPlace>> columns = layers.stream().map(this::cards).toList();
    double height =
        columns.stream().mapToDouble(GraphPicture::height).reduce(sheet.room(), Math::max);
    for (int i = 0; i < columns.size(); i++) {
      place(layers.get(i), columns.get(i), i, height);
    }
  }

  /**
   * Draws the graph.
   *
   * @param graph the graph
   * @return an RGB image, about 1450 pixels wide for three layers
   * @throws InvalidInputException if this machine has no fonts
   */
  public static BufferedImage of(EvidenceGraph graph) {
    return of(graph, 1);
  }

  /**
   * Draws the graph larger or smaller.
   *
   * @param graph the graph
   * @param scale 1 for a screen, 2 for a screen of high density or for print; at most 4
   * @return an RGB image
   * @throws InvalidInputException if this machine has no fonts, or the scale is out of range
   */
  public static BufferedImage of(EvidenceGraph graph, double scale) {
    return new GraphPicture(graph).draw(scale);
  }

  /**
   * Draws the graph as a PNG file.
   *
   * @param graph the graph
   * @param scale 1 for a screen, 2 for a screen of high density or for print; at most 4
   * @return the file, in at most 256 colours
   * @throws InvalidInputException if this machine has no fonts, or the scale is out of range
   */
  public static byte[] png(EvidenceGraph graph, double scale) {
    return Encoded.png(of(graph, scale));
  }

  /** Where the cards of a graph lie, by the numbers of their nodes. */
  static Map<Integer, CardPlace> places(EvidenceGraph graph) {
    return new GraphPicture(graph).places;
  }

  private @Nullable List<EvidenceGraph.Node> belowDecision(EvidenceGraph.Node node) {
    return node.grounds() == null ? null : nodes.below(node);
  }

  /** The nodes in sight, layer by layer, each near those above that it is tied to most. */
  private List<List<EvidenceGraph.Node>> layers() {
    List<List<EvidenceGraph.Node>> layers = new ArrayList<>();
    List<EvidenceGraph.Node> above = List.of(nodes.root());
    while (true) {
      List<EvidenceGraph.Node> opened = above.stream().filter(open::contains).toList();
      List<EvidenceGraph.Node> next =
          opened.stream().flatMap(node -> nodes.below(node).stream()).distinct().toList();
      if (next.isEmpty()) {
        return layers;
      }
      headings.add(Wording.layer(Objects.requireNonNull(opened.get(0).grounds())));
      Map<Integer, Integer> order = new HashMap<>();
      above.forEach(node -> order.put(node.number(), order.size()));
      above =
          next.stream().sorted(Comparator.comparingDouble(node -> meanOrder(node, order))).toList();
      layers.add(above);
    }
  }

  private double meanOrder(EvidenceGraph.Node node, Map<Integer, Integer> order) {
    double sum = 0;
    double weights = 0;
    for (Edge edge : nodes.usedBy(node)) {
      if (open.contains(nodes.node(edge.from()))) {
        sum += Math.abs(edge.share()) * order.getOrDefault(edge.from(), 0);
        weights += Math.abs(edge.share());
      }
    }
    return weights > 0 ? sum / weights : 0;
  }

  private List<CardPlace> cards(List<EvidenceGraph.Node> layer) {
    Notation notation =
        Notation.fitting(
            layer.stream().mapToDouble(node -> GraphLayers.evidence(node).score()).toArray());
    List<EvidenceGraph.Node> first = nodes.below(nodes.root());
    List<CardPlace> cards = new ArrayList<>();
    for (EvidenceGraph.Node node : layer) {
      Grounds grounds = node.grounds() == null ? null : nodes.grounds(node);
      int mark = first.indexOf(node) + 1;
      CardPlace card =
          new CardPlace(
              GraphLayers.evidence(node).on(grounds),
              mark > 0 ? mark : null,
              notation,
              sheet.size(),
              false,
              null,
              0,
              0);
      cards.add(
          grounds != null && open.contains(node)
              ? card.on(grounds, Wording.nodeQuantity(graph.provenance().rule()))
              : card);
    }
    return cards;
  }

  private static double height(List<CardPlace> cards) {
    return cards.stream().mapToDouble(CardPlace::height).sum() + (cards.size() - 1) * BETWEEN_CARDS;
  }

  /** Spreads the cards of a column over the whole height, as large as that allows. */
  private void place(
      List<EvidenceGraph.Node> layer, List<CardPlace> low, int column, double height) {
    List<CardPlace> tall = low.stream().map(card -> card.tall(true)).toList();
    List<CardPlace> cards = height(tall) <= height ? tall : low;
    double more = cards.size() > 1 ? (height - height(cards)) / (cards.size() - 1) : 0;
    double y = sheet.top();
    for (int i = 0; i < cards.size(); i++) {
      places.put(layer.get(i).number(), cards.get(i).at(sheet.left(column), Math.rint(y)));
      y += cards.get(i).height() + BETWEEN_CARDS + more;
    }
  }

  private String notes() {
    return Wording.units(graph.provenance().rule(), graph.against())
        + " A channel that several decisions rest on stands once: its score is what they owe to it"
        + " together, and each band is the share of one of them. A share is of all channels of the"
        + " layer, shown or not. "
        + Wording.residual(nodes.grounds(nodes.root()));
  }

  private BufferedImage draw(double scale) {
    double largestShare =
        places.values().stream()
            .mapToDouble(place -> Math.abs(place.evidence().share()))
            .max()
            .orElse(0);
    return sheet.draw(scale, headings, List.copyOf(places.values()), largestShare, this::drawBands);
  }

  /** Draws the bands, the thinnest last, so that every one is seen. */
  private void drawBands(Canvas canvas) {
    double largest = Math.max(largestSum(Edge::from), largestSum(Edge::to));
    double pixelsPerShare = largest > 0 ? Sheet.WIDEST_BANDS / largest : 0;
    ToDoubleFunction<Edge> thickness = edge -> Sheet.thickness(edge.share(), pixelsPerShare);
    Map<Edge, Point2D> starts = ends(Edge::from, this::start, edge -> end(edge).getY(), thickness);
    Map<Edge, Point2D> ends = ends(Edge::to, this::end, edge -> start(edge).getY(), thickness);
    shown.stream()
        .sorted(Comparator.comparingDouble(thickness).reversed())
        .forEach(
            edge -> {
              Shape way = Canvas.way(point(starts, edge), point(ends, edge));
              canvas.outline(Canvas.GROUND, thickness.applyAsDouble(edge) + HALO, way);
              canvas.outline(Canvas.hue(edge.flow() > 0), thickness.applyAsDouble(edge), way);
            });
  }

  private double largestSum(Function<Edge, Integer> by) {
    return shown.stream()
        .collect(
            Collectors.groupingBy(by, Collectors.summingDouble(edge -> Math.abs(edge.share()))))
        .values()
        .stream()
        .reduce(0.0, Math::max);
  }

  private Point2D start(Edge edge) {
    CardPlace from = places.get(edge.from());
    return from == null ? sheet.out(end(edge).getY()) : from.out(from.in().getY());
  }

  private Point2D end(Edge edge) {
    return Objects.requireNonNull(places.get(edge.to())).in();
  }

  private static Point2D point(Map<Edge, Point2D> points, Edge edge) {
    return Objects.requireNonNull(points.get(edge));
  }

  /** Where the bands meet the cards: side by side, in the order of what they lead to. */
  private Map<Edge, Point2D> ends(
      Function<Edge, Integer> card,
      Function<Edge, Point2D> middle,
      ToDoubleFunction<Edge> other,
      ToDoubleFunction<Edge> thickness) {
    Map<Edge, Point2D> ends = new HashMap<>();
    Collection<List<Edge>> bundles = shown.stream().collect(Collectors.groupingBy(card)).values();
    for (List<Edge> bundle : bundles) {
      double y =
          middle.apply(bundle.get(0)).getY() - bundle.stream().mapToDouble(thickness).sum() / 2;
      for (Edge edge : bundle.stream().sorted(Comparator.comparingDouble(other)).toList()) {
        double half = thickness.applyAsDouble(edge) / 2;
        ends.put(edge, new Point2D.Double(middle.apply(edge).getX(), y + half));
        y += 2 * half;
      }
    }
    return ends;
  }
}
