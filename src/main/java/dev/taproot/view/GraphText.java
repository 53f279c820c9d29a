package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.EvidenceGraph.Edge;
import dev.taproot.evidence.EvidenceGraph.Node;
import dev.taproot.evidence.Grounds;
import dev.taproot.view.Columns.Side;

/** An evidence graph as plain text for a terminal. */
public final class GraphText {
  private final EvidenceGraph graph;
  private final ShareBar bar;
  private final Columns columns =
      new Columns(Side.RIGHT, Side.LEFT, Side.RIGHT, Side.LEFT, Side.RIGHT, Side.RIGHT);

  private GraphText(EvidenceGraph graph) {
    this.graph = graph;
    this.bar =
        new ShareBar(
            graph.edges().stream().mapToDouble(edge -> Math.abs(edge.share())).max().orElse(0));
  }

  /**
   * Draws the graph: each node with its merged score, and under it what flows to it from each
   * decision above.
   *
   * @param graph the graph
   * @return lines that end in a line feed, without colours
   */
  public static String of(EvidenceGraph graph) {
    return new GraphText(graph).draw();
  }

  private String draw() {
    columns.add("node", "layer", "channel", "share", "", "flow");
    graph.nodes().forEach(this::addNode);
    return Columns.printable(Wording.decision(graph.target(), graph.against()))
        + "\n"
        + Wording.value(graph.target(), graph.against())
        + "\n\n"
        + columns
        + "\n"
        + "Share: of all the evidence in that layer for the decision named; █ supports, ▒ opposes.\n";
  }

  private void addNode(Node node) {
    Evidence evidence = node.evidence();
    String number = Integer.toString(node.number());
    if (evidence == null) {
      Grounds grounds = node.grounds();
      double value = grounds == null ? 0 : grounds.value();
      String written = grounds == null ? "" : Notation.fitting(value).plain(value);
      columns.add(number, Wording.quantity(graph.against()), "", "", "", written);
      return;
    }
    columns.add(
        number,
        Columns.printable(evidence.layer()),
        Integer.toString(evidence.channel()),
        "",
        "",
        Notation.fitting(evidence.score()).signed(evidence.score()));
    graph.edges().stream().filter(edge -> edge.to() == node.number()).forEach(this::addEdge);
  }

  private void addEdge(Edge edge) {
    columns.add(
        "",
        "  from node " + edge.from(),
        "",
        bar.draw(edge.share()),
        Notation.percent(edge.share()),
        Notation.fitting(edge.flow()).signed(edge.flow()));
  }
}
