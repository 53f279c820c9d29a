package dev.taproot.view;

import java.util.ArrayList;
import java.util.List;

/** Lines of text whose fields stand in columns, each as wide as its widest field. */
public final class Columns {
  private static final String GAP = "  ";

  /** On which side a column's fields are flush. */
  public enum Side {
    /** Padded on the right. */
    LEFT,
    /** Padded on the left. */
    RIGHT
  }

  private final List<Side> sides;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Creates lines without any yet.
   *
   * @param sides one for each column
   */
  public Columns(Side... sides) {
    this.sides = List.of(sides);
  }

  /**
   * Adds a line; where fields to the right are left out, the last one given sets no width.
   *
   * @param fields at most one for each column
   */
  public void add(String... fields) {
    rows.add(List.of(fields));
  }

  @Override
  public String toString() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String field = row.get(i);
        String padding = " ".repeat(Math.max(0, widths[i] - length(field)));
        line.append(i == 0 ? "" : GAP);
        line.append(sides.get(i) == Side.LEFT ? field + padding : padding + field);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[sides.size()];
    for (List<String> row : rows) {
      int settled = row.size() == sides.size() ? row.size() : row.size() - 1;
      for (int i = 0; i < settled; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    return widths;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Replaces what would move the cursor or break the line.
   *
   * @param text such as a label, or a file's name
   * @return the text with a replacement character for each of these
   */
  public static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || isLayoutCharacter(c) ? '\uFFFD' : c)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  private static boolean isLayoutCharacter(int c) {
    int type = Character.getType(c);
    return type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT;
  }
}
