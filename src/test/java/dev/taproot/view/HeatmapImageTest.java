package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class HeatmapImageTest {
  private static final int GREY = 100;

  /** A photograph of 60 x 40 pixels, of which the network saw 40 x 40 from column 10 on. */
  private final Photograph photograph = Photograph.of("grey", grey(60, 40));

  private final Framing framing = new Framing(10, 0, 2, 2, 20, 20);

  @Test
  void supportIsOrangeAndOppositionBlue() {
    BufferedImage image = HeatmapImage.overlay(photograph, framing, map(1, 2, 5, -5));

    assertThat(at(image, 11, 20)).isEqualTo(mixed(HeatmapImage.SUPPORT, 0.75));
    assertThat(at(image, 48, 20)).isEqualTo(mixed(HeatmapImage.OPPOSITION, 0.75));
  }

  @Test
  void alphaFollowsTheMagnitude() {
    BufferedImage image = HeatmapImage.overlay(photograph, framing, map(1, 2, 4, 1));

    assertThat(at(image, 48, 5)).isEqualTo(mixed(HeatmapImage.SUPPORT, 0.75 / 4));
  }

  @Test
  void aPositionsColourIsPureAtTheCentreOfItsRectangle() {
    BufferedImage image = HeatmapImage.overlay(photograph, framing, map(2, 2, 0, 0, 0, 8));

    Color strongest = at(image, 40, 30);
    assertThat(strongest).isEqualTo(mixed(HeatmapImage.SUPPORT, 0.75));
    assertThat(at(image, 11, 1)).isEqualTo(new Color(GREY, GREY, GREY));
    int half = at(image, 30, 39).getRed();
    assertThat(half).isBetween(GREY + 40, strongest.getRed() - 40);
  }

  @Test
  void whatTheNetworkDidNotSeeIsPale() {
    BufferedImage image = HeatmapImage.overlay(photograph, framing, map(1, 1, 3));

    assertThat(at(image, 9, 20)).isEqualTo(at(image, 50, 20));
    assertThat(at(image, 9, 20).getRed()).isGreaterThan(GREY + 50);
    assertThat(at(image, 9, 20).getRed()).isEqualTo(at(image, 9, 20).getBlue());
  }

  @Test
  void aMapOfZerosLeavesNoColour() {
    BufferedImage image = HeatmapImage.overlay(photograph, framing, map(1, 2, 0, 0));

    assertThat(at(image, 30, 20)).isEqualTo(new Color(GREY, GREY, GREY));
  }

  @Test
  void theOverlayIsAsLargeAsThePhotograph() {
    BufferedImage image = HeatmapImage.overlay(photograph, framing, map(1, 1, 3));

    assertThat(image.getWidth()).isEqualTo(60);
    assertThat(image.getHeight()).isEqualTo(40);
  }

  @Test
  void aSmallerOverlayKeepsTheFrameInPlace() {
    BufferedImage image = HeatmapImage.overlay(photograph, framing, map(1, 2, 5, -5), 30);

    assertThat(image.getWidth()).isEqualTo(30);
    assertThat(image.getHeight()).isEqualTo(20);
    assertThat(at(image, 6, 10)).isEqualTo(mixed(HeatmapImage.SUPPORT, 0.75));
    assertThat(at(image, 23, 10)).isEqualTo(mixed(HeatmapImage.OPPOSITION, 0.75));
    assertThat(at(image, 2, 10).getRed()).isEqualTo(at(image, 2, 10).getBlue());
  }

  @Test
  void aSideOfNoPixelsIsRefused() {
    assertThatThrownBy(() -> HeatmapImage.overlay(photograph, framing, map(1, 1, 3), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the longer side must be at least 1 pixel, given 0");
  }

  private static Color at(BufferedImage image, int x, int y) {
    return new Color(image.getRGB(x, y));
  }

  private static Color mixed(int colour, double part) {
    Color full = new Color(colour);
    return new Color(
        (int) Math.round(GREY + (full.getRed() - GREY) * part),
        (int) Math.round(GREY + (full.getGreen() - GREY) * part),
        (int) Math.round(GREY + (full.getBlue() - GREY) * part));
  }

  private static RelevanceMap map(int height, int width, float... values) {
    return new RelevanceMap(height, width, values);
  }

  private static BufferedImage grey(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, new Color(GREY, GREY, GREY).getRGB());
      }
    }
    return image;
  }
}
