package dev.taproot.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well the scores of a tree foretell what happens when its channels are switched off.
 *
 * @param tested how many pieces of evidence have been tested
 * @param holding how many of them move the decision above in the direction that their score says
 * @param rankCorrelation {@linkplain RankCorrelation Spearman's rank correlation} of the shares
 *     with those measured, between -1 and 1; empty where there are fewer than three, or all are
 *     equal
 * @param medianRatio the median of effect over score, 1 where effects are what the scores say;
 *     empty if nothing with a score was tested
 */
public record Agreement(
    int tested, int holding, OptionalDouble rankCorrelation, OptionalDouble medianRatio) {

  /** Two pairs are always in perfect order, one way or the other. */
  private static final int FEWEST = 3;

  /**
   * Compares the scores of a tree with the effects of its evidence.
   *
   * @param root the tree's root
   * @return how well they agree, over the evidence that has been tested
   */
  static Agreement of(Grounds root) {
    List<Evidence> evidence = new ArrayList<>();
    collect(root, evidence);
    double[] shares = evidence.stream().mapToDouble(Evidence::share).toArray();
    double[] measured =
        evidence.stream().mapToDouble(one -> one.measuredShare().orElse(0)).toArray();
    double[] ratios =
        IntStream.range(0, shares.length)
            .filter(i -> shares[i] != 0)
            .mapToDouble(i -> measured[i] / shares[i])
            .sorted()
            .toArray();
    return new Agreement(
        evidence.size(),
        (int) IntStream.range(0, shares.length).filter(i -> shares[i] * measured[i] > 0).count(),
        correlation(shares, measured),
        median(ratios));
  }

  private static void collect(Grounds grounds, List<Evidence> evidence) {
    for (Evidence one : grounds.evidence()) {
      if (one.effect() != null) {
        evidence.add(one);
      }
      Grounds below = one.grounds();
      if (below != null) {
        collect(below, evidence);
      }
    }
  }

  private static OptionalDouble median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }

  private static OptionalDouble correlation(double[] shares, double[] measured) {
    double correlation = RankCorrelation.of(shares, measured);
    return shares.length < FEWEST || Double.isNaN(correlation)
        ? OptionalDouble.empty()
        : OptionalDouble.of(correlation);
  }
}
