package dev.taproot.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.ReferenceTree;
import dev.taproot.image.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In a piecewise linear network channels and biases together are all of a decision. Deviations are
 * parts of the magnitude: the sum of the absolute scores and contributions.
 */
class BiasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/biases");

  /** The networks that are not piecewise linear, and what bends them. */
  private static final Map<String, String> CURVED =
      Map.of(
          "convnext", "GELU, and layer norm by the image's own statistics",
          "efficientnet", "SiLU, and squeeze and excitation, which multiplies two values",
          "mobilenet_v3", "hardswish, and squeeze and excitation",
          "regnet", "squeeze and excitation");

  static Stream<ReferenceTree> piecewiseLinear() {
    return ReferenceTree.all().stream().filter(reference -> !CURVED.containsKey(reference.name()));
  }

  static Stream<ReferenceTree> curved() {
    return CURVED.keySet().stream().sorted().map(ReferenceTree::named);
  }

  @ParameterizedTest
  @MethodSource("piecewiseLinear")
  void channelsAndBiasesAddUpToTheDecision(ReferenceTree reference) {
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      leftOver(network, input, suggested(network, input))
          .forEach((way, part) -> assertThat(part).as(way).isLessThan(1e-4));
      leftOver(network, input, List.of(reference.layers()))
          .forEach((way, part) -> assertThat(part).as(way).isLessThan(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("curved")
  void whereTheNetworkBendsSomethingIsLeft(ReferenceTree reference) {
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      assertThat(leftOver(network, input, suggested(network, input)).values())
          .as(CURVED.get(reference.name()))
          .anyMatch(part -> part > 1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"traced", "scripted", "frozen"})
  void everyKindOfConstantIsFound(String archive) {
    try (Network network = constants(archive)) {
      Input input = network.prepare(ReferenceTree.named("vgg").input());
      leftOver(network, input, suggested(network, input))
          .forEach((way, part) -> assertThat(part).as(way).isLessThan(1e-5));
      leftOver(network, input, List.of()) // clips at the same bound twice, among others
          .forEach((way, part) -> assertThat(part).as(way).isLessThan(1e-5));
    }
  }

  @Test
  void whatBelongsToNoModuleGoesByTheNameOfTheOperation() {
    try (Network network = constants("frozen")) {
      Input input = network.prepare(ReferenceTree.named("vgg").input());
      try (Recording recording = network.recordWithBiases(input, List.of(Recording.IMAGE))) {
        assertThat(biases(recording, 0).keySet())
            .contains(":conv2d", ":conv2d#1", ":pad", ":hardtanh", ":hardtanh#1", ":clamp");
      }
    }
  }

  static Stream<String> contributions() throws IOException {
    return golden().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("contributions")
  void eachModuleContributesWhatPyTorchSays(String name) throws IOException {
    JsonObject golden = golden().getAsJsonObject(name);
    Map<String, Double> expected = new TreeMap<>();
    golden
        .getAsJsonObject("biases")
        .asMap()
        .forEach((module, score) -> expected.put(module, score.getAsDouble()));
    double magnitude = expected.values().stream().mapToDouble(Math::abs).sum();
    ReferenceTree reference = ReferenceTree.named(name);
    try (Network network = reference.load();
        Recording recording =
            network.recordWithBiases(
                network.prepare(reference.input()), List.of(Recording.IMAGE))) {
      Map<String, Double> found = biases(recording, golden.get("target").getAsInt());
      Set<String> modules = new HashSet<>(expected.keySet());
      modules.addAll(found.keySet());
      for (String module : modules) {
        assertThat(found.getOrDefault(module, 0.0))
            .as(module)
            .isCloseTo(expected.getOrDefault(module, 0.0), within(1e-4 * magnitude));
      }
    }
  }

  @Test
  void withoutBeingAskedAGradientNamesNoBiases() {
    ReferenceTree reference = ReferenceTree.named("vgg");
    try (Network network = reference.load();
        Recording recording =
            network.record(network.prepare(reference.input()), List.of(Recording.IMAGE))) {
      assertThat(biases(recording, 0)).isEmpty();
    }
  }

  private static Network constants(String archive) {
    return Network.from(FOLDER.resolve(archive + ".pt")).size(64).device("cpu").load();
  }

  private static JsonObject golden() throws IOException {
    String json = Files.readString(FOLDER.resolve("contributions.json"));
    return JsonParser.parseString(json).getAsJsonObject();
  }

  private static Map<String, Double> biases(Recording recording, int target) {
    Map<Integer, float[]> weights = Map.of(target, new float[] {1});
    return recording.vjp(Recording.LOGITS, weights, Recording.IMAGE, scores -> new int[0]).biases();
  }

  private static List<String> suggested(Network network, Input input) {
    return Network.suggested(network.layers(input.height(), input.width())).stream()
        .map(Layer::name)
        .toList();
  }

  /**
   * What is neither a channel's nor a bias's, as a part of the magnitude, for each pair of
   * neighbours from the logits down to the image.
   */
  private static Map<String, Double> leftOver(Network network, Input input, List<String> layers) {
    List<String> ways = new ArrayList<>(layers);
    ways.add(Recording.IMAGE);
    Map<String, Double> left = new LinkedHashMap<>();
    try (Recording recording = network.recordWithBiases(input, ways)) {
      String from = Recording.LOGITS;
      for (String to : ways) {
        FeatureMaps output = recording.output(from);
        Map<Integer, float[]> weights = weights(output);
        Gradient gradient = recording.vjp(from, weights, to, scores -> new int[0]);
        double value = 0;
        for (Map.Entry<Integer, float[]> map : weights.entrySet()) {
          float[] values = output.map(map.getKey());
          for (int i = 0; i < values.length; i++) {
            value += (double) map.getValue()[i] * values[i];
          }
        }
        double[] parts =
            Stream.concat(
                    Arrays.stream(gradient.scores()).boxed(), gradient.biases().values().stream())
                .mapToDouble(part -> part)
                .toArray();
        double magnitude = Arrays.stream(parts).map(Math::abs).sum();
        left.put(from + " by " + to, Math.abs(value - Arrays.stream(parts).sum()) / magnitude);
        from = to;
      }
    }
    return left;
  }

  /** A decision on every third channel, on all of it and of either sign. */
  private static Map<Integer, float[]> weights(FeatureMaps output) {
    Random random = new Random(7);
    Map<Integer, float[]> weights = new LinkedHashMap<>();
    for (int channel = 0; channel < output.channels(); channel += 3) {
      float[] map = new float[output.area()];
      for (int i = 0; i < map.length; i++) {
        map[i] = (float) random.nextGaussian();
      }
      weights.put(channel, map);
    }
    return weights;
  }
}
