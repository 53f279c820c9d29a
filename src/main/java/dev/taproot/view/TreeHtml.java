package dev.taproot.view;

import dev.taproot.evidence.EvidenceTree;

/**
 * A tree as HTML that needs nothing else: no network, pictures inside. Script adds to it where it
 * runs, and carries nothing.
 *
 * <p>The markup is well-formed XML, so that it can be put into other documents.
 */
public final class TreeHtml {
  private static final String CSS = Asset.of("tree.css");
  private static final String SCRIPT = Asset.of("tree.js");

  private TreeHtml() {}

  /**
   * Draws the tree for a notebook's cell.
   *
   * @param tree the tree
   * @return one section element with its own styles
   */
  public static String fragment(EvidenceTree tree) {
    Html html = new Html();
    new TreeMarkup(tree, html).write(CSS, SCRIPT, true, "h2");
    return html.toString();
  }

  /** Returns the style sheet that a {@link LiveTree} needs. */
  public static String css() {
    return CSS;
  }

  /** Returns the script that adds to a {@link LiveTree}. */
  public static String script() {
    return SCRIPT;
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
          new TreeMarkup(tree, html).write(CSS, SCRIPT, false, "h1");
          new ProvenanceTable(tree.provenance(), tree.target(), tree.against()).write(html);
        });
  }
}
