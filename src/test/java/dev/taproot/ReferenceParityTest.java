package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Location;
import dev.taproot.gap.Rule;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The trees are those that plain PyTorch finds, with hooks and autograd, in the same networks. */
class ReferenceParityTest {
  private static final double TOLERANCE = 1e-4;

  @TestFactory
  List<DynamicTest> theLogitsAreThoseOfPyTorch() {
    return eachReference(
        (reference, network) -> {
          float[] expected = reference.logits();
          double scale = 1e-9;
          for (float logit : expected) {
            scale = Math.max(scale, Math.abs(logit));
          }
          for (var score : network.classify(reference.input())) {
            assertThat(score.logit()).isCloseTo(expected[score.index()], within(TOLERANCE * scale));
          }
        });
  }

  @TestFactory
  List<DynamicTest> theTreesAreThoseOfPyTorchByEveryRule() {
    return eachReference(
        (reference, network) -> {
          for (Rule rule : Rule.values()) {
            Explanation why = question(reference, network).rule(rule).decompose(depth(reference));
            JsonObject expected = reference.tree(rule.name().toLowerCase(Locale.ROOT));
            assertSame(rule + " " + reference, why.root(), expected);
          }
        });
  }

  @TestFactory
  List<DynamicTest> theTreeOfAContrastIsThatOfPyTorch() {
    return eachReference(
        (reference, network) -> {
          JsonObject contrast = reference.golden().getAsJsonObject("contrast");
          Explanation why =
              question(reference, network)
                  .against(contrast.get("against").getAsInt())
                  .decompose(depth(reference));
          assertSame("contrast " + reference, why.root(), contrast.getAsJsonObject("tree"));
        });
  }

  @TestFactory
  List<DynamicTest> theSeparatorsAreThoseThatCuttingInPyTorchShows() {
    return eachReference(
        (reference, network) -> {
          List<Layer> layers = network.layers(reference.side(), reference.side());
          for (Map.Entry<String, ?> separator :
              reference.golden().getAsJsonObject("separators").asMap().entrySet()) {
            boolean found =
                layers.stream()
                    .anyMatch(
                        layer -> layer.name().equals(separator.getKey()) && layer.separator());
            assertThat(found)
                .as("%s of %s", separator.getKey(), reference)
                .isEqualTo(Boolean.parseBoolean(separator.getValue().toString()));
          }
        });
  }

  @TestFactory
  List<DynamicTest> theLayersHaveTheShapesTheyHaveInPyTorch() {
    return eachReference(
        (reference, network) -> {
          List<Layer> layers = network.layers(reference.side(), reference.side());
          for (String name : reference.layers()) {
            Layer layer = Network.find(layers, name);
            JsonArray shape = reference.golden().getAsJsonObject("shapes").getAsJsonArray(name);
            assertThat(List.of(layer.channels(), layer.height(), layer.width()))
                .as(name)
                .isEqualTo(shape.asList().stream().map(n -> n.getAsInt()).toList());
          }
        });
  }

  @TestFactory
  List<DynamicTest> everyNodeAddsUpAndFlowHandsItsScoreOn() {
    return eachReference(
        (reference, network) -> {
          for (Rule rule : Rule.values()) {
            Explanation why =
                question(reference, network).rule(rule).opposition(2).decompose(depth(reference));
            assertAddsUp(why.root(), rule);
          }
        });
  }

  private static void assertAddsUp(Grounds grounds, Rule rule) {
    double scale = scale(grounds.value(), grounds.support(), grounds.opposition());
    double shown = grounds.evidence().stream().mapToDouble(Evidence::score).sum();
    assertThat(shown + grounds.notShown() + grounds.residual())
        .isCloseTo(grounds.value(), within(TOLERANCE * scale));
    for (Evidence evidence : grounds.evidence()) {
      assertThat(evidence.map().sum())
          .as("a map's sum is the score")
          .isCloseTo(evidence.score(), within(TOLERANCE * scale));
      Grounds below = evidence.grounds();
      if (below != null) {
        if (rule == Rule.FLOW) {
          assertThat(below.value()).isCloseTo(evidence.score(), within(TOLERANCE * scale));
        }
        assertAddsUp(below, rule);
      }
    }
  }

  private static void assertSame(String path, Grounds found, JsonObject expected) {
    double value = expected.get("value").getAsDouble();
    double tolerance =
        TOLERANCE
            * scale(
                value,
                expected.get("support").getAsDouble(),
                expected.get("opposition").getAsDouble());
    assertThat(found.value()).as(path + " value").isCloseTo(value, within(tolerance));
    assertThat(found.residual())
        .as(path + " residual")
        .isCloseTo(expected.get("residual").getAsDouble(), within(tolerance));
    List<JsonObject> children = ReferenceTree.children(expected);
    assertThat(found.evidence())
        .as(path)
        .extracting(Evidence::channel)
        .isEqualTo(children.stream().map(child -> child.get("channel").getAsInt()).toList());
    for (int i = 0; i < children.size(); i++) {
      JsonObject child = children.get(i);
      Evidence evidence = found.evidence().get(i);
      String here = path + " / " + evidence.layer() + " " + evidence.channel();
      assertThat(evidence.layer()).isEqualTo(child.get("layer").getAsString());
      assertThat(evidence.score())
          .as(here + " score")
          .isCloseTo(child.get("score").getAsDouble(), within(tolerance));
      assertThat(evidence.share())
          .as(here + " share")
          .isCloseTo(child.get("share").getAsDouble(), within(TOLERANCE));
      JsonArray location = child.getAsJsonArray("location");
      assertThat(evidence.location())
          .as(here + " location")
          .isEqualTo(new Location(location.get(0).getAsInt(), location.get(1).getAsInt()));
      Grounds below = evidence.grounds();
      assertThat(below != null).as(here).isEqualTo(child.has("value"));
      if (below != null) {
        assertThat(below.skipped())
            .as(here + " skipped")
            .isEqualTo(child.has("skipped") ? child.get("skipped").getAsInt() : 0);
        assertSame(here, below, child);
      }
    }
  }

  /** What a deviation is measured by: the decision's value, or the scores that make it up. */
  private static double scale(double value, double support, double opposition) {
    return Math.max(Math.abs(value), support - opposition);
  }

  private static int depth(ReferenceTree reference) {
    return reference.number("depth");
  }

  private static Explainer question(ReferenceTree reference, Network network) {
    return Taproot.explain(reference.input())
        .with(network)
        .target(reference.number("target"))
        .layers(reference.layers())
        .width(reference.number("width"));
  }

  private interface Check {
    void of(ReferenceTree reference, Network network);
  }

  private static List<DynamicTest> eachReference(Check check) {
    return ReferenceTree.all().stream()
        .map(
            reference ->
                DynamicTest.dynamicTest(
                    reference.name(),
                    () -> {
                      try (Network network = reference.load()) {
                        check.of(reference, network);
                      }
                    }))
        .toList();
  }
}
