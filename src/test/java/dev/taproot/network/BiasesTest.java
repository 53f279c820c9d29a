package dev.taproot.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.ReferenceTree;
import dev.taproot.image.Input;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In a piecewise linear network channels and biases together are all of a decision. */
class BiasesTest {
  static Stream<ReferenceTree> references() {
    return Stream.of("resnet_basic", "vgg", "mobilenet_v2", "densenet", "googlenet", "mnasnet")
        .map(ReferenceTree::named);
  }

  @ParameterizedTest
  @MethodSource("references")
  void channelsAndBiasesAddUpToTheDecision(ReferenceTree reference) {
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      List<Layer> layers = Network.suggested(network.layers(input.height(), input.width()));
      List<String> names = layers.stream().map(Layer::name).toList();
      try (Recording recording = network.recordWithBiases(input, names)) {
        for (int i = 0; i < layers.size(); i++) {
          Layer above = i == 0 ? null : layers.get(i - 1);
          String from = above == null ? Recording.LOGITS : above.name();
          Map<Integer, float[]> weights =
              above == null
                  ? Map.of(1, new float[] {1})
                  : Map.of(above.channels() / 2, ones(above.height() * above.width()));
          Gradient gradient = recording.vjp(from, weights, names.get(i), scores -> new int[0]);
          double scores = Arrays.stream(gradient.scores()).sum();
          double biases = gradient.biases().values().stream().mapToDouble(b -> b).sum();
          FeatureMaps output = recording.output(from);
          double value = 0;
          for (var entry : weights.entrySet()) {
            float[] map = output.map(entry.getKey());
            for (int j = 0; j < map.length; j++) {
              value += map[j] * entry.getValue()[j];
            }
          }
          assertThat(value - scores - biases)
              .as("%s of %s by %s", from, reference, names.get(i))
              .isCloseTo(0, within(1e-4 * (Math.abs(scores) + Math.abs(biases))));
        }
      }
    }
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
