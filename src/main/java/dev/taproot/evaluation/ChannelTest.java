package dev.taproot.evaluation;

import dev.taproot.evidence.RankCorrelation;
import dev.taproot.gap.Attribution;
import dev.taproot.gap.Decision;
import dev.taproot.gap.ForwardPass;
import dev.taproot.image.Input;
import dev.taproot.network.Gradient;
import dev.taproot.network.Intervention;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Do the channels that score highest really count most? Level by level down the strongest channels,
 * by FLOW: every channel of the layer is switched off (zero) by itself, and the fall of the
 * decision is the truth that scores are compared with.
 */
final class ChannelTest {
  static final String NAME = "channels";

  private static final int TOP = 10;

  /** Of how many times as many candidates those with the largest effect are kept. */
  private static final int CANDIDATES = 3;

  private static final int FLIPPING_STEPS = 20;

  private final List<Measurement> measurements = new ArrayList<>();
  private final String photograph;

  private ChannelTest(String photograph) {
    this.photograph = photograph;
  }

  static List<Measurement> of(
      Network network, Input input, String photograph, int target, long seed) {
    ChannelTest test = new ChannelTest(photograph);
    List<Layer> layers = Network.suggested(network.layers(input.height(), input.width()));
    Random random = new Random(seed);
    try (ForwardPass pass = new ForwardPass(network, input, layers)) {
      Decision decision = Decision.classScore(target);
      for (Layer layer : layers) {
        decision = test.level(pass, decision, layer, random);
      }
    }
    return test.measurements;
  }

  /** Measures one level; returns what its strongest channel is asked next. */
  private Decision level(ForwardPass pass, Decision decision, Layer layer, Random random) {
    int channels = layer.channels();
    Gradient gradient =
        pass.gradient(decision, layer, Attribution.GRADIENT_X_ACTIVATION, Gradient.Wanted.ALL);
    List<Intervention> alone = new ArrayList<>(List.of(Intervention.NONE));
    for (int k = 0; k < channels; k++) {
      alone.add(new Intervention(Map.of(k, 0f)));
    }
    double[] values = values(pass, decision, layer, alone);
    double[] effects =
        IntStream.rangeClosed(1, channels).mapToDouble(k -> values[0] - values[k]).toArray();
    double magnitude = Arrays.stream(effects).map(Math::abs).sum();
    int top = Math.min(TOP, channels);
    Set<Integer> real = strongest(effects, top);
    ChannelScore[] methods = ChannelScore.values();
    try (Progress progress = Progress.of("channel scores", methods.length)) {
      for (ChannelScore method : methods) {
        double[] scores = method.of(pass, decision, layer, gradient, random);
        add(method, layer, "rank correlation", RankCorrelation.of(scores, effects));
        add(method, layer, "top ten found", found(strongest(scores, top), real));
        if (method == ChannelScore.GRADIENT_X_ACTIVATION) {
          Set<Integer> candidates = strongest(scores, CANDIDATES * top);
          add(method, layer, "top ten found, tested", found(candidates, real));
        }
        flip(pass, decision, layer, method, scores, magnitude);
        progress.step();
      }
      progress.finish();
    }
    int best = strongest(gradient.scores(), 1).iterator().next();
    float[] weights = gradient.maps().get(best);
    return Decision.region(layer, best, weights == null ? new float[0] : weights);
  }

  /** Channels go one after the other, those with the highest scores first. */
  private void flip(
      ForwardPass pass,
      Decision decision,
      Layer layer,
      ChannelScore method,
      double[] scores,
      double magnitude) {
    int[] order = order(scores);
    List<Intervention> more = new ArrayList<>();
    for (int step = 0; step <= FLIPPING_STEPS; step++) {
      Map<Integer, Float> off = new HashMap<>();
      Arrays.stream(order)
          .limit(Math.round((double) order.length * step / FLIPPING_STEPS))
          .forEach(k -> off.put(k, 0f));
      more.add(new Intervention(off));
    }
    double[] values = values(pass, decision, layer, more);
    double[] fall = Arrays.stream(values).map(value -> (values[0] - value) / magnitude).toArray();
    add(method, layer, "fall by flipping", new Curve(fall).area());
    for (int step = 0; step <= FLIPPING_STEPS; step += 2) {
      add(method, layer, "fall at " + 100 * step / FLIPPING_STEPS + "%", fall[step]);
    }
  }

  private static double[] values(
      ForwardPass pass, Decision decision, Layer layer, List<Intervention> interventions) {
    return pass.intervene(decision, layer, interventions, false).stream()
        .mapToDouble(Intervention.Outcome::value)
        .toArray();
  }

  private void add(ChannelScore method, Layer layer, String measure, double value) {
    measurements.add(
        new Measurement(photograph, NAME, method.method(), layer.name(), measure, value));
  }

  private static Set<Integer> strongest(double[] scores, int count) {
    Set<Integer> strongest = new HashSet<>();
    Arrays.stream(order(scores)).limit(count).forEach(strongest::add);
    return strongest;
  }

  /** The channels, those with the highest scores first. */
  private static int[] order(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -scores[k]))
        .mapToInt(k -> k)
        .toArray();
  }

  private static double found(Set<Integer> chosen, Set<Integer> real) {
    return (double) real.stream().filter(chosen::contains).count() / real.size();
  }
}
