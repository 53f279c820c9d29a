package dev.taproot.evaluation;

import dev.taproot.gap.Attribution;
import dev.taproot.gap.Decision;
import dev.taproot.gap.ForwardPass;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Gradient;
import dev.taproot.network.Layer;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A way to say how much each channel of a layer counts for a decision above it. */
enum ChannelScore {
  /** The sum of gradient x activation: Taproot's own. */
  GRADIENT_X_ACTIVATION("gradient x activation"),
  /** The mean gradient times the sum of activations: Grad-CAM's weights (Selvaraju et al. 2017). */
  GRAD_CAM("Grad-CAM weights"),
  /** Integrated gradients on the line from zero, 8 steps (Sundararajan et al. 2017). */
  INTEGRATED("integrated gradients"),
  /** The sum of activations. */
  ACTIVATION("activation"),
  /** The sum of the gradient's magnitudes. */
  ABSOLUTE_GRADIENT("|gradient|"),
  /** Chance. */
  RANDOM("random order");

  private static final int STEPS = 8;

  private final String method;

  ChannelScore(String method) {
    this.method = method;
  }

  String method() {
    return method;
  }

  /** Scores the channels; the gradient is that of the decision, with all of its maps. */
  double[] of(ForwardPass pass, Decision decision, Layer layer, Gradient gradient, Random random) {
    FeatureMaps output = pass.output(layer.name());
    return switch (this) {
      case GRADIENT_X_ACTIVATION -> gradient.scores();
      case INTEGRATED ->
          pass.gradient(
                  decision, layer, Attribution.integratedGradients(STEPS), scores -> new int[0])
              .scores();
      case GRAD_CAM ->
          each(output, k -> sum(gradient, k, false) / output.area() * sum(output.map(k)));
      case ACTIVATION -> each(output, k -> sum(output.map(k)));
      case ABSOLUTE_GRADIENT -> each(output, k -> sum(gradient, k, true));
      case RANDOM -> random.doubles(output.channels()).toArray();
    };
  }

  private static double[] each(FeatureMaps output, IntToDoubleFunction ofChannel) {
    return IntStream.range(0, output.channels()).mapToDouble(ofChannel).toArray();
  }

  private static double sum(float[] map) {
    double sum = 0;
    for (float value : map) {
      sum += value;
    }
    return sum;
  }

  private static double sum(Gradient gradient, int channel, boolean absolute) {
    float[] map = gradient.maps().get(channel);
    double sum = 0;
    for (int i = 0; map != null && i < map.length; i++) {
      sum += absolute ? Math.abs(map[i]) : map[i];
    }
    return sum;
  }
}
