package dev.taproot.saliency;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.gap.ForwardPass;
import dev.taproot.gap.LayerRelevance;
import dev.taproot.image.Input;
import dev.taproot.network.Network;
import java.util.List;

/** The evidence tree's own map: the support in each layer, all layers counting alike. */
record FusedRelevance(int width) implements SaliencyMethod {
  @Override
  public String name() {
    return "Taproot";
  }

  @Override
  public RelevanceMap map(Network network, Input input, Decision decision) {
    Passes.check(decision);
    float[] sum = new float[input.height() * input.width()];
    List<RelevanceMap> maps;
    try (ForwardPass pass =
        new ForwardPass(
            network, input, Network.suggested(network.layers(input.height(), input.width())))) {
      maps =
          LayerRelevance.of(
              pass,
              decision,
              Network.suggested(network.layers(input.height(), input.width())),
              width);
    }
    for (RelevanceMap map : maps) {
      float largest = map.largestMagnitude();
      float[] values = map.resized(input.height(), input.width()).values();
      for (int i = 0; i < sum.length && largest > 0; i++) {
        sum[i] += values[i] / largest / maps.size();
      }
    }
    return new RelevanceMap(input.height(), input.width(), sum);
  }
}
