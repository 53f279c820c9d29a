package dev.taproot.evidence;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Two explanations side by side: the evidence that is common to both, and what only one of them
 * shows.
 *
 * <p>A channel counts once in a layer, however many decisions above rest on it: its shares of the
 * root are summed. Where it hangs in either tree is left aside, since the two trees branch at
 * different channels; so a channel is common as soon as both classes rest on it in that layer.
 *
 * <p>What "common" means follows from what was asked, see {@link Basis}.
 *
 * @param left one explanation
 * @param right the other one
 * @param basis by what evidence of both is told to be the same
 * @param levels layer by layer from the top
 */
public record Alignment(EvidenceTree left, EvidenceTree right, Basis basis, List<Level> levels) {

  /** The overlap, as intersection over union, from which on two places are the same. */
  public static final double SAME_PLACE = 0.5;

  /** Copies the list. */
  public Alignment {
    levels = List.copyOf(levels);
  }

  /** By what evidence in two trees is told to be the same. */
  public enum Basis {
    /** One network: evidence is common where layer and channel are the same. */
    CHANNEL,
    /**
     * Two networks on one photograph, whose channels mean nothing to each other: evidence is common
     * where its boxes overlap by {@link #SAME_PLACE} or more, in layers equally far from the top.
     */
    PLACE,
    /** Two networks on two photographs: nothing tells what is common. */
    NOTHING
  }

  /**
   * The evidence of one layer, or of two layers of two networks.
   *
   * @param left the layer in the left tree; null if it has none here
   * @param right the layer in the right tree; null if it has none here
   * @param pairs common evidence first, then what is only left, then what is only right, each by
   *     its share of the root
   */
  public record Level(@Nullable String left, @Nullable String right, List<Pair> pairs) {
    /** Copies the list. */
    public Level {
      pairs = List.copyOf(pairs);
    }

    /** Returns the pairs of one status. */
    public List<Pair> pairs(Status status) {
      return pairs.stream().filter(pair -> pair.status() == status).toList();
    }
  }

  /** On which sides a piece of evidence is shown. */
  public enum Status {
    /** On both. */
    COMMON,
    /** On the left one. */
    ONLY_LEFT,
    /** On the right one. */
    ONLY_RIGHT
  }

  /**
   * A piece of evidence on both sides, or on one.
   *
   * @param left what it contributes on the left; null if it is not shown there
   * @param right what it contributes on the right; null if it is not shown there
   * @param overlap how far the boxes where it is strongest are the same, as intersection over
   *     union; empty where it is not common, or the photographs differ
   */
  public record Pair(
      @Nullable Contribution left, @Nullable Contribution right, OptionalDouble overlap) {
    /** Tells on which sides it is. */
    public Status status() {
      return left == null ? Status.ONLY_RIGHT : right == null ? Status.ONLY_LEFT : Status.COMMON;
    }

    /** Tells whether it supports one class and opposes the other. */
    public boolean disagrees() {
      return left != null && right != null && left.supports() != right.supports();
    }
  }

  /**
   * Aligns two trees.
   *
   * @param left one explanation
   * @param right the other one; depth, layers, width and rule may differ
   * @return what both show, and what only one shows
   */
  public static Alignment of(EvidenceTree left, EvidenceTree right) {
    return new Aligner(left, right).align();
  }
}
