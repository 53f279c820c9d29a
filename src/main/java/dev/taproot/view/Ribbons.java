package dev.taproot.view;

import dev.taproot.evidence.EvidenceGraph.Edge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * The ribbons between two columns of a graph, as an SVG image: as wide as the shares, on one scale
 * for the whole graph, and the paler the less flows.
 */
final class Ribbons {
  private static final double WIDEST_BUNDLE = 30;
  private static final double PALEST = 0.25;
  private static final double STRONGEST = 0.9;

  /* The image cannot see the page's style sheet: these stand out on light and on dark ground. */
  private static final String ORANGE = colour(true);
  private static final String BLUE = colour(false);

  private final double pixelsPerShare;

  Ribbons(GraphLayers graph) {
    double largest =
        graph.nodes().stream()
            .mapToDouble(
                node ->
                    graph.restsOn(node).stream().mapToDouble(edge -> Math.abs(edge.share())).sum())
            .max()
            .orElse(0);
    this.pixelsPerShare = largest > 0 ? WIDEST_BUNDLE / largest : 0;
  }

  /**
   * Where the ribbons of a node end at its column's side, in pixels from the column's top.
   *
   * @param middle of the ribbons
   * @param height that they may take up; where they are more, they overlap
   * @param folded whether several nodes end there, which are not seen one by one
   */
  record Slot(double middle, double height, boolean folded) {}

  /**
   * Draws the ribbons of one gap, those to or from folded nodes pale, those between such left out.
   *
   * @param edges from the left column to the right one
   * @param left where the nodes of the left column stand, by number
   * @param right where those of the right column stand
   * @param width of the gap in pixels
   * @param height of the image in pixels
   * @return an SVG image
   */
  String draw(
      List<Edge> edges, Map<Integer, Slot> left, Map<Integer, Slot> right, int width, int height) {
    Map<Edge, Double> leaving = ends(edges, left, Edge::from, right, Edge::to);
    Map<Edge, Double> arriving = ends(edges, right, Edge::to, left, Edge::from);
    double largest = edges.stream().mapToDouble(Ribbons::flow).max().orElse(0);
    Html svg = new Html();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "width",
        Integer.toString(width),
        "height",
        Integer.toString(height),
        "fill",
        "none");
    edges.stream()
        .filter(edge -> !of(left, edge.from()).folded() || !of(right, edge.to()).folded())
        .sorted(Comparator.comparingDouble(Ribbons::flow))
        .forEach(
            edge -> {
              boolean seen = !of(left, edge.from()).folded() && !of(right, edge.to()).folded();
              double part = seen && largest > 0 ? flow(edge) / largest : 0;
              svg.empty(
                  "path",
                  "d",
                  curve(of(leaving, edge), of(arriving, edge), width),
                  "stroke",
                  edge.share() < 0 ? BLUE : ORANGE,
                  "stroke-width",
                  String.format(Locale.ROOT, "%.3f", thickness(edge)),
                  "stroke-opacity",
                  String.format(
                      Locale.ROOT, "%.2f", PALEST + (STRONGEST - PALEST) * Math.sqrt(part)));
            });
    return svg.close().toString();
  }

  /**
   * Where each edge ends at one side: the edges of a slot beside each other, in the order of their
   * other ends, so that they do not cross at the card.
   */
  private Map<Edge, Double> ends(
      List<Edge> edges,
      Map<Integer, Slot> here,
      ToIntFunction<Edge> node,
      Map<Integer, Slot> there,
      ToIntFunction<Edge> other) {
    Map<Slot, List<Edge>> bundles = new LinkedHashMap<>();
    for (Edge edge : edges) {
      bundles.computeIfAbsent(of(here, node.applyAsInt(edge)), slot -> new ArrayList<>()).add(edge);
    }
    Map<Edge, Double> ends = new HashMap<>();
    bundles.forEach(
        (slot, bundle) -> {
          bundle.sort(
              Comparator.<Edge>comparingDouble(edge -> of(there, other.applyAsInt(edge)).middle())
                  .thenComparingInt(other));
          double total = bundle.stream().mapToDouble(this::thickness).sum();
          double pressed = total > slot.height() ? slot.height() / total : 1;
          double top = slot.middle() - total * pressed / 2;
          for (Edge edge : bundle) {
            ends.put(edge, top + thickness(edge) * pressed / 2);
            top += thickness(edge) * pressed;
          }
        });
    return ends;
  }

  private static String curve(double from, double to, int width) {
    return String.format(
        Locale.ROOT,
        "M0 %1$.2fC%2$.1f %1$.2f %2$.1f %3$.2f %4$d %3$.2f",
        from,
        width / 2.0,
        to,
        width);
  }

  private static String colour(boolean supports) {
    return String.format(Locale.ROOT, "#%06x", Canvas.hue(supports).getRGB() & 0xFFFFFF);
  }

  private double thickness(Edge edge) {
    return Math.abs(edge.share()) * pixelsPerShare;
  }

  private static double flow(Edge edge) {
    return Math.abs(edge.flow());
  }

  private static <K, V> V of(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key));
  }
}
