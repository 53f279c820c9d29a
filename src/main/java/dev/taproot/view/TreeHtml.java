package dev.taproot.view;

import dev.taproot.evidence.EvidenceTree;

/**
 * A tree as HTML that needs nothing else: no script, no network, pictures inside.
 *
 * <p>The markup is well-formed XML, so that it can be put into other documents.
 */
public final class TreeHtml {
  private static final String CSS = StyleSheet.of("tree.css");

  private TreeHtml() {}

  /**
   * Draws the tree for a notebook's cell.
   *
   * @param tree the tree
   * @return one section element with its own styles
   */
  public static String fragment(EvidenceTree tree) {
    Html html = new Html();
    new TreeMarkup(tree, html).write(CSS, "h2");
    return html.toString();
  }

  /**
   * Draws the tree as a report of its own, with a table of how it was made.
   *
   * @param tree the tree
   * @return a document
   */
  public static String page(EvidenceTree tree) {
    return Page.of(
        Wording.decision(tree.target(), tree.against()),
        html -> {
          new TreeMarkup(tree, html).write(CSS, "h1");
          new ProvenanceTable(tree.provenance(), tree.target(), tree.against()).write(html);
        });
  }
}
