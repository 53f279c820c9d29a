package dev.taproot.evidence;

import dev.taproot.image.Box;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One channel of a layer that supports, or opposes, a decision above it.
 *
 * @param layer the layer's name
 * @param channel the channel's number, 0 first
 * @param score what the channel contributes to the decision above: the sum of its relevance over
 *     all positions, in that decision's units; positive supports, negative opposes
 * @param share the score over the sum of the absolute scores of all channels of the layer, between
 *     -1 and 1
 * @param rootShare the share of the class score: the product of the shares on the way from the
 *     root, between -1 and 1, with the sign of what the channel does to the class: positive
 *     supports it
 * @param location the position of the channel's map that counts most: where its relevance in the
 *     direction of the score is largest; with rule PEAK the position decided on
 * @param box the patch of the photograph that the strongest part of the map stands for, in pixels
 * @param map the channel's relevance (H x W)
 * @param grounds what the channel itself rests on; null at a leaf, which was not asked
 * @param effect what really happens without the channel; null if it has not been tested
 */
public record Evidence(
    String layer,
    int channel,
    double score,
    double share,
    double rootShare,
    Location location,
    Box box,
    RelevanceMap map,
    @Nullable Grounds grounds,
    @Nullable Effect effect) {

  /** Names evidence that has not been tested. */
  public Evidence(
      String layer,
      int channel,
      double score,
      double share,
      double rootShare,
      Location location,
      Box box,
      RelevanceMap map,
      @Nullable Grounds grounds) {
    this(layer, channel, score, share, rootShare, location, box, map, grounds, null);
  }

  /** Tells whether the channel supports the decision above it rather than opposing it. */
  public boolean supports() {
    return score > 0;
  }

  /**
   * Returns the same evidence resting on other grounds.
   *
   * @param other the new grounds, null for a leaf
   * @return the evidence with these grounds
   */
  public Evidence on(@Nullable Grounds other) {
    return new Evidence(layer, channel, score, share, rootShare, location, box, map, other, effect);
  }

  /**
   * Returns the same evidence, tested.
   *
   * @param other what really happens without the channel
   * @return the evidence with this effect
   */
  public Evidence tested(Effect other) {
    return new Evidence(
        layer, channel, score, share, rootShare, location, box, map, grounds, other);
  }

  /**
   * Returns the share by effect instead of score: what the decision above loses without the
   * channel, over the sum of the absolute scores of all channels of the layer. Effects do not add
   * up, so that it may lie beyond -1 and 1.
   *
   * @return the measured share; empty if the evidence has not been tested, or has no score
   */
  public OptionalDouble measuredShare() {
    return effect == null || score == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(effect.onDecision() / score * share);
  }

  /** Names the evidence in one line, without what it rests on. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "channel %d of %s: score %.4g, share %.2g%%",
        channel,
        layer,
        score,
        100 * share);
  }
}
