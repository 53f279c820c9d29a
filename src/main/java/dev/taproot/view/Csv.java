package dev.taproot.view;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them. */
final class Csv {
  /** What ends a record. */
  static final String END = "\r\n";

  private Csv() {}

  /** Writes a record, with quotes where a field needs them. */
  static String line(Object... fields) {
    return Arrays.stream(fields)
        .map(field -> quoted(field.toString()))
        .collect(Collectors.joining(",", "", END));
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
