package dev.taproot.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well the scores of a tree foretell what happens when its channels are switched off.
 *
 * @param tested how many pieces of evidence have been tested
 * @param holding how many of them move the decision above in the direction that their score says
 * @param rankCorrelation Spearman's rank correlation of the shares with those measured, between -1
 *     and 1; empty where there are fewer than three, or all are equal (Spearman, The proof and
 *     measurement of association between two things, 1904; equal values share the mean of their
 *     ranks)
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
        correlation(ranks(shares), ranks(measured)),
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

  private static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] ranks = new double[values.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
    }
    return ranks;
  }

  /** Pearson's correlation. */
  private static OptionalDouble correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (a[i] - meanA) * (b[i] - meanB);
      squareA += (a[i] - meanA) * (a[i] - meanA);
      squareB += (b[i] - meanB) * (b[i] - meanB);
    }
    return a.length < FEWEST || squareA == 0 || squareB == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(product / Math.sqrt(squareA * squareB));
  }
}
