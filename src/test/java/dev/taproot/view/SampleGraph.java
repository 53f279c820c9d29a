package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.EvidenceGraph.Edge;
import dev.taproot.evidence.EvidenceGraph.Node;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Made-up graphs: the nodes of a made-up tree layer by layer, where below the first layer each node
 * is used by a second decision too.
 */
final class SampleGraph {
  private SampleGraph() {}

  static EvidenceGraph of(EvidenceTree tree) {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    nodes.add(new Node(0, null, tree.root().showing(List.of())));
    List<Grounds> decisions = List.of(tree.root());
    int firstParent = 0;
    while (decisions.stream().anyMatch(grounds -> !grounds.evidence().isEmpty())) {
      record Child(int parent, Evidence evidence) {}
      List<Child> children = new ArrayList<>();
      for (int i = 0; i < decisions.size(); i++) {
        for (Evidence evidence : decisions.get(i).evidence()) {
          children.add(new Child(i, evidence));
        }
      }
      children.sort(Comparator.comparingDouble(child -> -Math.abs(child.evidence().score())));
      List<Grounds> below = new ArrayList<>();
      int parents = decisions.size();
      int firstChild = nodes.size();
      for (Child child : children) {
        Evidence evidence = child.evidence();
        Grounds grounds = evidence.grounds();
        int number = nodes.size();
        edges.add(
            new Edge(firstParent + child.parent(), number, evidence.score(), evidence.share()));
        if (parents > 1) {
          edges.add(
              new Edge(
                  firstParent + (child.parent() + 1) % parents,
                  number,
                  evidence.score() / 2,
                  evidence.share() / 2));
        }
        nodes.add(
            new Node(
                number, evidence.on(null), grounds == null ? null : grounds.showing(List.of())));
        if (grounds != null) {
          below.add(grounds);
        }
      }
      firstParent = firstChild;
      decisions = below;
    }
    return new EvidenceGraph(
        tree.photograph(),
        tree.framing(),
        tree.target(),
        tree.against(),
        tree.top(),
        nodes,
        edges,
        tree.provenance());
  }
}
