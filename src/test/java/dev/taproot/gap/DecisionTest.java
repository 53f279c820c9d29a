package dev.taproot.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.evidence.Location;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Layer;
import dev.taproot.network.ReceptiveField;
import dev.taproot.network.Recording;
import org.junit.jupiter.api.Test;

/** Every decision is a linear functional of one layer's output. */
class DecisionTest {
  private static final FeatureMaps LOGITS = new FeatureMaps(3, 1, 1, new float[] {1.5f, -2, 4});

  /** Two channels of two by three. */
  private static final FeatureMaps OUTPUT =
      new FeatureMaps(2, 2, 3, new float[] {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60});

  private static final ReceptiveField FIELD = new ReceptiveField(1, 0, 0, false);
  private static final Layer LAYER =
      new Layer("relu", "ReLU", 2, 2, 3, FIELD, FIELD, true, true, false, true);

  @Test
  void aClassScoreIsTheLogit() {
    Decision decision = Decision.classScore(2);

    assertThat(decision.layer()).isEqualTo(Recording.LOGITS);
    assertThat(decision.value(LOGITS)).isEqualTo(4);
    assertThat(decision.weights()).containsOnlyKeys(2);
  }

  @Test
  void aContrastIsTheDifferenceOfTwoLogits() {
    Decision decision = Decision.contrast(0, 1);

    assertThat(decision.value(LOGITS)).isEqualTo(3.5);
    assertThat(decision.weights()).containsOnlyKeys(0, 1);
  }

  @Test
  void aChannelIsTheSumOfItsActivations() {
    Decision decision = Decision.channel(LAYER, 1);

    assertThat(decision.layer()).isEqualTo("relu");
    assertThat(decision.value(OUTPUT)).isEqualTo(210);
    assertThat(decision.weights()).containsOnlyKeys(1);
    assertThat(decision.weights().get(1)).containsExactly(1, 1, 1, 1, 1, 1);
  }

  @Test
  void aNeuronIsOneActivation() {
    Decision decision = Decision.neuron(LAYER, 0, new Location(1, 2));

    assertThat(decision.value(OUTPUT)).isEqualTo(6);
    assertThat(decision.weights()).containsOnlyKeys(0);
    assertThat(decision.weights().get(0)).containsExactly(0, 0, 0, 0, 0, 1);
  }

  @Test
  void aRegionIsWeightedByItsMask() {
    Decision decision = Decision.region(LAYER, 1, new float[] {1, 0, 0, 0, 0.5f, -1});

    assertThat(decision.value(OUTPUT)).isEqualTo(10 + 25 - 60);
  }

  @Test
  void aChannelThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Decision.channel(LAYER, 2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("no channel 2 in layer relu, which has 2");
    assertThatThrownBy(() -> Decision.channel(LAYER, -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aPositionThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Decision.neuron(LAYER, 0, new Location(2, 0)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("no position 2, 0 in layer relu, whose maps are 2 x 3");
    assertThatThrownBy(() -> Decision.neuron(LAYER, 0, new Location(0, 3)))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Decision.neuron(LAYER, 0, new Location(-1, 0)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aMaskOfAnotherShapeIsRefused() {
    assertThatThrownBy(() -> Decision.region(LAYER, 0, new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a mask of 5 values does not fit layer relu, whose maps are 2 x 3");
  }
}
