package dev.taproot.evidence;

import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evidence tree with equal decisions merged: each channel of a layer stands once, and edges say
 * how much flows to it from each decision above.
 *
 * @param photograph what was looked at
 * @param framing where the network's input lies in it
 * @param target the class explained
 * @param against the class it is contrasted with; null if there is none
 * @param top the network's top classes, the most probable first
 * @param nodes the root first (number 0), then layer by layer from the top, the largest score first
 * @param edges from a decision to the evidence it rests on
 * @param provenance how the graph was made
 */
public record EvidenceGraph(
    Photograph photograph,
    Framing framing,
    ClassScore target,
    @Nullable ClassScore against,
    List<ClassScore> top,
    List<Node> nodes,
    List<Edge> edges,
    Provenance provenance) {

  /** Copies the lists. */
  public EvidenceGraph {
    top = List.copyOf(top);
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * One decision and the evidence that it is for the decisions above.
   *
   * @param number the node's place in the list of nodes
   * @param evidence the channel with its merged score, and grounds without evidence of their own
   *     (the edges have it); null at the root
   * @param grounds the decision decomposed, without evidence (the edges have it); null at a leaf
   */
  public record Node(int number, @Nullable Evidence evidence, @Nullable Grounds grounds) {}

  /**
   * What one decision owes to one channel of the layer below.
   *
   * @param from the number of the node above
   * @param to the number of the node below
   * @param flow the channel's score for that decision, in the decision's units
   * @param share the flow over the sum of the absolute scores of all channels of the layer for that
   *     decision
   */
  public record Edge(int from, int to, double flow, double share) {}

  @Override
  public String toString() {
    return "EvidenceGraph[%s in %s, %d nodes, %d edges]"
        .formatted(target.label(), photograph.name(), nodes.size(), edges.size());
  }
}
