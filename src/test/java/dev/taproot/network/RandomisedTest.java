package dev.taproot.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.ReferenceTree;
import dev.taproot.image.Input;
import dev.taproot.input.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network with noise in the place of its top layers' weights. */
class RandomisedTest {
  @ParameterizedTest
  @ValueSource(strings = {"vgg", "resnet_basic", "scripted_resnet", "mobilenet_v2", "embedded"})
  void answersOtherwiseForEachNumberOfLayersAndLeavesTheOriginalAsItIs(String name) {
    ReferenceTree reference = ReferenceTree.named(name);
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      assertThat(network.layers()).isNotEmpty(); // from then on each pass is run in the same way
      float[] before = logits(network, input);
      try (Network one = network.randomised(1, 7);
          Network two = network.randomised(2, 7);
          Network all = network.randomised(Integer.MAX_VALUE, 7)) {
        List<float[]> answers =
            List.of(logits(one, input), logits(two, input), logits(all, input), before);

        assertThat(answers).allSatisfy(logits -> assertThat(logits).hasSameSizeAs(before));
        assertThat(answers.stream().map(Arrays::toString)).doesNotHaveDuplicates();
        assertThat(one.layers()).isEqualTo(network.layers());
        assertThat(logits(network, input)).isEqualTo(before);
      }
      assertThat(logits(network, input)).isEqualTo(before);
    }
  }

  @Test
  void oneSeedAlwaysGivesTheSameNoise() {
    ReferenceTree vgg = ReferenceTree.named("vgg");
    try (Network network = vgg.load();
        Network once = network.randomised(2, 7);
        Network again = network.randomised(2, 7);
        Network other = network.randomised(2, 8)) {
      Input input = network.prepare(vgg.input());

      assertThat(logits(again, input)).isEqualTo(logits(once, input));
      assertThat(logits(other, input)).isNotEqualTo(logits(once, input));
    }
  }

  @Test
  void whatLiesBelowTheRandomisedLayersStaysAsItIs() {
    ReferenceTree vgg = ReferenceTree.named("vgg");
    try (Network network = vgg.load();
        Network one = network.randomised(1, 7);
        Network all = network.randomised(Integer.MAX_VALUE, 7)) {
      Input input = network.prepare(vgg.input());

      assertThat(output(one, input)).isEqualTo(output(network, input));
      assertThat(output(all, input)).isNotEqualTo(output(network, input));
    }
  }

  @Test
  void noLayersAtAllAreRefused() {
    try (Network network = ReferenceTree.named("vgg").load()) {
      assertThatThrownBy(() -> network.randomised(0, 7))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "The weights of layers are randomised from the top down, given 0 layers; 1 or more would be right.");
    }
  }

  @Test
  void aNetworkWhoseWeightsAreConstantsIsRefused() {
    try (Network network = ReferenceTree.named("frozen_residual").load()) {
      assertThatThrownBy(() -> network.randomised(1, 7))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "\"frozen_residual\" keeps its weights as constants, where they cannot be randomised; an archive that was not frozen would be right.");
    }
  }

  private static float[] logits(Network network, Input input) {
    return network.logits(List.of(input))[0];
  }

  private static float[] output(Network network, Input input) {
    try (Recording recording = network.record(input, List.of("features"))) {
      return recording.output("features").values();
    }
  }
}
