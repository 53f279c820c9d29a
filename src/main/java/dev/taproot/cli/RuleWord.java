package dev.taproot.cli;

import dev.taproot.gap.Rule;
import dev.taproot.input.InvalidInputException;
import picocli.CommandLine.ITypeConverter;

/** A rule by its name, in any case. */
final class RuleWord implements ITypeConverter<Rule> {
  @Override
  public Rule convert(String word) {
    for (Rule rule : Rule.values()) {
      if (rule.name().equalsIgnoreCase(word.strip())) {
        return rule;
      }
    }
    throw new InvalidInputException(
        "No rule is called \"%s\"; flow, peak or sum would be right.".formatted(word));
  }
}
