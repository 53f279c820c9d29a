package dev.taproot.saliency;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.gap.ForwardPass;
import dev.taproot.gap.LayerRelevance;
import dev.taproot.image.Input;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import java.util.List;

/** The evidence tree's own map; see {@link SaliencyMethod#taproot()}. */
record FusedRelevance(int width) implements SaliencyMethod {
  /** What a pixel without relevance counts, so that one map alone does not decide. */
  private static final double LEAST = 0.02;

  @Override
  public String name() {
    return "Taproot";
  }

  @Override
  public RelevanceMap map(Network network, Input input, Decision decision) {
    Passes.check(decision);
    List<Layer> layers = Network.suggested(network.layers(input.height(), input.width()));
    List<LayerRelevance> relevances;
    RelevanceMap all;
    try (ForwardPass pass = new ForwardPass(network, input, layers)) {
      relevances = LayerRelevance.of(pass, decision, layers, width);
      all = LayerRelevance.ofAll(pass, decision, layers.get(0));
    }
    float[] support = mean(input, relevances.stream().map(LayerRelevance::support).toList());
    List<LayerRelevance> lower = relevances.subList(relevances.size() / 2, relevances.size());
    float[] net = mean(input, lower.stream().map(LayerRelevance::net).toList());
    float[] top = all.resized(input.height(), input.width()).values();
    double scale = 0;
    for (float value : top) {
      scale += Math.abs(value) / top.length;
    }
    float[] fused = new float[top.length];
    for (int i = 0; i < fused.length && scale > 0; i++) {
      double below = Math.sqrt((support[i] + LEAST) * (net[i] + LEAST)) - LEAST;
      fused[i] = (float) (Math.signum(top[i]) * Math.sqrt(Math.abs(top[i]) / scale * below));
    }
    return new RelevanceMap(input.height(), input.width(), fused);
  }

  /** The mean of the positive parts, each over the input's pixels and divided by its own mean. */
  private static float[] mean(Input input, List<RelevanceMap> maps) {
    float[] mean = new float[input.height() * input.width()];
    for (RelevanceMap map : maps) {
      float[] values = map.resized(input.height(), input.width()).values();
      double sum = 0;
      for (float value : values) {
        sum += Math.max(0, value);
      }
      for (int i = 0; i < mean.length && sum > 0; i++) {
        mean[i] += (float) (Math.max(0, values[i]) * values.length / sum / maps.size());
      }
    }
    return mean;
  }
}
