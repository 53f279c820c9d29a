package dev.taproot;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Heatmap;
import dev.taproot.evidence.Provenance;
import dev.taproot.files.WholeFile;
import dev.taproot.input.InvalidInputException;
import dev.taproot.view.SharesChart;
import dev.taproot.view.TreeCsv;
import dev.taproot.view.TreeHtml;
import dev.taproot.view.TreeJson;
import dev.taproot.view.TreePicture;
import dev.taproot.view.TreeTable;
import dev.taproot.view.TreeText;
import java.nio.file.Path;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import tech.tablesaw.api.Table;

/**
 * The answer: why a network decided so, as a tree of evidence, and the ways of looking at it. Plain
 * values, independent of the network and its memory.
 *
 * @param tree the decision and its evidence
 */
public record Explanation(EvidenceTree tree) {
  private static final double FOR_PRINT = 2;

  /** Returns the decision, decomposed onto the first layer. */
  public Grounds root() {
    return tree.root();
  }

  /** Returns how the explanation was made. */
  public Provenance provenance() {
    return tree.provenance();
  }

  /** Returns the tree as HTML that needs no script, for a notebook or a page of one's own. */
  public String html() {
    return TreeHtml.fragment(tree);
  }

  /** Returns the tree as JSON. */
  public String json() {
    return TreeJson.of(tree);
  }

  /** Returns a row for each piece of evidence, as CSV. */
  public String csv() {
    return TreeCsv.of(tree);
  }

  /** Returns a row for each piece of evidence, as a table. */
  public Table table() {
    return TreeTable.of(tree);
  }

  /** Returns how the evidence divides, layer by layer: support and opposition, shown or not. */
  public CategoryChart chart() {
    return SharesChart.of(tree);
  }

  /**
   * Returns the relevance of one piece of evidence, over the photograph.
   *
   * @param evidence a node of the tree
   * @throws InvalidInputException if it is no part of this explanation
   */
  public Heatmap heatmap(Evidence evidence) {
    if (!root().contains(evidence)) {
      throw new InvalidInputException(
          "Channel %d of layer %s is no part of this explanation; a node of its tree would be right."
              .formatted(evidence.channel(), evidence.layer()));
    }
    return new Heatmap(tree.photograph(), tree.framing(), evidence.map());
  }

  /** Returns the tree as text for a terminal. */
  public String text() {
    return TreeText.of(tree);
  }

  /**
   * Saves the explanation in the format that the file's ending says: a report page ({@code .html}),
   * a picture for screens of high density and for print ({@code .png}), {@code .json}, {@code .csv}
   * or {@code .txt}.
   *
   * @param file where to; appears whole or not at all, in place of what was there
   * @throws InvalidInputException if the ending is none of these, the file cannot be written, or
   *     there are no fonts for a picture
   */
  public void save(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      WholeFile.write(file, TreePicture.png(tree, FOR_PRINT));
      return;
    }
    String contents;
    if (name.endsWith(".html") || name.endsWith(".htm")) {
      contents = TreeHtml.page(tree);
    } else if (name.endsWith(".json")) {
      contents = json();
    } else if (name.endsWith(".csv")) {
      contents = csv();
    } else if (name.endsWith(".txt")) {
      contents = text();
    } else {
      throw new InvalidInputException(
          "An explanation cannot be saved as \"%s\"; a name that ends in .html, .png, .json, .csv or .txt would be right."
              .formatted(file));
    }
    WholeFile.write(file, contents);
  }

  @Override
  public String toString() {
    return text();
  }
}
