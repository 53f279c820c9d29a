package dev.taproot.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.ReferenceTree;
import dev.taproot.evidence.Location;
import dev.taproot.image.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A neuron's gradient is the same on the crop that it sees as on the whole layer. */
class RecordingTest {
  private static final Gradient.Wanted ALL = scores -> IntStream.range(0, scores.length).toArray();

  static Stream<ReferenceTree> references() {
    return ReferenceTree.all().stream();
  }

  @ParameterizedTest
  @MethodSource("references")
  void onTheCropThatANeuronSeesItsGradientIsTheSame(ReferenceTree reference) {
    Network network = reference.load();
    try {
      Input input = network.prepare(reference.input());
      List<Layer> layers =
          network.layers(input.height(), input.width()).stream().filter(Layer::separator).toList();
      for (int i = 1; i < layers.size(); i++) {
        for (int j = i - 1; j >= Math.max(0, i - 9); j -= 4) {
          Layer upper = layers.get(i);
          Layer lower = layers.get(j);
          Sight sight = network.sight(upper, lower, input.height(), input.width()).orElse(null);
          if (sight != null && sight.part() < 1) {
            assertSame(network, input, upper, lower, sight);
          }
        }
      }
    } finally {
      network.close();
    }
  }

  @Test
  void aCropThatIsTooSmallIsFoundOut() {
    ReferenceTree vgg = ReferenceTree.named("vgg");
    try (Network network = vgg.load()) {
      Input input = network.prepare(vgg.input());
      Layer upper = Network.find(network.layers(), "features.9");
      Layer lower = Network.find(network.layers(), "features.4");
      Sight sight = network.sight(upper, lower, input.height(), input.width()).orElseThrow();
      Sight.Axis down = sight.down();
      Sight tooSmall =
          new Sight(
              new Sight.Axis(down.stride(), 0, down.stride(), down.size()),
              new Sight.Axis(down.stride(), 0, down.stride(), down.size()));

      try (Recording recording = network.record(input, List.of(upper.name(), lower.name()))) {
        List<Neuron> neurons = neurons(upper);

        assertThat(recording.vjps(upper.name(), neurons, lower.name(), sight, ALL)).isNotNull();
        assertThat(recording.vjps(upper.name(), neurons, lower.name(), tooSmall, ALL)).isNull();
      }
    }
  }

  @Test
  void manyThreadsAreAnsweredAtOnce() {
    ReferenceTree resnet = ReferenceTree.named("resnet_basic");
    try (Network network = resnet.load()) {
      Input input = network.prepare(resnet.input());
      List<Layer> layers =
          Stream.of("layer4", "layer3").map(n -> Network.find(network.layers(), n)).toList();
      Layer upper = layers.get(0);
      try (Recording recording = network.record(input, List.of("layer4", "layer3"))) {
        List<Gradient> alone =
            IntStream.range(0, 64).mapToObj(i -> vjp(recording, upper, i)).toList();

        List<Gradient> together =
            IntStream.range(0, 64).parallel().mapToObj(i -> vjp(recording, upper, i)).toList();

        for (int i = 0; i < 64; i++) {
          assertClose("decision " + i, together.get(i), alone.get(i));
        }
      }
    }
  }

  @Test
  void theWholeGradientIsThatOfEveryChannel() {
    ReferenceTree resnet = ReferenceTree.named("resnet_basic");
    try (Network network = resnet.load()) {
      Input input = network.prepare(resnet.input());
      Layer upper = Network.find(network.layers(), "layer4");
      try (Recording recording = network.record(input, List.of("layer4", "layer3"))) {
        float[] weights = new float[upper.channels() * upper.height() * upper.width()];
        weights[0] = 1;
        FeatureMaps on = new FeatureMaps(upper.channels(), upper.height(), upper.width(), weights);

        FeatureMaps whole = recording.vjp("layer4", on, "layer3");

        vjp(recording, upper, 0)
            .maps()
            .forEach((channel, map) -> assertThat(whole.map(channel)).containsExactly(map));
      }
    }
  }

  private static Gradient vjp(Recording recording, Layer upper, int i) {
    Map<Integer, float[]> one =
        Map.of(i % upper.channels(), oneAt(upper, new Location(i % upper.height(), 0)));
    return recording.vjp("layer4", one, "layer3", ALL);
  }

  private static void assertSame(
      Network network, Input input, Layer upper, Layer lower, Sight sight) {
    try (Recording recording = network.record(input, List.of(upper.name(), lower.name()))) {
      List<Neuron> neurons = neurons(upper);
      List<Gradient> onCrops = recording.vjps(upper.name(), neurons, lower.name(), sight, ALL);
      assertThat(onCrops).as(upper.name() + " on " + lower.name()).isNotNull();
      for (int i = 0; i < neurons.size(); i++) {
        Neuron neuron = neurons.get(i);
        Map<Integer, float[]> one = Map.of(neuron.channel(), oneAt(upper, neuron.location()));
        Gradient whole = recording.vjp(upper.name(), one, lower.name(), ALL);
        String what = upper.name() + " " + neuron + " on " + lower.name();
        assertClose(what, onCrops.get(i), whole);
      }
    }
  }

  private static void assertClose(String what, Gradient found, Gradient wanted) {
    double largest = 0;
    double difference = 0;
    for (int channel : wanted.maps().keySet()) {
      float[] a = wanted.maps().get(channel);
      float[] b = found.maps().get(channel);
      assertThat(b).as(what).hasSameSizeAs(a);
      for (int i = 0; i < a.length; i++) {
        largest = Math.max(largest, Math.abs(a[i]));
        difference = Math.max(difference, Math.abs(a[i] - b[i]));
      }
    }
    assertThat(found.zero()).as(what).isEqualTo(wanted.zero());
    assertThat(difference).as(what).isLessThanOrEqualTo(1e-4 * largest);
  }

  /** In the corners, at the sides and in the middle. */
  private static List<Neuron> neurons(Layer layer) {
    Set<Location> locations = new HashSet<>();
    for (int row : new int[] {0, layer.height() / 2, layer.height() - 1}) {
      for (int column : new int[] {0, layer.width() / 2, layer.width() - 1}) {
        locations.add(new Location(row, column));
      }
    }
    List<Neuron> neurons = new ArrayList<>();
    for (Location location : locations) {
      neurons.add(new Neuron(neurons.size() % layer.channels(), location));
    }
    return neurons;
  }

  private static float[] oneAt(Layer layer, Location location) {
    float[] map = new float[layer.height() * layer.width()];
    map[location.row() * layer.width() + location.column()] = 1;
    return map;
  }
}
