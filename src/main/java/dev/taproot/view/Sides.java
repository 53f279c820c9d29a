package dev.taproot.view;

import dev.taproot.evidence.Alignment;
import dev.taproot.evidence.EvidenceTree;
import java.util.List;
import java.util.function.Function;

/**
 * What two explanations are called beside each other: by the first thing in which they differ.
 *
 * @param left of the left one
 * @param right of the right one
 */
record Sides(String left, String right) {
  private static final List<Function<EvidenceTree, String>> NAMES =
      List.of(
          tree -> Wording.decision(tree.target(), tree.against()),
          tree -> tree.provenance().network(),
          tree -> tree.photograph().name(),
          tree -> "rule " + tree.provenance().rule(),
          tree -> String.join(" → ", tree.provenance().layers()),
          tree -> "width " + tree.provenance().width(),
          tree -> "opposition " + tree.provenance().opposition(),
          tree -> tree.provenance().attribution());

  static Sides of(Alignment alignment) {
    for (Function<EvidenceTree, String> name : NAMES) {
      String left = name.apply(alignment.left());
      String right = name.apply(alignment.right());
      if (!left.equals(right)) {
        return new Sides(left, right);
      }
    }
    return new Sides("the left one", "the right one");
  }
}
