package dev.taproot.network.torchscript;

import java.util.ArrayList;
import java.util.List;

/** Finding one's way in the text of an expression: brackets and strings. */
final class Expressions {
  /** PyTorch's printer nests a few; strangers' archives may try more than the stack holds. */
  static final int DEEPEST = 100;

  private Expressions() {}

  /**
   * Finds the bracket that closes another.
   *
   * @param text the text
   * @param open where the opening bracket stands
   * @return where the closing one stands
   */
  static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"' -> i = endOfString(text, i);
        case '(', '[', '{' -> {
          if (++depth > DEEPEST) {
            throw new MalformedCodeException("brackets are nested too deeply");
          }
        }
        case ')', ']', '}' -> {
          if (--depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    throw new MalformedCodeException("a bracket is never closed");
  }

  /**
   * Finds the end of a string literal.
   *
   * @param text the text
   * @param quote where the opening quote stands
   * @return where the closing one stands
   */
  static int endOfString(String text, int quote) {
    for (int i = quote + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i;
      }
    }
    throw new MalformedCodeException("a string is never closed");
  }

  /**
   * Splits a list of arguments at its commas.
   *
   * @param text what stands between the brackets
   * @return the arguments, stripped; a trailing comma adds none
   */
  static List<String> arguments(String text) {
    List<String> arguments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"' -> i = endOfString(text, i);
        case '(', '[', '{' -> i = closing(text, i);
        case ',' -> {
          arguments.add(text.substring(start, i).strip());
          start = i + 1;
        }
        default -> {}
      }
    }
    String last = text.substring(start).strip();
    if (!last.isEmpty()) {
      arguments.add(last);
    }
    return arguments;
  }
}
