package dev.taproot.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.ReferenceTree;
import dev.taproot.image.Input;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The experiment measures what plain PyTorch does. */
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/evaluation.json");

  /** Single precision against double. */
  private static final double SINGLE = 1e-4;

  /**
   * By how much the area may miss that of all steps: where a change of the probability leaves
   * little of it in doubt, the steps between are taken to lie on a line.
   */
  private static final double SKIPPED = 5e-3;

  @ParameterizedTest
  @ValueSource(strings = {"vgg", "resnet_basic"})
  void curvesAreExactWhereTheyWereRunAndTheirAreasNearlySo(String name) throws IOException {
    JsonObject golden = golden(name);
    JsonObject pixels = golden.getAsJsonObject("pixels");
    float[] map = floats(pixels.getAsJsonArray("map"));
    int steps = pixels.get("steps").getAsInt();
    ReferenceTree reference = ReferenceTree.named(name);
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      PixelFlipping flipping =
          new PixelFlipping(network, input, golden.get("target").getAsInt(), steps);

      assertCurve("deletion", flipping.deletion(map), pixels.getAsJsonObject("deletion"));
      assertCurve("insertion", flipping.insertion(map), pixels.getAsJsonObject("insertion"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg", "resnet_basic"})
  void aMaskedPhotographIsAsBrightAsItIsRelevant(String name) throws IOException {
    JsonObject golden = golden(name);
    JsonObject pixels = golden.getAsJsonObject("pixels");
    float[] map = floats(pixels.getAsJsonArray("map"));
    int target = golden.get("target").getAsInt();
    ReferenceTree reference = ReferenceTree.named(name);
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      PixelFlipping flipping = new PixelFlipping(network, input, target, 1);
      double before = PixelFlipping.softmax(network.logits(List.of(input))[0], target);

      assertThat(before).isCloseTo(pixels.get("probability").getAsDouble(), within(SINGLE));
      assertThat(flipping.masked(map))
          .isCloseTo(pixels.get("masked").getAsDouble(), within(SINGLE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg", "resnet_basic"})
  void channelsThatAreSwitchedOffTakeFromTheDecisionWhatPyTorchSays(String name)
      throws IOException {
    JsonObject golden = golden(name);
    ReferenceTree reference = ReferenceTree.named(name);
    Map<String, Double> found = new HashMap<>();
    List<String> layers;
    try (Network network = reference.load()) {
      layers = network.suggestedLayers().stream().map(Layer::name).toList();
      Input input = network.prepare(reference.input());
      int target = golden.get("target").getAsInt();
      for (Measurement one : ChannelTest.of(network, input, "it", target, 0)) {
        assertThat(one.photograph()).isEqualTo("it");
        assertThat(one.test()).isEqualTo("channels");
        found.put(one.at() + " " + one.method() + " " + one.measure(), one.value());
      }
    }

    assertThat(golden.getAsJsonArray("channels"))
        .extracting(level -> level.getAsJsonObject().get("layer").getAsString())
        .isEqualTo(layers);
    for (JsonElement one : golden.getAsJsonArray("channels")) {
      JsonObject level = one.getAsJsonObject();
      for (Map.Entry<String, JsonElement> method : level.getAsJsonObject("methods").entrySet()) {
        for (Map.Entry<String, JsonElement> measure :
            method.getValue().getAsJsonObject().entrySet()) {
          String what =
              level.get("layer").getAsString() + " " + method.getKey() + " " + measure.getKey();
          assertThat(found.getOrDefault(what, Double.NaN))
              .as(what)
              .isCloseTo(measure.getValue().getAsDouble(), within(SINGLE));
        }
      }
    }
  }

  private static void assertCurve(String what, Curve found, JsonObject wanted) {
    double[] values = found.values();
    JsonArray curve = wanted.getAsJsonArray("curve");
    assertThat(values).as(what).hasSize(curve.size());
    int run = 0;
    for (int i = 0; i < values.length; i++) {
      boolean between =
          i > 0
              && i + 1 < values.length
              && Math.abs(values[i - 1] - 2 * values[i] + values[i + 1]) < 1e-12;
      if (!between) {
        run++;
        assertThat(values[i])
            .as("%s at step %d", what, i)
            .isCloseTo(curve.get(i).getAsDouble(), within(SINGLE));
      }
    }
    assertThat(run).as(what).isGreaterThanOrEqualTo(16);
    assertThat(found.area()).as(what).isCloseTo(wanted.get("area").getAsDouble(), within(SKIPPED));
  }

  private static float[] floats(JsonArray numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).getAsFloat();
    }
    return floats;
  }

  private static JsonObject golden(String name) throws IOException {
    return JsonParser.parseString(Files.readString(GOLDEN)).getAsJsonObject().getAsJsonObject(name);
  }
}
