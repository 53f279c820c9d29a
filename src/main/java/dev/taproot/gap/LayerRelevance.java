package dev.taproot.gap;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Gradient;
import dev.taproot.network.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where in each layer a decision's support lies, by FLOW: the channels that support it most become
 * the decision on the next layer all together, which costs one vjp for a layer.
 */
public final class LayerRelevance {
  private LayerRelevance() {}

  /**
   * Goes down the layers.
   *
   * @param pass the recorded forward pass
   * @param decision the decision
   * @param layers the layers, top first
   * @param width how many channels of support are kept in each layer
   * @return for each layer the sum over the kept channels k of max(0, R[k]), R = G * A (H x W)
   */
  public static List<RelevanceMap> of(
      ForwardPass pass, Decision decision, List<Layer> layers, int width) {
    List<RelevanceMap> maps = new ArrayList<>();
    Decision asked = decision;
    for (Layer layer : layers) {
      Gradient gradient =
          pass.gradient(
              asked, layer, Attribution.GRADIENT_X_ACTIVATION, scores -> strongest(scores, width));
      maps.add(support(pass.output(layer.name()), gradient.maps()));
      asked = new Decision(layer.name(), gradient.maps());
    }
    return maps;
  }

  private static int[] strongest(double[] scores, int width) {
    return IntStream.range(0, scores.length)
        .filter(k -> scores[k] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -scores[k]))
        .limit(width)
        .mapToInt(k -> k)
        .toArray();
  }

  private static RelevanceMap support(FeatureMaps output, Map<Integer, float[]> gradients) {
    float[] sum = new float[output.area()];
    gradients.forEach(
        (channel, gradient) -> {
          for (int i = 0; i < sum.length; i++) {
            float relevance = gradient[i] * output.values()[channel * sum.length + i];
            sum[i] += Math.max(0, relevance);
          }
        });
    return new RelevanceMap(output.height(), output.width(), sum);
  }
}
