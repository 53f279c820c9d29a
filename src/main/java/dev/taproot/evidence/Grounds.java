package dev.taproot.evidence;

import java.util.List;
import java.util.Locale;

/**
 * What one decision rests on in one layer below: the decision decomposed.
 *
 * <p>At every node {@code value = support + opposition + sum of biases + residual}, and what is not
 * shown is {@code support + opposition} less the scores of the evidence shown.
 *
 * @param layer the layer that the decision was decomposed onto
 * @param value the decision's value u
 * @param residual what is not explained: the value less the scores of all channels and the biases
 *     named, in the decision's own units. Where biases are named, it is what smooth activations and
 *     products of two values bend, and rounding; where they are not, it has them, too
 * @param support the sum of all positive scores, those not shown included
 * @param opposition the sum of all negative scores, at most 0, those not shown included
 * @param channels how many channels the layer has
 * @param skipped positions passed over because their activation is clipped and lets no gradient
 *     through, before the one that the decision stands on; 0 unless the rule is PEAK
 * @param saturated whether no position of the decision lets a gradient through, so that nothing
 *     below can be named; then there is no evidence, and all of the value is residual
 * @param evidence the channels shown, those with the largest scores first, then opposition
 * @param biases what the constants on the way contribute, module by module, the largest magnitude
 *     first, without those that contribute nothing; empty unless it was asked for
 */
public record Grounds(
    String layer,
    double value,
    double residual,
    double support,
    double opposition,
    int channels,
    int skipped,
    boolean saturated,
    List<Evidence> evidence,
    List<Bias> biases) {

  /** Copies the lists. */
  public Grounds {
    evidence = List.copyOf(evidence);
    biases = List.copyOf(biases);
  }

  /** Returns what all the biases named contribute together. */
  public double biasSum() {
    return biases.stream().mapToDouble(Bias::score).sum();
  }

  /** Returns the score that all the channels not shown have together. */
  public double notShown() {
    return support + opposition - evidence.stream().mapToDouble(Evidence::score).sum();
  }

  /** Returns how many nodes there are below, the evidence's own grounds included. */
  public int size() {
    int size = evidence.size();
    for (Evidence one : evidence) {
      Grounds below = one.grounds();
      size += below == null ? 0 : below.size();
    }
    return size;
  }

  /**
   * Returns the same decision resting on other evidence.
   *
   * @param other the evidence to show
   * @return the grounds with it
   */
  public Grounds showing(List<Evidence> other) {
    return new Grounds(
        layer, value, residual, support, opposition, channels, skipped, saturated, other, biases);
  }

  /** Says in one line what adds up to the value. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.4g = support %.4g + opposition %.4g%s + residual %.4g, of %d channels of %s, %d shown",
        value,
        support,
        opposition,
        biases.isEmpty() ? "" : String.format(Locale.ROOT, " + biases %.4g", biasSum()),
        residual,
        channels,
        layer,
        evidence.size());
  }
}
