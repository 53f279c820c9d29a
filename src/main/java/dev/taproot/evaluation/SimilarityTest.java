package dev.taproot.evaluation;

import dev.taproot.evidence.RankCorrelation;
import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.network.Network;
import dev.taproot.progress.Progress;
import dev.taproot.saliency.SaliencyMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
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
   * @param randomised the networks, by how much of them is randomised
   * @param other the other photograph, if there is one
   */
  List<Measurement> sanity(
      List<SaliencyMethod> methods, Map<String, Network> randomised, @Nullable Input other) {
    return each(
        methods,
        (method, original, all) -> {
          randomised.forEach(
              (at, changed) ->
                  all.add(compared(SANITY, method, at, original, map(method, changed, input))));
          if (other != null) {
            all.add(
                compared(
                    SANITY, method, "another photograph", original, map(method, network, other)));
          }
        });
  }

  /** Compares with the maps of the photograph hardly changed. */
  List<Measurement> stability(List<SaliencyMethod> methods, long seed) {
    Random random = new Random(seed);
    float[] noisy = input.values();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (NOISE * random.nextGaussian());
    }
    UnaryOperator<float[]> flip = values -> moved(values, true);
    UnaryOperator<float[]> shift = values -> moved(values, false);
    return each(
        methods,
        (method, original, all) -> {
          all.add(
              compared(
                  STABILITY, method, "noise", original, map(method, network, input.with(noisy))));
          for (boolean flips : new boolean[] {true, false}) {
            UnaryOperator<float[]> change = flips ? flip : shift;
            Input changed = input.with(change.apply(input.values()));
            all.add(
                compared(
                    STABILITY,
                    method,
                    flips ? "flip" : "one pixel",
                    change.apply(original),
                    map(method, network, changed)));
          }
        });
  }

  /** What a method's map of the photograph is compared with. */
  private interface Comparisons {
    void add(SaliencyMethod method, float[] original, List<Measurement> all);
  }

  private List<Measurement> each(List<SaliencyMethod> methods, Comparisons comparisons) {
    List<Measurement> all = new ArrayList<>();
    try (Progress progress = Progress.of("methods", methods.size())) {
      for (SaliencyMethod method : methods) {
        comparisons.add(method, map(method, network, input), all);
        progress.step();
      }
      progress.finish();
    }
    return all;
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

  private float[] map(SaliencyMethod method, Network asked, Input seen) {
    RelevanceMap map = method.map(asked, seen, decision);
    return map.resized(seen.height(), seen.width()).values();
  }

  private static double[] numbers(float[] values) {
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = values[i];
    }
    return numbers;
  }
}
