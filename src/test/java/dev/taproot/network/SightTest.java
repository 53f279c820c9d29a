package dev.taproot.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.evidence.Location;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A crop holds what a neuron sees, wherever it lies, and is sampled where the layer is. */
class SightTest {
  @ParameterizedTest
  @CsvSource({
    "1, -3, 3, 56",
    "2, -3, 5, 56",
    "2, -3, 5, 57",
    "4, 0, 6, 30",
    "8, -20, 27, 112",
    "2, -9, 9, 14"
  })
  void itHoldsWhatEachNeuronSees(int stride, int first, int last, int size) {
    Sight.Axis axis = Sight.Axis.of(new ReceptiveField(stride, first, last, false), size);
    Sight sight = new Sight(axis, axis);
    int positions = (size - 1) / stride + 1;

    for (int i = 0; i < positions; i++) {
      Sight.Crop crop = sight.crop(new Neuron(0, new Location(i, positions - 1 - i)));

      assertThat(crop.top()).isBetween(0, size - axis.length());
      assertThat(crop.top() % stride).isZero();
      assertThat(crop.top()).isLessThanOrEqualTo(Math.max(0, i * stride + first));
      assertThat(crop.top() + axis.length())
          .isGreaterThanOrEqualTo(Math.min(size, i * stride + last + 1));
      assertThat(crop.top() / stride + crop.row()).isEqualTo(i);
      assertThat(crop.left() / stride + crop.column()).isEqualTo(positions - 1 - i);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, -3, 3, 56", "2, -3, 5, 57", "2, -9, 9, 14"})
  void aCropIsPutBackInItsPlace(int stride, int first, int last, int size) {
    Sight.Axis axis = Sight.Axis.of(new ReceptiveField(stride, first, last, false), size);
    Sight sight = new Sight(axis, axis);
    Sight.Crop crop = sight.crop(new Neuron(0, new Location(3, 2)));
    float[] map = new float[axis.length() * axis.length()];
    map[1] = 5;

    float[] whole = sight.uncropped(map, crop);

    assertThat(whole).hasSize(size * size);
    assertThat(whole[crop.top() * size + crop.left() + 1]).isEqualTo(5);
    assertThat(whole).containsOnlyOnce(5f);
  }
}
