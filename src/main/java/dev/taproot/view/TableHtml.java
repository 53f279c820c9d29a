package dev.taproot.view;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as an HTML table. */
public final class TableHtml {
  private static final int SHOWN = 60;
  private static final int AT_EACH_END = 25;

  private TableHtml() {}

  /**
   * Draws the table: up to 60 rows, or else the first and the last 25, and how many there are.
   *
   * @param table the table
   * @return one table, which needs neither script nor style sheet
   */
  public static String of(Table table) {
    Html html = new Html();
    write(html, table, caption(table));
    return html.toString();
  }

  static void write(Html html, Table table, String caption) {
    int rows = table.rowCount();
    html.open("table", "class", "taproot-table");
    html.element("caption", caption, "style", "text-align:left;white-space:nowrap");
    html.open("thead").open("tr");
    Map<Column<?>, Notation> notations = new HashMap<>();
    for (Column<?> column : table.columns()) {
      html.element("th", column.name(), "scope", "col", "style", "text-align:" + side(column));
      notations.put(column, notation(column));
    }
    html.close().close().open("tbody");
    for (int row = 0; row < rows; row++) {
      if (rows > SHOWN && row == AT_EACH_END) {
        row = rows - AT_EACH_END;
        html.open("tr").element("td", "…", "colspan", Integer.toString(table.columnCount()));
        html.close();
      }
      html.open("tr");
      for (Column<?> column : table.columns()) {
        html.element(
            "td", cell(column, row, notations.get(column)), "style", "text-align:" + side(column));
      }
      html.close();
    }
    html.close().close();
  }

  private static String caption(Table table) {
    int rows = table.rowCount();
    String name = table.name() == null ? "" : table.name() + ": ";
    return String.format(Locale.ROOT, "%s%,d row%s", name, rows, rows == 1 ? "" : "s");
  }

  private static String side(Column<?> column) {
    return column instanceof NumericColumn ? "right" : "left";
  }

  private static String cell(Column<?> column, int row, @Nullable Notation notation) {
    return column.isMissing(row)
        ? ""
        : notation == null
            ? column.getString(row)
            : notation.plain(((Number) column.get(row)).doubleValue());
  }

  /**
   * One number of decimals for a column of floating point, so that its values can be compared:
   * three significant digits of a value in the middle.
   */
  private static @Nullable Notation notation(Column<?> column) {
    if (!(column instanceof NumericColumn<?> numbers)
        || !(column instanceof DoubleColumn || column instanceof FloatColumn)) {
      return null;
    }
    double[] sizes =
        Arrays.stream(numbers.asDoubleArray())
            .filter(Double::isFinite)
            .map(Math::abs)
            .sorted()
            .toArray();
    if (Arrays.stream(sizes).allMatch(size -> size == Math.rint(size))) {
      return new Notation(0);
    }
    double[] notZero = Arrays.stream(sizes).filter(size -> size > 0).toArray();
    return Notation.fitting(notZero[notZero.length / 2]);
  }
}
