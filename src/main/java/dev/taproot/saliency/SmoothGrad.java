package dev.taproot.saliency;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import java.util.Random;

/**
 * The mean gradient under noise.
 *
 * @param samples how many gradients are taken
 * @param noise standard deviation, as a part of the range of the input's values
 * @param seed of the seeds of the samples, so that each can be made by itself
 */
record SmoothGrad(int samples, double noise, long seed) implements SaliencyMethod {
  private static final int MOST_SAMPLES = 1000;

  SmoothGrad {
    if (samples < 1 || samples > MOST_SAMPLES) {
      throw new InvalidInputException(
          "SmoothGrad takes the mean of samples, given %d; 1 to %d would be right."
              .formatted(samples, MOST_SAMPLES));
    }
    if (!(noise >= 0 && noise <= 1)) {
      throw new InvalidInputException(
          "SmoothGrad's noise is a part of the range of the input's values, given %s; 0 to 1 would be right."
              .formatted(noise));
    }
  }

  @Override
  public String name() {
    return "SmoothGrad, %d sample%s, noise %s".formatted(samples, samples == 1 ? "" : "s", noise);
  }

  @Override
  public RelevanceMap map(Network network, Input input, Decision decision) {
    Passes.check(decision);
    long[] seeds = new Random(seed).longs(samples).toArray();
    double deviation = noise * range(input);
    double[] sum = new double[input.values().length];
    Passes.each(
        "samples",
        samples,
        sample -> Passes.gradient(network, noisy(input, deviation, seeds[sample]), decision),
        gradient -> {
          for (int i = 0; i < sum.length; i++) {
            sum[i] += gradient[i];
          }
        });
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.abs(sum[i]) / samples;
    }
    return Passes.overColours(input, sum);
  }

  private static double range(Input input) {
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    for (float value : input.values()) {
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
    return largest - least;
  }

  private static Input noisy(Input input, double deviation, long seed) {
    Random random = new Random(seed);
    float[] values = input.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (deviation * random.nextGaussian());
    }
    return input.with(values);
  }
}
