package dev.taproot.evaluation;

import dev.taproot.evidence.RankCorrelation;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.network.Network;
import dev.taproot.saliency.SaliencyMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a heatmap depends on. It should change with the network's weights (Adebayo et al., Sanity
 * Checks for Saliency Maps, NeurIPS 2018) and with the photograph, and stay much the same where the
 * photograph changes hardly at all: noise, a flip, a shift of one pixel. Similarity is Spearman's
 * rank correlation over the pixels.
 */
final class SimilarityTest {
  static final String SANITY = "sanity";
  static final String STABILITY = "stability";

  /** Standard deviation of the noise, in units of the normalised input. */
  private static final double NOISE = 0.1;

  private final String photograph;
  private final Network network;
  private final Input input;
  private final Decision decision;

  SimilarityTest(String photograph, Network network, Input input, int target) {
    this.photograph = photograph;
    this.network = network;
    this.input = input;
    this.decision = Decision.classScore(target);
  }

  /**
   * Compares with the maps of networks that are randomised, and of another photograph.
   *
   * @param original the method's map of the photograph, H x W values
   * @param randomised the networks, by how much of them is randomised
   * @param other its map of another photograph, if there is one
   */
  List<Measurement> sanity(
      SaliencyMethod method,
      float[] original,
      Map<String, Network> randomised,
      float @Nullable [] other) {
    List<Measurement> all = new ArrayList<>();
    randomised.forEach(
        (at, changed) ->
            all.add(compared(SANITY, method, at, original, map(method, changed, input, decision))));
    if (other != null) {
      all.add(compared(SANITY, method, "another photograph", original, other));
    }
    return all;
  }

  /**
   * Compares with the maps of the photograph hardly changed.
   *
   * @param original the method's map of the photograph, H x W values
   * @param seed of the noise
   */
  List<Measurement> stability(SaliencyMethod method, float[] original, long seed) {
    Random random = new Random(seed);
    float[] noisy = input.values();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (NOISE * random.nextGaussian());
    }
    float[] flipped = moved(input.values(), true);
    float[] shifted = moved(input.values(), false);
    return List.of(
        compared(STABILITY, method, "noise", original, map(method, noisy)),
        compared(STABILITY, method, "flip", moved(original, true), map(method, flipped)),
        compared(STABILITY, method, "one pixel", moved(original, false), map(method, shifted)));
  }

  /** Rows flipped, or moved to the right by one pixel, where the first is repeated. */
  private float[] moved(float[] values, boolean flip) {
    int width = input.width();
    float[] moved = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int column = i % width;
      moved[i] = values[i - column + (flip ? width - 1 - column : Math.max(0, column - 1))];
    }
    return moved;
  }

  private Measurement compared(
      String test, SaliencyMethod method, String at, float[] original, float[] changed) {
    return new Measurement(
        photograph,
        test,
        method.name(),
        at,
        "similarity",
        RankCorrelation.of(numbers(original), numbers(changed)));
  }

  private float[] map(SaliencyMethod method, float[] seen) {
    return map(method, network, input.with(seen), decision);
  }

  /** Returns a map over the input, H x W values. */
  static float[] map(SaliencyMethod method, Network network, Input input, Decision decision) {
    return method.map(network, input, decision).resized(input.height(), input.width()).values();
  }

  private static double[] numbers(float[] values) {
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = values[i];
    }
    return numbers;
  }
}
