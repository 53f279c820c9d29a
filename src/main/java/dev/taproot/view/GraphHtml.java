package dev.taproot.view;

import dev.taproot.evidence.EvidenceGraph;

/**
 * An evidence graph as HTML that needs nothing else: no network, pictures inside. Script adds to it
 * where it runs, and carries nothing.
 *
 * <p>The markup is well-formed XML, so that it can be put into other documents.
 */
public final class GraphHtml {
  private static final String CSS = Asset.of("tree.css", "graph.css");
  private static final String SCRIPT = Asset.of("tree.js");

  private GraphHtml() {}

  /**
   * Draws the graph for a notebook's cell: a column for each layer, every channel once, the
   * strongest with pictures, and ribbons from decisions to what they rest on.
   *
   * @param graph the graph
   * @return one section element with its own styles
   */
  public static String fragment(EvidenceGraph graph) {
    Html html = new Html();
    new GraphMarkup(graph, html).write(CSS, SCRIPT, true, "h2", "h3");
    return html.toString();
  }

  /**
   * Draws the graph as a report of its own, with a table of how it was made.
   *
   * @param graph the graph
   * @return a document
   */
  public static String page(EvidenceGraph graph) {
    return Page.of(
        Wording.decision(graph.target(), graph.against()),
        html -> {
          new GraphMarkup(graph, html).write(CSS, SCRIPT, false, "h1", "h2");
          new ProvenanceTable(graph.provenance(), graph.target(), graph.against()).write(html);
        });
  }
}
