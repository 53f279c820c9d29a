package dev.taproot.view;

import dev.taproot.evidence.Alignment;
import dev.taproot.evidence.EvidenceTree;
import java.util.List;

/**
 * Two explanations side by side as HTML that needs nothing else: no script, no network, pictures
 * inside.
 *
 * <p>The markup is well-formed XML, so that it can be put into other documents.
 */
public final class ComparisonHtml {
  private static final String CSS = Asset.of("tree.css", "comparison.css");

  private ComparisonHtml() {}

  /**
   * Draws the comparison for a notebook's cell.
   *
   * @param alignment the two explanations, aligned
   * @return one section element with its own styles
   */
  public static String fragment(Alignment alignment) {
    Html html = new Html();
    new ComparisonMarkup(alignment, html, "h3").write(CSS, "h2");
    return html.toString();
  }

  /**
   * Draws the comparison as a report of its own, with tables of how each explanation was made.
   *
   * @param alignment the two explanations, aligned
   * @return a document
   */
  public static String page(Alignment alignment) {
    Sides sides = Sides.of(alignment);
    return Page.of(
        sides.left() + " and " + sides.right() + " compared",
        html -> {
          new ComparisonMarkup(alignment, html, "h2").write(CSS, "h1");
          html.open("div", "class", "taproot-origins");
          for (EvidenceTree tree : List.of(alignment.left(), alignment.right())) {
            new ProvenanceTable(tree.provenance(), tree.target(), tree.against()).write(html);
          }
          html.close();
        });
  }
}
