package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Sums over what a decision rests on, which the ways of looking compare and scale by. */
final class Shares {
  private Shares() {}

  /** The largest absolute share in the tree. */
  static double largest(EvidenceTree tree) {
    return evidence(tree.root())
        .mapToDouble(evidence -> Math.abs(evidence.share()))
        .max()
        .orElse(0);
  }

  /** The largest sum of the absolute shares that are shown of one decision. */
  static double largestSum(EvidenceTree tree) {
    return decisions(tree.root())
        .mapToDouble(
            grounds -> grounds.evidence().stream().mapToDouble(one -> Math.abs(one.share())).sum())
        .max()
        .orElse(0);
  }

  /** Whether what biases contribute is named anywhere in the tree. */
  static boolean namesBiases(EvidenceTree tree) {
    return decisions(tree.root()).anyMatch(grounds -> !grounds.biases().isEmpty());
  }

  /** All that the decisions of a tree rest on. */
  static Stream<Evidence> evidence(Grounds root) {
    return decisions(root).flatMap(grounds -> grounds.evidence().stream());
  }

  /** All decisions of a tree, the root first. */
  static Stream<Grounds> decisions(Grounds root) {
    return Stream.concat(
        Stream.of(root),
        root.evidence().stream()
            .map(Evidence::grounds)
            .flatMap(Stream::ofNullable)
            .flatMap(Shares::decisions));
  }

  /**
   * Where on a bar the measured share stands, between 0 and 1, its end standing for all that lies
   * beyond; empty if the evidence was not tested, or does not hold.
   */
  static OptionalDouble measuredPart(Evidence evidence, double largestShare) {
    OptionalDouble measured = evidence.measuredShare();
    return measured.isPresent() && measured.getAsDouble() * evidence.share() > 0
        ? OptionalDouble.of(Math.min(1, Math.abs(measured.getAsDouble()) / largestShare))
        : OptionalDouble.empty();
  }

  /** The score of the evidence shown. */
  static double shown(Grounds grounds) {
    return scores(grounds).sum();
  }

  /** The score of the supporting channels that are not shown. */
  static double hiddenSupport(Grounds grounds) {
    return Math.max(0, grounds.support() - scores(grounds).filter(score -> score > 0).sum());
  }

  /** The score of the opposing channels that are not shown, at most 0. */
  static double hiddenOpposition(Grounds grounds) {
    return Math.min(0, grounds.opposition() - scores(grounds).filter(score -> score < 0).sum());
  }

  /** All the evidence of a decision without signs: what a share of 100% stands for. */
  static double whole(Grounds grounds) {
    return grounds.support() - grounds.opposition();
  }

  /**
   * The notation in which a decision's numbers can be added by eye: three significant digits of the
   * value, as long as its parts do not become much longer than that, and two of the strongest
   * evidence shown.
   */
  static Notation notation(Grounds grounds) {
    Notation value = Notation.fitting(grounds.value());
    Notation parts =
        Notation.fitting(
            grounds.value(),
            grounds.residual(),
            grounds.notShown(),
            shown(grounds),
            grounds.biasSum());
    int decimals = Math.min(value.decimals(), parts.decimals() + 1);
    int ofEvidence = Notation.fitting(scores(grounds).toArray()).decimals() - 1;
    return new Notation(Math.max(decimals, Math.min(ofEvidence, decimals + 2)));
  }

  private static DoubleStream scores(Grounds grounds) {
    return grounds.evidence().stream().mapToDouble(Evidence::score);
  }
}
