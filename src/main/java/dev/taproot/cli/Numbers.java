package dev.taproot.cli;

import picocli.CommandLine.TypeConversionException;

/** Numbers on the command line. */
final class Numbers {
  private Numbers() {}

  static Integer wholeNumber(String word) {
    try {
      return Integer.valueOf(word.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "\"%s\" is given, %s would be right"
              .formatted(
                  word,
                  word.strip().matches("[+-]?\\d+")
                      ? "a number of at most nine digits"
                      : "a whole number"));
    }
  }

  static Double number(String word) {
    try {
      return Double.valueOf(word.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("\"%s\" is given, a number would be right".formatted(word));
    }
  }
}
