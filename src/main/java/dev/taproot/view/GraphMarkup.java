package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.EvidenceGraph.Edge;
import dev.taproot.evidence.EvidenceGraph.Node;
import dev.taproot.evidence.Grounds;
import dev.taproot.view.Ribbons.Slot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The markup of one graph: the question, the photograph, and a column of channels for a layer. */
final class GraphMarkup {
  private final EvidenceGraph question;
  private final GraphLayers graph;
  private final GraphLayout layout;
  private final Ribbons ribbons;
  private final Scene scene;
  private final Card card;
  private final String quantity;
  private final Html html;

  GraphMarkup(EvidenceGraph question, Html html) {
    this.question = question;
    this.html = html;
    this.graph = new GraphLayers(question);
    this.layout = new GraphLayout(graph);
    this.ribbons = new Ribbons(graph);
    this.scene = new Scene(question.photograph(), question.framing());
    List<Evidence> evidence =
        graph.layers().stream().flatMap(List::stream).map(GraphLayers::evidence).toList();
    this.card =
        scene.card(
            evidence.stream().mapToDouble(one -> Math.abs(one.share())).max().orElse(0), evidence);
    this.quantity = Wording.nodeQuantity(question.provenance().rule());
  }

  /**
   * Writes the graph.
   *
   * @param css the style sheet
   * @param script what adds to it where scripts run
   * @param picture whether to put a picture of the graph before it, for places that strip the style
   *     sheet
   * @param heading the tag of its heading
   * @param subheading the tag of each layer's heading
   */
  void write(String css, String script, boolean picture, String heading, String subheading) {
    Grounds root = graph.grounds(graph.root());
    String decision = Wording.decision(question.target(), question.against());
    html.open("section", "class", "taproot", "aria-label", "Graph of evidence: " + decision);
    html.style(css);
    new Headline(
            question.provenance().network(), question.target(), question.against(), root.value())
        .write(html, heading);
    if (picture) {
      Fallback.write(
          html,
          () -> GraphPicture.of(question),
          "The graph of evidence for " + decision + Fallback.OUTLINED);
    }
    writeLegend();
    html.open("div", "class", layout.style("taproot-body taproot-graph"), "style", layout.sizes());
    html.open("div", "class", "taproot-root");
    scene.write(html, root.evidence().stream().limit(layout.inFull(0)).toList());
    html.open("div", "class", "taproot-account");
    html.element("p", "All evidence in " + root.layer(), "class", "taproot-caption");
    new Ledger(root, Wording.quantity(question.against())).write(html);
    html.close();
    new TopClasses(question.top(), question.target().index()).write(html);
    html.close();
    html.open("div", "class", "taproot-columns");
    for (int level = 0; level < graph.layers().size(); level++) {
      writeRibbons(level);
      writeColumn(level, subheading);
    }
    html.close().close();
    writeNotes();
    html.script(script);
    html.close();
  }

  private void writeRibbons(int level) {
    List<Node> nodes = graph.layers().get(level);
    List<Edge> edges = nodes.stream().flatMap(node -> graph.usedBy(node).stream()).toList();
    Map<Integer, Slot> left = level == 0 ? Map.of(0, layout.rootSlot()) : slots(level - 1);
    int height = Math.max(layout.height(level), level == 0 ? 0 : layout.height(level - 1));
    String image = ribbons.draw(edges, left, slots(level), layout.gap(), height);
    html.element(
        "div",
        "",
        "class",
        level == 0 ? "taproot-ribbons taproot-first" : "taproot-ribbons",
        "role",
        "img",
        "aria-label",
        inWords(edges),
        "style",
        "--level:"
            + level
            + ";height:"
            + height
            + "px;background-image:url("
            + DataUri.svg(image)
            + ")");
  }

  private Map<Integer, Slot> slots(int level) {
    Map<Integer, Slot> slots = new HashMap<>();
    List<Node> nodes = graph.layers().get(level);
    for (int i = 0; i < nodes.size(); i++) {
      slots.put(nodes.get(i).number(), layout.slot(level, i));
    }
    return slots;
  }

  private String inWords(List<Edge> edges) {
    Edge widest =
        edges.stream()
            .max(Comparator.comparingDouble(edge -> Math.abs(edge.share())))
            .orElseThrow();
    return edges.size()
        + (edges.size() == 1 ? " ribbon to " : " ribbons to ")
        + GraphLayers.evidence(graph.node(widest.to())).layer()
        + "; the widest leads from "
        + graph.name(graph.node(widest.from()))
        + " to "
        + graph.name(graph.node(widest.to()))
        + ", "
        + Notation.percent(widest.share())
        + ".";
  }

  private void writeColumn(int level, String subheading) {
    List<Node> nodes = graph.layers().get(level);
    html.open("section", "class", "taproot-column");
    html.open(subheading, "class", "taproot-stratum", "style", "--level:" + level);
    html.element("b", GraphLayers.layer(nodes)).text(" ");
    html.element("span", counted(nodes), "class", "taproot-count").close();
    html.open("ol", "class", "taproot-cards", "style", layout.column(level));
    int inFull = layout.inFull(level);
    for (int i = 0; i < inFull; i++) {
      writeCard(nodes.get(i), level == 0 ? i + 1 : null);
    }
    if (inFull < nodes.size()) {
      writeMore(nodes.subList(inFull, nodes.size()));
    }
    html.close().close();
  }

  private String counted(List<Node> nodes) {
    long channels =
        nodes.stream().map(node -> GraphLayers.evidence(node).channel()).distinct().count();
    Edge edge = graph.usedBy(nodes.get(0)).get(0);
    int all = graph.grounds(graph.node(edge.from())).channels();
    return String.format(Locale.ROOT, "%,d of %,d channels", channels, all);
  }

  private void writeCard(Node node, @Nullable Integer number) {
    Evidence evidence = GraphLayers.evidence(node);
    openNode("taproot-node", node);
    html.open("div", "class", "taproot-card", "data-box", scene.inPercent(evidence.box()));
    card.write(html, evidence, number, notation(node));
    if (node.grounds() != null) {
      writeAccount(graph.grounds(node));
    }
    html.open("details", "class", "taproot-edges");
    html.element("summary", links(node));
    writePanel(node);
    html.close().close().close();
  }

  private void openNode(String style, Node node) {
    html.open(
        "li",
        "class",
        GraphLayers.evidence(node).supports() ? style : style + " taproot-blue",
        "data-node",
        Integer.toString(node.number()),
        "data-above",
        graph.usedBy(node).stream()
            .map(edge -> Integer.toString(edge.from()))
            .collect(Collectors.joining(" ")));
  }

  /** The strongest are in sight; of the others a line each, and what stands on a card below it. */
  private void writeMore(List<Node> nodes) {
    html.open("li", "class", "taproot-more").open("details");
    html.element("summary", nodes.size() + (nodes.size() == 1 ? " weaker one" : " weaker ones"));
    html.open("ol", "class", "taproot-rows");
    for (Node node : nodes) {
      Evidence evidence = GraphLayers.evidence(node);
      openNode("taproot-row", node);
      html.open("details").open("summary");
      html.element("b", graph.name(node), "class", "taproot-channel").text(" ");
      html.element("b", notation(node).signed(evidence.score()), "class", "taproot-score");
      html.text(" ");
      html.element("span", Notation.percent(evidence.share()), "class", "taproot-percent").close();
      if (node.grounds() != null) {
        writeAccount(graph.grounds(node));
      }
      writePanel(node);
      html.close().close();
    }
    html.close().close().close();
  }

  private void writeAccount(Grounds grounds) {
    html.open("div", "class", "taproot-rest");
    String caution = Wording.caution(grounds);
    if (caution != null) {
      html.element("span", caution, "class", "taproot-caution").text(" ");
    }
    new Ledger(grounds, quantity).write(html);
    html.close();
  }

  private String links(Node node) {
    int below = graph.restsOn(node).size();
    String used = "used by " + graph.usedBy(node).size();
    String place =
        graph.isAmbiguous(node)
            ? "at " + GraphLayers.place(GraphLayers.evidence(node)) + " · "
            : "";
    return place + (below == 0 ? used : used + " · rests on " + below);
  }

  private void writePanel(Node node) {
    html.open("div", "class", "taproot-panel");
    writeEdges("Used by", "taproot-used", graph.usedBy(node), true);
    writeEdges("Rests on", "taproot-rests", graph.restsOn(node), false);
    html.close();
  }

  private void writeEdges(String title, String style, List<Edge> edges, boolean up) {
    if (edges.isEmpty()) {
      return;
    }
    html.open("div", "class", style);
    html.element("span", title, "class", "taproot-caption");
    html.open("ul");
    for (Edge edge : edges) {
      Node other = graph.node(up ? edge.from() : edge.to());
      html.open("li", "class", edge.share() < 0 ? "taproot-edge taproot-blue" : "taproot-edge");
      html.element("span", graph.name(other)).text(" ");
      html.element(
          "b",
          Shares.notation(graph.grounds(graph.node(edge.from()))).signed(edge.flow()),
          "class",
          "taproot-score");
      html.text(" ").element("span", Notation.percent(edge.share()), "class", "taproot-percent");
      html.close();
    }
    html.close().close();
  }

  /** A merged score belongs to no single decision above; it is written as its own account is. */
  private Notation notation(Node node) {
    double score = GraphLayers.evidence(node).score();
    return node.grounds() == null ? Notation.fitting(score) : Shares.notation(graph.grounds(node));
  }

  private void writeLegend() {
    Legend.open(html);
    html.text(
        "Each card is one channel of the network, whichever decisions rest on it: where it counts"
            + " most, and its relevance over all that the network saw. ");
    html.element(
        "span",
        "Ribbons lead from a decision to what it rests on: the wider, the larger its share; the"
            + " paler, the smaller its score.",
        "class",
        "taproot-of-ribbons");
    html.close();
  }

  private void writeNotes() {
    html.open("p", "class", "taproot-notes");
    html.text(Wording.units(question.provenance().rule(), question.against()));
    html.text(
        " What supports a decision raises its value, what opposes it lowers it. A channel that"
            + " several decisions rest on has their scores together, and its share is of all their"
            + " evidence in the layer, shown or not (striped); “of root” multiplies the shares from"
            + " the first decision on. "
            + Wording.residual(graph.grounds(graph.root())));
    html.element(
        "span", " Ribbons compare shares across this graph.", "class", "taproot-of-ribbons");
    if (!question.provenance().rule().equalsIgnoreCase("FLOW")) {
      html.text(
          " By this rule decisions have units of their own: a score that several of them make up is"
              + " to be read edge by edge.");
    }
    html.close();
  }
}
