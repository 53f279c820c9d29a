package dev.taproot.saliency;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Network;
import dev.taproot.network.Recording;
import dev.taproot.parallel.InOrder;
import dev.taproot.progress.Progress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Passes through the network, forward and back, and what is made of them. */
final class Passes {
  private Passes() {}

  /**
   * @throws InvalidInputException if a decision is not on the logits
   */
  static void check(Decision decision) {
    if (!decision.layer().equals(Recording.LOGITS)) {
      throw new InvalidInputException(
          "A saliency method explains a class, given a decision on layer \"%s\"; one on the logits would be right."
              .formatted(decision.layer()));
    }
  }

  /**
   * Makes many passes, on all cores, and takes what comes of them in their order.
   *
   * @param things what is counted, in the plural
   * @param count how many there are
   * @param pass makes one, by its place
   * @param taken takes what came of it, on this thread
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  static <T> void each(
      String things, int count, IntFunction<? extends T> pass, Consumer<? super T> taken) {
    try (Progress progress = Progress.of(things, count);
        InOrder<T> passes = InOrder.of(count, pass)) {
      for (int i = 0; i < count; i++) {
        try {
          taken.accept(passes.next());
        } catch (InterruptedException e) {
          throw progress.interrupted();
        }
        progress.step();
      }
      progress.finish();
    }
  }

  /** Returns the gradient of a decision at the pixels (3 x H x W). */
  static float[] gradient(Network network, Input input, Decision decision) {
    try (Recording recording = network.record(input, List.of(Recording.IMAGE))) {
      return gradient(recording, decision, Recording.IMAGE).values();
    }
  }

  /** Returns the gradient of a decision with respect to a layer, of the layer's shape. */
  static FeatureMaps gradient(Recording recording, Decision decision, String layer) {
    float[] weights = new float[recording.output(Recording.LOGITS).channels()];
    decision.weights().forEach((k, weight) -> weights[k] = weight[0]);
    return recording.vjp(Recording.LOGITS, new FeatureMaps(weights.length, 1, 1, weights), layer);
  }

  /** Returns a map of the input's size: the sum over its colours of some values (3 x H x W). */
  static RelevanceMap overColours(Input input, double[] values) {
    int area = input.height() * input.width();
    double[] sum = new double[area];
    for (int i = 0; i < values.length; i++) {
      sum[i % area] += values[i];
    }
    return map(input.height(), input.width(), sum);
  }

  static RelevanceMap map(int height, int width, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new RelevanceMap(height, width, floats);
  }
}
