package dev.taproot.evaluation;

import java.util.Arrays;
import java.util.Random;

/**
 * A mean over photographs, and how sure it is: the interval that holds 95% of the means of samples
 * drawn from the same photographs with replacement (Efron 1979, percentile method).
 *
 * @param count of how many photographs
 * @param mean the mean
 * @param low the interval's lower end
 * @param high the interval's upper end
 */
record Bootstrap(int count, double mean, double low, double high) {
  private static final int SAMPLES = 2000;

  static Bootstrap of(double[] values) {
    Random random = new Random(1979);
    double[] means = new double[SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[sample] = sum / values.length;
    }
    Arrays.sort(means);
    return new Bootstrap(
        values.length,
        Arrays.stream(values).average().orElse(Double.NaN),
        means[(int) (0.025 * SAMPLES)],
        means[(int) (0.975 * SAMPLES)]);
  }
}
