package dev.taproot.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.ReferenceTree;
import dev.taproot.image.Input;
import dev.taproot.image.Photograph;
import dev.taproot.image.PreparedTensor;
import dev.taproot.input.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many inputs at a time give what each alone gives. */
class LogitsTest {
  static Stream<ReferenceTree> references() {
    return ReferenceTree.all().stream();
  }

  @ParameterizedTest
  @MethodSource("references")
  void manyInputsGiveTheLogitsOfEachAlone(ReferenceTree reference) {
    try (Network network = reference.load()) {
      Input input = network.prepare(reference.input());
      List<Input> inputs = new ArrayList<>();
      for (int i = 0; i < 19; i++) {
        float[] values = input.values();
        Arrays.fill(values, 0, i * values.length / 38, i);
        inputs.add(input.with(values));
      }

      float[][] logits = network.logits(inputs);

      assertThat(logits).hasNumberOfRows(19);
      assertClose(logits[0], reference.logits());
      for (int i = 0; i < 19; i += 6) {
        try (Recording alone = network.record(inputs.get(i), List.of())) {
          assertClose(logits[i], alone.output(Recording.LOGITS).values());
        }
      }
    }
  }

  @Test
  void noInputsGiveNoLogits() {
    assertThat(Network.embedded().logits(List.of())).isEmpty();
  }

  @Test
  void inputsOfSeveralSizesAreRefused() {
    Network network = Network.embedded();
    Input square = network.prepare(blank(64, 64));
    Input flat = network.prepare(blank(32, 64));

    assertThatThrownBy(() -> network.logits(List.of(square, flat)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "Inputs are run several at a time, given one of 64 x 64 and one of 32 x 64; inputs of one size would be right.");
  }

  @Test
  void anInputWithOtherValuesKeepsItsPlace() {
    Input input = Network.embedded().prepare(blank(2, 3));
    float[] ones = new float[18];
    Arrays.fill(ones, 1);

    Input changed = input.with(ones);

    assertThat(changed.values()).isEqualTo(ones);
    assertThat(changed.framing()).isEqualTo(input.framing());
    assertThat(input.values()).containsOnly(0);
    assertThatThrownBy(() -> input.with(new float[17]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an input of 1 x 3 x 2 x 3 cannot hold 17 values");
  }

  private static Photograph blank(int height, int width) {
    return Photograph.of("blank", new PreparedTensor(height, width, new float[3 * height * width]));
  }

  private static void assertClose(float[] found, float[] wanted) {
    assertThat(found).hasSameSizeAs(wanted);
    double largest = 0;
    for (float one : wanted) {
      largest = Math.max(largest, Math.abs(one));
    }
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i]).isCloseTo(wanted[i], within(1e-4 * largest));
    }
  }
}
