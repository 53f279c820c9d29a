package dev.taproot.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplingTest {
  private static final Pixels SOURCE = Resources.photograph("source.png").pixels();

  @ParameterizedTest
  @CsvSource({"40, 25", "61, 20", "9, 47", "100, 83", "1, 1", "60, 46", "61, 47"})
  void everyPixelEqualsPillows(int width, int height) {
    for (Interpolation interpolation : Interpolation.values()) {
      String name = interpolation.name().toLowerCase(Locale.ROOT);
      Photograph expected =
          Resources.photograph("resized-" + name + "-" + width + "x" + height + ".png");

      Pixels resized =
          Resampling.resize(SOURCE, width, height, new Box(0, 0, width, height), interpolation);

      assertThat(resized.rgb).as(name).isEqualTo(expected.pixels().rgb);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPartEqualsThatPartOfTheWhole(Interpolation interpolation) {
    Pixels whole = Resampling.resize(SOURCE, 37, 29, new Box(0, 0, 37, 29), interpolation);
    for (Box part : List.of(new Box(5, 3, 20, 20), new Box(36, 28, 1, 1), new Box(0, 9, 37, 2))) {
      Pixels resized = Resampling.resize(SOURCE, 37, 29, part, interpolation);

      assertThat(resized.width).isEqualTo(part.width());
      assertThat(resized.height).isEqualTo(part.height());
      for (int y = 0; y < part.height(); y++) {
        for (int x = 0; x < part.width(); x++) {
          assertThat(resized.rgb[y * part.width() + x])
              .isEqualTo(whole.rgb[(part.y() + y) * 37 + part.x() + x]);
        }
      }
    }
  }

  @Test
  void shrinkingAveragesFineStripesInsteadOfPickingSome() {
    int[] stripes = new int[64 * 64];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = i % 2 == 0 ? 0xFFFFFF : 0;
    }

    Pixels shrunk =
        Resampling.resize(
            new Pixels(64, 64, stripes), 8, 8, new Box(1, 1, 6, 6), Interpolation.BILINEAR);

    for (int pixel : shrunk.rgb) {
      assertThat(pixel & 0xFF).isBetween(126, 129);
    }
  }
}
