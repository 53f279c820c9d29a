package dev.taproot.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramingTest {
  private static final Framing FRAMING = new Framing(10, 20, 2, 4, 50, 30);

  @Test
  void aRectangleOfTheInputIsFoundInThePhotograph() {
    assertThat(FRAMING.box(3, 5, 7, 6, 200, 200)).isEqualTo(new Box(16, 40, 8, 4));
  }

  @Test
  void aPixelThatIsTouchedBelongsToTheBox() {
    assertThat(FRAMING.box(3.4, 5.4, 6.6, 5.6, 200, 200)).isEqualTo(new Box(16, 41, 8, 2));
  }

  @Test
  void whatReachesBeyondTheInputIsCutToIt() {
    assertThat(FRAMING.box(-9, -9, 99, 99, 200, 200)).isEqualTo(new Box(10, 20, 100, 120));
  }

  @Test
  void whatReachesBeyondThePhotographIsCutToIt() {
    assertThat(FRAMING.box(0, 0, 50, 30, 60, 50)).isEqualTo(new Box(10, 20, 50, 30));
  }

  @Test
  void aBoxHasAtLeastOnePixel() {
    assertThat(FRAMING.box(4, 4, 4, 4, 200, 200)).isEqualTo(new Box(18, 36, 1, 1));
    assertThat(FRAMING.box(80, 80, 90, 90, 60, 50)).isEqualTo(new Box(59, 49, 1, 1));
  }

  @Test
  void roundingDoesNotWidenABox() {
    for (int side = 230; side < 1000; side++) {
      double scale = side / 256.0 / 3;
      Framing framing = new Framing(0, 0, scale, scale, 768, 768);

      assertThat(framing.box(0, 0, 768, 768, 2000, 2000)).isEqualTo(new Box(0, 0, side, side));
    }
  }
}
