package dev.taproot;

import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Classification;
import dev.taproot.gap.Decision;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * The class that a question is about.
 *
 * @param target the class
 * @param against what it is contrasted with; null for nothing
 */
record Target(ClassScore target, @Nullable ClassScore against) {
  /**
   * Finds the class.
   *
   * @param question who says which
   * @param network who tells classes apart
   * @param classes what it says of the photograph
   * @throws InvalidInputException if there is no such class, or it is contrasted with itself
   */
  static Target of(Explainer question, Network network, Classification classes) {
    ClassScore target =
        question.target() == null ? classes.get(0) : find(question.target(), network, classes);
    ClassScore against =
        question.against() == null ? null : find(question.against(), network, classes);
    if (against != null && against.index() == target.index()) {
      throw new InvalidInputException(
          "\"%s\" cannot be contrasted with itself; two different classes would be right."
              .formatted(target.label()));
    }
    return new Target(target, against);
  }

  /** Returns the decision on the logits that explains it. */
  Decision decision() {
    return against == null
        ? Decision.classScore(target.index())
        : Decision.contrast(target.index(), against.index());
  }

  private static ClassScore find(String wanted, Network network, Classification classes) {
    int index = network.labels().find(wanted, classes.size());
    return classes.stream()
        .filter(score -> score.index() == index)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("class " + index + " has no score"));
  }
}
