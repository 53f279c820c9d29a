package dev.taproot.saliency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.ReferenceTree;
import dev.taproot.evidence.Location;
import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saliency methods give what pytorch-grad-cam and captum give. */
class SaliencyMethodTest {
  private static final Path FOLDER = Path.of("src/test/resources/references/saliency");
  private static final double TOLERANCE = 1e-4;
  private static final Decision DECISION = Decision.classScore(1);

  @ParameterizedTest
  @ValueSource(strings = {"vgg", "resnet_basic", "mobilenet_v2", "densenet", "embedded"})
  void theMapsAreThoseOfPytorchGradCamAndCaptum(String name) throws IOException {
    JsonObject golden = golden(name);
    ReferenceTree reference = ReferenceTree.named(name);
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      for (JsonElement one : golden.getAsJsonArray("answers")) {
        JsonObject answer = one.getAsJsonObject();
        Decision decision = decision(answer);
        for (Map.Entry<String, JsonElement> place : answer.getAsJsonObject("maps").entrySet()) {
          for (Map.Entry<String, JsonElement> map : place.getValue().getAsJsonObject().entrySet()) {
            SaliencyMethod method = method(map.getKey(), place.getKey(), golden);

            RelevanceMap found = method.map(network, input, decision);

            assertClose(method.name(), found, map.getValue().getAsJsonObject());
          }
        }
      }
    }
  }

  @Test
  void aCamIsOnTheTopSuggestedLayerUnlessOneIsNamed() throws IOException {
    JsonObject answer = golden("embedded").getAsJsonArray("answers").get(0).getAsJsonObject();
    JsonObject maps = answer.getAsJsonObject("maps");
    String top = Network.embedded().suggestedLayers().get(0).name();
    Input input = Network.embedded().prepare(ReferenceTree.named("embedded").input());

    RelevanceMap found = SaliencyMethod.gradCam().map(Network.embedded(), input, decision(answer));

    assertThat(maps.keySet()).containsExactly(top);
    assertClose("Grad-CAM", found, maps.getAsJsonObject(top).getAsJsonObject("GradCAM"));
  }

  @Test
  void theTreesOwnMapIsThatOfAutograd() throws IOException {
    JsonObject golden = golden("fused");
    ReferenceTree resnet = ReferenceTree.named("resnet_basic");
    try (Network network = resnet.load()) {
      Input input = network.prepare(resnet.input());
      List<Layer> layers = Network.suggested(network.layers(input.height(), input.width()));
      SaliencyMethod method = new FusedRelevance(golden.get("width").getAsInt());

      RelevanceMap found =
          method.map(network, input, Decision.classScore(golden.get("target").getAsInt()));

      assertThat(golden.getAsJsonArray("layers"))
          .extracting(JsonElement::getAsString)
          .containsExactlyElementsOf(layers.stream().map(Layer::name).toList());
      assertClose("Taproot", found, golden.getAsJsonObject("map"));
    }
  }

  @Test
  void theRandomMapIsDrawnFromItsSeed() throws IOException {
    JsonObject golden = golden("vgg");
    JsonArray wanted = golden.getAsJsonArray("random");
    ReferenceTree vgg = ReferenceTree.named("vgg");
    try (Network network = vgg.load()) {
      Input input = network.prepare(vgg.input());

      RelevanceMap map =
          SaliencyMethod.random(golden.get("seed").getAsLong()).map(network, input, DECISION);

      assertThat(map.height()).isEqualTo(input.height());
      assertThat(map.width()).isEqualTo(input.width());
      assertThat(wanted).hasSizeGreaterThan(10);
      for (int i = 0; i < wanted.size(); i++) {
        assertThat(map.values()[i]).isEqualTo(wanted.get(i).getAsFloat());
      }
    }
  }

  @Test
  void integratedGradientsSumToWhatTheDecisionComesToAboveZero() {
    ReferenceTree reference = ReferenceTree.named("resnet_basic");
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      Input zero = input.with(new float[input.values().length]);
      float[][] logits = network.logits(List.of(input, zero));

      RelevanceMap map = SaliencyMethod.integratedGradients(200).map(network, input, DECISION);

      double difference = (double) logits[0][1] - logits[1][1];
      assertThat(map.sum()).isCloseTo(difference, within(0.01 * Math.abs(difference)));
    }
  }

  @Test
  void oneSeedAlwaysGivesTheSameNoise() {
    ReferenceTree vgg = ReferenceTree.named("vgg");
    try (Network network = vgg.load()) {
      Input input = network.prepare(vgg.input());

      RelevanceMap once = SaliencyMethod.smoothGrad(3, 0.2, 7).map(network, input, DECISION);
      RelevanceMap again = SaliencyMethod.smoothGrad(3, 0.2, 7).map(network, input, DECISION);
      RelevanceMap other = SaliencyMethod.smoothGrad(3, 0.2, 8).map(network, input, DECISION);

      assertThat(again).isEqualTo(once);
      assertThat(other).isNotEqualTo(once);
    }
  }

  @Test
  void aNetworkThatTakesNoBatchIsOccludedAllTheSame() {
    ReferenceTree reference = ReferenceTree.named("batch_of_one");
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      float[] values = input.values();
      for (int colour = 0; colour < 3; colour++) {
        for (int row = 32; row < 64; row++) {
          Arrays.fill(values, colour * 4096 + row * 64, colour * 4096 + row * 64 + 32, 0);
        }
      }

      RelevanceMap map = SaliencyMethod.occlusion(32, 32).map(network, input, DECISION);

      float whole = network.logits(List.of(input))[0][1];
      float occluded = network.logits(List.of(input.with(values)))[0][1];
      assertThat(map.at(40, 3)).isCloseTo(whole - occluded, within(1e-5f));
    }
  }

  @Test
  void everyMethodHasUsualSettingsAndANameThatSaysThem() {
    assertThat(SaliencyMethod.all())
        .extracting(SaliencyMethod::name)
        .containsExactly(
            "Taproot",
            "Grad-CAM",
            "Grad-CAM++",
            "LayerCAM",
            "gradient x input",
            "integrated gradients, 32 steps",
            "SmoothGrad, 32 samples, noise 0.15",
            "occlusion, window 32, stride 16",
            "random");
    assertThat(SaliencyMethod.layerCam("layer2").name()).isEqualTo("LayerCAM on layer2");
    assertThat(SaliencyMethod.integratedGradients(1).name())
        .isEqualTo("integrated gradients, 1 step");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertSentence(
        () -> SaliencyMethod.integratedGradients(0),
        "Integrated gradients go from zero in steps, given 0; 1 to 1000 would be right.");
    assertSentence(
        () -> SaliencyMethod.smoothGrad(1001, 0.1, 0),
        "SmoothGrad takes the mean of samples, given 1001; 1 to 1000 would be right.");
    assertSentence(
        () -> SaliencyMethod.smoothGrad(10, Double.NaN, 0),
        "SmoothGrad's noise is a part of the range of the input's values, given NaN; 0 to 1 would be right.");
    assertSentence(
        () -> SaliencyMethod.occlusion(0, 1),
        "Occlusion puts a square window to zero, given one of 0 pixels; 1 pixel or more would be right.");
    assertSentence(
        () -> SaliencyMethod.occlusion(8, 9),
        "Occlusion moves its window of 8 pixels by a stride, given 9; 1 to 8 would be right, so that no pixel is passed over.");
  }

  @Test
  void whatDoesNotFitTheNetworkIsRefused() {
    ReferenceTree vgg = ReferenceTree.named("vgg");
    try (Network network = vgg.load()) {
      Input input = network.prepare(vgg.input());
      Layer layer = network.layers(64, 64).get(0);

      assertSentence(
          () -> SaliencyMethod.gradCam("features.21").map(network, input, DECISION),
          "No layer is called \"features.21\"; did you mean \"features.1\", \"features.11\" or \"features.2\"?");
      assertSentence(
          () -> SaliencyMethod.occlusion(65, 5).map(network, input, DECISION),
          "Occlusion's window is 65 pixels and the input 64 x 64; a window of 1 to 64 would be right.");
      for (SaliencyMethod method : SaliencyMethod.all()) {
        assertSentence(
            () -> method.map(network, input, Decision.neuron(layer, 0, new Location(0, 0))),
            "A saliency method explains a class, given a decision on layer \"%s\"; one on the logits would be right."
                .formatted(layer.name()));
      }
    }
  }

  @Test
  void anInterruptedThreadStops() {
    ReferenceTree vgg = ReferenceTree.named("vgg");
    try (Network network = vgg.load()) {
      Input input = network.prepare(vgg.input());
      for (SaliencyMethod method :
          List.of(
              SaliencyMethod.occlusion(8, 4),
              SaliencyMethod.smoothGrad(20, 0.1, 0),
              SaliencyMethod.integratedGradients(20))) {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> method.map(network, input, DECISION))
            .isInstanceOf(CancellationException.class)
            .hasMessageContaining("interrupted after");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(network.logits(List.of(input))[0]).hasSize(10);
      }
    }
  }

  private static SaliencyMethod method(String name, String place, JsonObject golden) {
    return switch (name) {
      case "GradCAM" -> SaliencyMethod.gradCam(place);
      case "GradCAMPlusPlus" -> SaliencyMethod.gradCamPlusPlus(place);
      case "LayerCAM" -> SaliencyMethod.layerCam(place);
      case "GradientXInput" -> SaliencyMethod.gradientXInput();
      case "IntegratedGradients" ->
          SaliencyMethod.integratedGradients(golden.get("steps").getAsInt());
      case "SmoothGrad" ->
          SaliencyMethod.smoothGrad(
              golden.get("samples").getAsInt(),
              golden.get("noise").getAsDouble(),
              golden.get("seed").getAsLong());
      case "Occlusion" ->
          SaliencyMethod.occlusion(
              golden.get("window").getAsInt(), golden.get("stride").getAsInt());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Decision decision(JsonObject answer) {
    int target = answer.get("target").getAsInt();
    return answer.get("against").isJsonNull()
        ? Decision.classScore(target)
        : Decision.contrast(target, answer.get("against").getAsInt());
  }

  private static void assertClose(String what, RelevanceMap found, JsonObject wanted) {
    JsonArray shape = wanted.getAsJsonArray("shape");
    assertThat(found.height()).as(what).isEqualTo(shape.get(0).getAsInt());
    assertThat(found.width()).as(what).isEqualTo(shape.get(1).getAsInt());
    double unit = wanted.get("unit").getAsDouble();
    JsonArray values = wanted.getAsJsonArray("values");
    assertThat(unit).as(what).isPositive();
    double largest = 0;
    for (int i = 0; i < values.size(); i++) {
      double difference = found.values()[i] - unit * values.get(i).getAsDouble();
      largest = Math.max(largest, Math.abs(difference) / (1e6 * unit));
    }
    assertThat(largest).as(what).isLessThan(TOLERANCE);
  }

  private static JsonObject golden(String name) throws IOException {
    return JsonParser.parseString(Files.readString(FOLDER.resolve(name + ".json")))
        .getAsJsonObject();
  }

  private static void assertSentence(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessage(sentence);
  }
}
