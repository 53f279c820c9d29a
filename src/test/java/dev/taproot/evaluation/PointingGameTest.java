package dev.taproot.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.ReferenceTree;
import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Input;
import dev.taproot.image.Photograph;
import dev.taproot.network.Network;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Boxes are in pixels of the photograph, whatever part of it the network sees. */
class PointingGameTest {
  private static final int STRONG = 20 * 64 + 40;
  private static final int WEAK = 50 * 64 + 5;

  private static Network network;
  private static Input input;

  @BeforeAll
  static void load() {
    network = ReferenceTree.named("vgg").load();
    input = network.prepare(Photograph.sample("chelsea"));
  }

  @AfterAll
  static void close() {
    network.close();
  }

  @Test
  void theStrongestPixelMayMissABoxByFifteenPixels() {
    int x = (int) x(STRONG);
    int y = (int) y(STRONG);

    assertThat(measured("pointing game", new Box(x, y, 1, 1))).isEqualTo(1);
    assertThat(measured("pointing game", new Box(x + 14, y - 14, 1, 1))).isEqualTo(1);
    assertThat(measured("pointing game", new Box(x + 17, y, 30, 30))).isZero();
    assertThat(measured("pointing game", new Box(x, y - 60, 30, 43))).isZero();
    assertThat(measured("pointing game", new Box(0, 0, 1, 1), new Box(x, y, 1, 1))).isEqualTo(1);
  }

  @Test
  void theEnergyInsideIsThePartOfTheSupportThatLiesInABox() {
    Box strong = new Box((int) x(STRONG) - 3, (int) y(STRONG) - 3, 7, 7);
    Box weak = new Box((int) x(WEAK) - 3, (int) y(WEAK) - 3, 7, 7);

    assertThat(measured("energy inside", strong)).isCloseTo(0.75, within(1e-9));
    assertThat(measured("energy inside", weak)).isCloseTo(0.25, within(1e-9));
    assertThat(measured("energy inside", strong, weak, weak)).isCloseTo(1, within(1e-9));
    assertThat(measured("energy inside", new Box(0, 0, 3, 3))).isZero();
  }

  @Test
  void withoutBoxesTheGameIsNotPlayed() {
    assertThat(measured())
        .isNotEmpty()
        .extracting(Measurement::measure)
        .doesNotContain("pointing game", "energy inside");
  }

  private static double x(int place) {
    Framing framing = input.framing();
    return framing.left() + (place % 64 + 0.5) * framing.horizontal();
  }

  private static double y(int place) {
    Framing framing = input.framing();
    return framing.top() + (Math.floorDiv(place, 64) + 0.5) * framing.vertical();
  }

  private static double measured(String measure, Box... boxes) {
    return measured(boxes).stream()
        .filter(one -> one.measure().equals(measure))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static List<Measurement> measured(Box... boxes) {
    return new PixelTest("it", network, input, 1, 1, List.of(boxes)).of("two pixels", twoPixels());
  }

  /** A map of 3 at one pixel, 1 at another, and less than nothing elsewhere. */
  private static float[] twoPixels() {
    float[] values = new float[64 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == STRONG ? 3 : i == WEAK ? 1 : -5;
    }
    return values;
  }
}
