package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.EvidenceGraph.Edge;
import dev.taproot.evidence.EvidenceGraph.Node;
import dev.taproot.evidence.Grounds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A graph looked at layer by layer, and each of its decisions with the evidence of its own. */
final class GraphLayers {
  private final EvidenceGraph graph;
  private final List<List<Node>> layers = new ArrayList<>();
  private final Map<Integer, List<Edge>> below = new HashMap<>();
  private final Map<Integer, List<Edge>> above = new HashMap<>();
  private final Set<Integer> ambiguous = new HashSet<>();

  GraphLayers(EvidenceGraph graph) {
    this.graph = graph;
    for (Edge edge : graph.edges()) {
      below.computeIfAbsent(edge.from(), number -> new ArrayList<>()).add(edge);
      above.computeIfAbsent(edge.to(), number -> new ArrayList<>()).add(edge);
    }
    List<Node> decisions = List.of(root());
    while (true) {
      List<Node> evidence =
          decisions.stream()
              .flatMap(node -> restsOn(node).stream())
              .map(Edge::to)
              .distinct()
              .sorted()
              .map(this::node)
              .toList();
      if (evidence.isEmpty()) {
        break;
      }
      layers.add(evidence);
      decisions = evidence;
    }
    layers.forEach(this::findAmbiguous);
  }

  /** The decision itself. */
  Node root() {
    return graph.nodes().get(0);
  }

  /** The decision itself, and all channels. */
  List<Node> nodes() {
    return graph.nodes();
  }

  /** The channels of each layer, the layer nearest to the decision first, the strongest first. */
  List<List<Node>> layers() {
    return layers;
  }

  /** The name of the layer whose channels these are. */
  static String layer(List<Node> nodes) {
    return evidence(nodes.get(0)).layer();
  }

  /** The evidence that a node below the root is. */
  static Evidence evidence(Node node) {
    return Objects.requireNonNull(node.evidence());
  }

  Node node(int number) {
    return graph.nodes().get(number);
  }

  /** What a node rests on. */
  List<Edge> restsOn(Node node) {
    return below.getOrDefault(node.number(), List.of());
  }

  /** The nodes that a node rests on. */
  List<Node> below(Node node) {
    return restsOn(node).stream().map(edge -> node(edge.to())).toList();
  }

  /** The decisions above that rest on a node. */
  List<Edge> usedBy(Node node) {
    return above.getOrDefault(node.number(), List.of());
  }

  /**
   * A decision with the evidence that it shows: what flows from it to each node below.
   *
   * @throws NullPointerException at a leaf, which was not asked
   */
  Grounds grounds(Node node) {
    return Objects.requireNonNull(node.grounds())
        .showing(restsOn(node).stream().map(this::part).toList());
  }

  /** The part of a node's evidence that one decision rests on. */
  private Evidence part(Edge edge) {
    Evidence whole = evidence(node(edge.to()));
    return new Evidence(
        whole.layer(),
        whole.channel(),
        edge.flow(),
        edge.share(),
        whole.rootShare(),
        whole.location(),
        whole.box(),
        whole.map(),
        null);
  }

  /** Names a node within its layer, with its place where the layer has the channel twice. */
  String name(Node node) {
    Evidence evidence = node.evidence();
    if (evidence == null) {
      return "the decision";
    }
    return "channel " + evidence.channel() + (isAmbiguous(node) ? " at " + place(evidence) : "");
  }

  /** Tells whether its channel stands more than once in its layer, at different places. */
  boolean isAmbiguous(Node node) {
    return ambiguous.contains(node.number());
  }

  /** Names the place that a neuron's decision stands on. */
  static String place(Evidence evidence) {
    return "row " + evidence.location().row() + ", column " + evidence.location().column();
  }

  private void findAmbiguous(List<Node> nodes) {
    Map<Integer, Node> first = new HashMap<>();
    for (Node node : nodes) {
      Node other = first.putIfAbsent(evidence(node).channel(), node);
      if (other != null) {
        ambiguous.add(other.number());
        ambiguous.add(node.number());
      }
    }
  }
}
