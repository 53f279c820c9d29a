package dev.taproot.gap;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Gradient;
import dev.taproot.network.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where in a layer the evidence for a decision lies, by FLOW: the channels that support it most,
 * asked all together, become the decision on the next layer, so that a layer costs one vjp.
 *
 * @param support the sum over these channels k of max(0, R[k]), where R = G * A (H x W)
 * @param net the sum over them of R[k] (H x W)
 * @param all the sum over all channels of R[k] (H x W)
 */
public record LayerRelevance(RelevanceMap support, RelevanceMap net, RelevanceMap all) {
  /**
   * Goes down the layers.
   *
   * @param pass the recorded forward pass
   * @param decision the decision
   * @param layers the layers, top first
   * @param width how many channels of support are kept in each layer
   * @return the relevance in each layer
   */
  public static List<LayerRelevance> of(
      ForwardPass pass, Decision decision, List<Layer> layers, int width) {
    List<LayerRelevance> relevances = new ArrayList<>();
    Decision asked = decision;
    for (Layer layer : layers) {
      Gradient gradient =
          pass.gradient(asked, layer, Attribution.GRADIENT_X_ACTIVATION, Gradient.Wanted.ALL);
      Map<Integer, float[]> kept = new HashMap<>();
      HierarchicalDecomposition.ranked(gradient.scores(), 1, width)
          .forEach(channel -> kept.put(channel, gradient.maps().get(channel)));
      relevances.add(of(pass.output(layer.name()), gradient.maps(), kept.keySet()));
      asked = new Decision(layer.name(), kept);
    }
    return relevances;
  }

  private static LayerRelevance of(
      FeatureMaps output, Map<Integer, float[]> gradients, Set<Integer> kept) {
    float[] support = new float[output.area()];
    float[] net = new float[output.area()];
    float[] all = new float[output.area()];
    gradients.forEach(
        (channel, gradient) -> {
          boolean supports = kept.contains(channel);
          for (int i = 0; i < all.length; i++) {
            float relevance = gradient[i] * output.values()[channel * all.length + i];
            all[i] += relevance;
            if (supports) {
              support[i] += Math.max(0, relevance);
              net[i] += relevance;
            }
          }
        });
    return new LayerRelevance(map(output, support), map(output, net), map(output, all));
  }

  private static RelevanceMap map(FeatureMaps output, float[] values) {
    return new RelevanceMap(output.height(), output.width(), values);
  }
}
