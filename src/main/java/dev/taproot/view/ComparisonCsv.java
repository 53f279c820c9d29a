package dev.taproot.view;

import dev.taproot.evidence.Alignment;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A comparison as comma-separated values (RFC 4180), one record for each piece of evidence. */
public final class ComparisonCsv {
  private ComparisonCsv() {}

  /**
   * Writes the columns of {@link ComparisonTable}, a header first; what is missing is empty.
   *
   * @param alignment the two explanations, aligned
   * @return lines that end in CR LF
   */
  public static String of(Alignment alignment) {
    Table table = ComparisonTable.of(alignment);
    StringBuilder csv = new StringBuilder(Csv.line(table.columnNames().toArray()));
    for (int i = 0; i < table.rowCount(); i++) {
      int row = i;
      csv.append(Csv.line(table.columns().stream().map(column -> field(column, row)).toArray()));
    }
    return csv.toString();
  }

  private static Object field(Column<?> column, int row) {
    return column.isMissing(row) ? "" : column.get(row);
  }
}
