package dev.taproot.evidence;

import java.util.Arrays;

/** How far two lists of numbers agree in the order in which they put the same things. */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Computes Spearman's rank correlation: Pearson's correlation of the ranks, where equal numbers
   * share the mean of their ranks (Spearman, The Proof and Measurement of Association between Two
   * Things, American Journal of Psychology 15, 1904).
   *
   * @param a one list
   * @param b the other, as long
   * @return between -1 and 1; {@code NaN} where all numbers of a list are equal, which is no order
   * @throws IllegalArgumentException if one list is longer than the other
   */
  public static double of(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " numbers beside " + b.length);
    }
    double[] ranksOfA = ranks(a);
    double[] ranksOfB = ranks(b);
    double mean = (a.length - 1) / 2.0;
    double both = 0;
    double squaresOfA = 0;
    double squaresOfB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (ranksOfA[i] - mean) * (ranksOfB[i] - mean);
      squaresOfA += (ranksOfA[i] - mean) * (ranksOfA[i] - mean);
      squaresOfB += (ranksOfB[i] - mean) * (ranksOfB[i] - mean);
    }
    return both / Math.sqrt(squaresOfA * squaresOfB);
  }

  private static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] shared = new double[sorted.length];
    for (int from = 0; from < sorted.length; ) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      Arrays.fill(shared, from, to, (from + to - 1) / 2.0);
      from = to;
    }
    return Arrays.stream(values).map(value -> shared[Arrays.binarySearch(sorted, value)]).toArray();
  }
}
