package dev.taproot.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.ReferenceTree;
import dev.taproot.image.Input;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A channel that is switched off, in a batch, is the same as one replaced in a run of its own. */
class InterventionTest {
  static Stream<ReferenceTree> references() {
    return ReferenceTree.all().stream();
  }

  @ParameterizedTest
  @MethodSource("references")
  void aChannelSwitchedOffIsOneThatNeverWasOn(ReferenceTree reference) {
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      List<Layer> layers =
          Network.suggested(network.layers(input.height(), input.width())).stream()
              .limit(3)
              .toList();
      List<String> names = layers.stream().map(Layer::name).toList();
      try (Recording recording = network.record(input, names)) {
        for (int i = 0; i < layers.size(); i++) {
          Layer layer = layers.get(i);
          Layer above = i == 0 ? null : layers.get(i - 1);
          String from = above == null ? Recording.LOGITS : above.name();
          Map<Integer, float[]> weights = weights(above);
          List<Intervention> each =
              IntStream.range(0, Math.min(40, layer.channels()))
                  .mapToObj(k -> new Intervention(Map.of(k, k % 2 * 0.5f)))
                  .toList();

          List<Intervention.Outcome> outcomes =
              recording.intervene(layer.name(), each, from, weights, true);
          List<Intervention.Outcome> decisions =
              recording.intervene(layer.name(), each, from, weights, false);

          assertThat(outcomes).hasSameSizeAs(each);
          for (int k = 0; k < each.size(); k += 13) {
            FeatureMaps put = switchedOff(recording.output(layer.name()), k, k % 2 * 0.5f);
            List<String> upTo = names.subList(0, i + 1);
            try (Recording alone = network.record(input, upTo, Map.of(layer.name(), put))) {
              String what = layer.name() + " channel " + k;
              FeatureMaps logits = alone.output(Recording.LOGITS);
              double value = value(alone.output(from), weights);
              double size = magnitude(alone.output(from), weights);
              assertThat(outcomes.get(k).value()).as(what).isCloseTo(value, within(1e-4 * size));
              assertThat(decisions.get(k).value()).as(what).isCloseTo(value, within(1e-4 * size));
              assertClose(what, outcomes.get(k).logits(), logits.values());
            }
          }
        }
      }
    }
  }

  private static Map<Integer, float[]> weights(Layer layer) {
    if (layer == null) {
      return Map.of(1, new float[] {1}, 3, new float[] {-1});
    }
    float[] map = new float[layer.height() * layer.width()];
    for (int i = 0; i < map.length; i++) {
      map[i] = (i % 5 - 1) / 3f;
    }
    return Map.of(0, map, layer.channels() - 1, map);
  }

  private static FeatureMaps switchedOff(FeatureMaps output, int channel, float value) {
    float[] values = output.values().clone();
    for (int i = 0; i < output.area(); i++) {
      values[channel * output.area() + i] = value;
    }
    return new FeatureMaps(output.channels(), output.height(), output.width(), values);
  }

  private static double value(FeatureMaps output, Map<Integer, float[]> weights) {
    return weights.entrySet().stream()
        .mapToDouble(
            one -> {
              float[] map = output.map(one.getKey());
              return IntStream.range(0, map.length)
                  .mapToDouble(i -> map[i] * one.getValue()[i])
                  .sum();
            })
        .sum();
  }

  private static double magnitude(FeatureMaps output, Map<Integer, float[]> weights) {
    return 1e-6
        + weights.entrySet().stream()
            .mapToDouble(
                one -> {
                  float[] map = output.map(one.getKey());
                  return IntStream.range(0, map.length)
                      .mapToDouble(i -> Math.abs(map[i] * one.getValue()[i]))
                      .sum();
                })
            .sum();
  }

  private static void assertClose(String what, float[] found, float[] wanted) {
    assertThat(found).as(what).hasSameSizeAs(wanted);
    double largest = 1e-6;
    for (float one : wanted) {
      largest = Math.max(largest, Math.abs(one));
    }
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i]).as(what).isCloseTo(wanted[i], within(1e-4 * largest));
    }
  }
}
