package dev.taproot.view;

import java.util.Locale;
import tech.tablesaw.api.ColumnType;
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
    int rows = table.rowCount();
    Html html = new Html();
    html.open("table", "class", "taproot-table");
    html.element("caption", caption(table));
    html.open("thead").open("tr");
    for (Column<?> column : table.columns()) {
      html.element("th", column.name(), "scope", "col", "style", "text-align:" + side(column));
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
        html.element("td", cell(column, row), "style", "text-align:" + side(column));
      }
      html.close();
    }
    return html.close().close().toString();
  }

  private static String caption(Table table) {
    int rows = table.rowCount();
    String name = table.name() == null ? "" : table.name() + ": ";
    return String.format(Locale.ROOT, "%s%,d row%s", name, rows, rows == 1 ? "" : "s");
  }

  private static String side(Column<?> column) {
    return isNumber(column) ? "right" : "left";
  }

  private static boolean isNumber(Column<?> column) {
    ColumnType type = column.type();
    return type.equals(ColumnType.DOUBLE)
        || type.equals(ColumnType.FLOAT)
        || type.equals(ColumnType.INTEGER)
        || type.equals(ColumnType.LONG)
        || type.equals(ColumnType.SHORT);
  }

  private static String cell(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    Object value = column.get(row);
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return number == Math.rint(number) && Math.abs(number) < 1e9
          ? new Notation(0).plain(number)
          : Notation.fitting(number).plain(number);
    }
    return column.getString(row);
  }
}
