package dev.taproot.saliency;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.network.Recording;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grad-CAM and those like it: a layer's channels, weighted by the decision's gradient and summed.
 *
 * @param kind how they are weighted
 * @param layer the layer's name; null for the top suggested one
 */
record ClassActivationMap(Kind kind, @Nullable String layer) implements SaliencyMethod {
  /** How channels are weighted. */
  enum Kind {
    GRAD_CAM("Grad-CAM") {
      @Override
      void weigh(float[] gradient, float[] activation, double[] weights) {
        double sum = 0;
        for (float one : gradient) {
          sum += one;
        }
        Arrays.fill(weights, sum / gradient.length);
      }
    },

    GRAD_CAM_PLUS_PLUS("Grad-CAM++") {
      private static final double EPSILON = 1e-6;

      @Override
      void weigh(float[] gradient, float[] activation, double[] weights) {
        double all = 0;
        for (float one : activation) {
          all += one;
        }
        double sum = 0;
        for (float g : gradient) {
          if (g > 0) {
            double square = (double) g * g;
            sum += g * square / (2 * square + all * square * g + EPSILON);
          }
        }
        Arrays.fill(weights, sum);
      }
    },

    LAYER_CAM("LayerCAM") {
      @Override
      void weigh(float[] gradient, float[] activation, double[] weights) {
        for (int i = 0; i < weights.length; i++) {
          weights[i] = Math.max(0, gradient[i]);
        }
      }
    };

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** Gives each position of a channel its weight. */
    abstract void weigh(float[] gradient, float[] activation, double[] weights);
  }

  @Override
  public String name() {
    return layer == null ? kind.title : kind.title + " on " + layer;
  }

  @Override
  public RelevanceMap map(Network network, Input input, Decision decision) {
    Passes.check(decision);
    List<Layer> layers = network.layers(input.height(), input.width());
    Layer asked = layer == null ? Network.suggested(layers).get(0) : Network.find(layers, layer);
    FeatureMaps output;
    FeatureMaps gradient;
    try (Recording recording = network.record(input, List.of(asked.name()))) {
      output = recording.output(asked.name());
      gradient = Passes.gradient(recording, decision, asked.name());
    }
    double[] sum = new double[output.area()];
    double[] weights = new double[output.area()];
    for (int k = 0; k < output.channels(); k++) {
      float[] activation = output.map(k);
      kind.weigh(gradient.map(k), activation, weights);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weights[i] * activation[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.max(0, sum[i]);
    }
    return Passes.map(output.height(), output.width(), sum);
  }
}
