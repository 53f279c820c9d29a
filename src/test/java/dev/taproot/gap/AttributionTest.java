package dev.taproot.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.ReferenceTree;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.network.Recording;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Integrated gradients explain all that the decision gains on the way from zero activations. */
class AttributionTest {
  private static final ReferenceTree VGG = ReferenceTree.named("vgg");
  private static final Photograph INPUT = VGG.input();
  private static Network network;

  @BeforeAll
  static void load() {
    network = VGG.load();
  }

  @AfterAll
  static void close() {
    network.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"features.12", "features.9", "features.4"})
  void theResidualIsWhatTheNetworkSaysWithTheLayerAtZero(String layer) {
    Grounds grounds = decompose(Attribution.integratedGradients(400), 1, layer);

    assertThat(grounds.residual()).isCloseTo(logitWithZeros(layer), within(1e-3 * scale(grounds)));
  }

  @Test
  void moreStepsComeNearer() {
    double wanted = logitWithZeros("features.4");

    double few = Math.abs(residual(1, "features.4") - wanted);
    double many = Math.abs(residual(32, "features.4") - wanted);

    assertThat(many).isLessThan(few);
  }

  @Test
  void flowHandsItsScoresOnDownTheTree() {
    Grounds root =
        decompose(Attribution.integratedGradients(8), 3, "features.12", "features.9", "features.4");

    assertConserved(root);
    assertThat(root.size()).isEqualTo(3 + 9 + 27);
  }

  @Test
  void oneStepIsTheGradientHalfway() {
    assertThat(Attribution.integratedGradients(1))
        .isNotEqualTo(Attribution.GRADIENT_X_ACTIVATION)
        .hasToString("integrated gradients, 1 step");
    assertThat(Attribution.integratedGradients(20)).hasToString("integrated gradients, 20 steps");
    assertThat(Attribution.GRADIENT_X_ACTIVATION).hasToString("gradient x activation");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1001})
  void oneToAThousandStepsAreTaken(int steps) {
    assertThatThrownBy(() -> Attribution.integratedGradients(steps))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("Integrated gradients are given %d steps; 1 to 1000 would be right.", steps);
  }

  private static void assertConserved(Grounds grounds) {
    double tolerance = 1e-4 * scale(grounds);
    assertThat(grounds.support() + grounds.opposition() + grounds.residual())
        .isCloseTo(grounds.value(), within(tolerance));
    for (Evidence evidence : grounds.evidence()) {
      Grounds below = evidence.grounds();
      if (below != null) {
        assertThat(below.value()).isCloseTo(evidence.score(), within(tolerance));
        assertConserved(below);
      }
    }
  }

  private static double scale(Grounds grounds) {
    return Math.max(Math.abs(grounds.value()), grounds.support() - grounds.opposition());
  }

  private static double residual(int steps, String layer) {
    return decompose(Attribution.integratedGradients(steps), 1, layer).residual();
  }

  private static Grounds decompose(Attribution attribution, int depth, String... names) {
    List<Layer> layers =
        Stream.of(names).map(name -> Network.find(network.layers(), name)).toList();
    try (ForwardPass pass = new ForwardPass(network, INPUT, layers)) {
      return new HierarchicalDecomposition(pass, INPUT, layers, Rule.FLOW, attribution, 3, 0, null)
          .decompose(Decision.classScore(VGG.number("target")), depth);
    }
  }

  private static double logitWithZeros(String name) {
    Layer layer = Network.find(network.layers(), name);
    FeatureMaps zeros =
        new FeatureMaps(
            layer.channels(),
            layer.height(),
            layer.width(),
            new float[layer.channels() * layer.height() * layer.width()]);
    try (Recording recording =
        network.record(network.prepare(INPUT), List.of(name), Map.of(name, zeros))) {
      return recording.output(Recording.LOGITS).values()[VGG.number("target")];
    }
  }
}
