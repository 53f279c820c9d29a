package dev.taproot.evaluation;

import dev.taproot.evidence.RankCorrelation;
import dev.taproot.gap.Attribution;
import dev.taproot.gap.Decision;
import dev.taproot.gap.ForwardPass;
import dev.taproot.image.Input;
import dev.taproot.network.Gradient;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Do the scores of channels change with the network's weights (Adebayo et al., Sanity Checks for
 * Saliency Maps, NeurIPS 2018)? By FLOW, of all channels of each layer.
 */
final class ChannelSanity {
  private ChannelSanity() {}

  /**
   * Compares with networks that are randomised: the rank correlation of the scores of a layer's
   * channels, mean over the layers.
   *
   * @param randomised the networks, by how much of them is randomised
   */
  static List<Measurement> of(
      Network network,
      Input input,
      String photograph,
      int target,
      Map<String, Network> randomised) {
    List<Measurement> all = new ArrayList<>();
    List<double[]> original = scores(network, input, target);
    randomised.forEach(
        (at, changed) -> {
          List<double[]> other = scores(changed, input, target);
          double similarity =
              IntStream.range(0, original.size())
                  .mapToDouble(i -> RankCorrelation.of(original.get(i), other.get(i)))
                  .average()
                  .orElse(Double.NaN);
          all.add(
              new Measurement(
                  photograph,
                  SimilarityTest.SANITY,
                  ChannelScore.GRADIENT_X_ACTIVATION.method(),
                  at,
                  "similarity",
                  similarity));
        });
    return all;
  }

  private static List<double[]> scores(Network network, Input input, int target) {
    List<Layer> layers = Network.suggested(network.layers(input.height(), input.width()));
    List<double[]> scores = new ArrayList<>();
    try (ForwardPass pass = new ForwardPass(network, input, layers)) {
      Decision decision = Decision.classScore(target);
      for (Layer layer : layers) {
        Gradient gradient =
            pass.gradient(decision, layer, Attribution.GRADIENT_X_ACTIVATION, Gradient.Wanted.ALL);
        scores.add(gradient.scores());
        decision = new Decision(layer.name(), gradient.maps());
      }
    }
    return scores;
  }
}
