package dev.taproot;

import dev.taproot.evidence.Alignment;
import dev.taproot.input.InvalidInputException;
import dev.taproot.view.ComparisonCsv;
import dev.taproot.view.ComparisonHtml;
import dev.taproot.view.ComparisonTable;
import dev.taproot.view.ComparisonText;
import java.nio.file.Path;
import tech.tablesaw.api.Table;

/**
 * Two explanations side by side, and the ways of looking at them. Plain values, as the explanations
 * are.
 *
 * @param alignment what both explanations show, and what only one of them shows
 */
public record Comparison(Alignment alignment) {
  /** Returns the comparison as HTML that needs no script, for a notebook or a page of one's own. */
  public String html() {
    return ComparisonHtml.fragment(alignment);
  }

  /** Returns a row for each piece of evidence, as CSV. */
  public String csv() {
    return ComparisonCsv.of(alignment);
  }

  /**
   * Returns a row for each piece of evidence, as a table; {@link ComparisonTable} names columns.
   */
  public Table table() {
    return ComparisonTable.of(alignment);
  }

  /** Returns the comparison as text for a terminal. */
  public String text() {
    return ComparisonText.of(alignment);
  }

  /**
   * Saves the comparison in the format that the file's ending says: a report page ({@code .html}),
   * {@code .csv} or {@code .txt}.
   *
   * @param file where to; appears whole or not at all, in place of what was there
   * @throws InvalidInputException if the ending is none of these, or the file cannot be written
   */
  public void save(Path file) {
    new SavedFormats("A comparison")
        .text(".html", () -> ComparisonHtml.page(alignment))
        .text(".csv", this::csv)
        .text(".txt", this::text)
        .save(file);
  }

  @Override
  public String toString() {
    return text();
  }
}
