package dev.taproot.gap;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Gradient;
import dev.taproot.network.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a layer the evidence for a decision lies, by FLOW: the channels that support it most,
 * asked all together, become the decision on the next layer, so that a layer costs one vjp.
 *
 * @param support the sum over these channels k of max(0, R[k]), where R = G * A (H x W)
 * @param net the sum over them of R[k] (H x W)
 */
public record LayerRelevance(RelevanceMap support, RelevanceMap net) {
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
          pass.gradient(
              asked,
              layer,
              Attribution.GRADIENT_X_ACTIVATION,
              scores -> HierarchicalDecomposition.ranked(scores, 1, width).toArray());
      FeatureMaps output = pass.output(layer.name());
      relevances.add(new LayerRelevance(sum(output, gradient, true), sum(output, gradient, false)));
      asked = new Decision(layer.name(), gradient.maps());
    }
    return relevances;
  }

  /**
   * Where all channels of a layer support a decision, and where they oppose it.
   *
   * @param pass the recorded forward pass
   * @param decision the decision
   * @param layer the layer
   * @return the sum over all channels of R[k] (H x W)
   */
  public static RelevanceMap ofAll(ForwardPass pass, Decision decision, Layer layer) {
    Gradient gradient =
        pass.gradient(decision, layer, Attribution.GRADIENT_X_ACTIVATION, Gradient.Wanted.ALL);
    return sum(pass.output(layer.name()), gradient, false);
  }

  /** The sum of relevance over the channels whose gradient is there. */
  private static RelevanceMap sum(FeatureMaps output, Gradient gradient, boolean ofSupport) {
    float[] sum = new float[output.area()];
    gradient
        .maps()
        .forEach(
            (channel, map) -> {
              for (int i = 0; i < sum.length; i++) {
                float relevance = map[i] * output.values()[channel * sum.length + i];
                sum[i] += ofSupport ? Math.max(0, relevance) : relevance;
              }
            });
    return new RelevanceMap(output.height(), output.width(), sum);
  }
}
