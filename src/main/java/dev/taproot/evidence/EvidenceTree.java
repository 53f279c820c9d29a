package dev.taproot.evidence;

import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "why?": a decision of a network on a photograph, and the evidence that it rests on,
 * layer below layer.
 *
 * @param photograph what was looked at
 * @param framing where the network's input lies in it
 * @param target the class explained
 * @param against the class it is contrasted with; null if there is none
 * @param top the network's top classes, the most probable first
 * @param root the decision itself, decomposed onto the first layer: value is the target's logit, or
 *     with a contrast its lead over the other's
 * @param provenance how the tree was made
 */
public record EvidenceTree(
    Photograph photograph,
    Framing framing,
    ClassScore target,
    @Nullable ClassScore against,
    List<ClassScore> top,
    Grounds root,
    Provenance provenance) {

  /** Copies the list. */
  public EvidenceTree {
    top = List.copyOf(top);
  }

  /**
   * Returns the same decision resting on other evidence.
   *
   * @param other what it rests on
   * @return the tree with this root
   */
  public EvidenceTree on(Grounds other) {
    return new EvidenceTree(photograph, framing, target, against, top, other, provenance);
  }

  /**
   * Tells how well the scores foretell what happens when channels are switched off.
   *
   * @return the agreement over all evidence that has been tested; null if none has been
   */
  public @Nullable Agreement agreement() {
    Agreement agreement = Agreement.of(root);
    return agreement.tested() == 0 ? null : agreement;
  }
}
