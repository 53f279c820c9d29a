package dev.taproot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.input.InvalidInputException;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreprocessingTest {
  private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> STD = List.of(0.229, 0.224, 0.225);
  private static final Interpolation BILINEAR = Interpolation.BILINEAR;

  @ParameterizedTest
  @EnumSource
  void theInputEqualsTorchvisionsToTheLastBit(Interpolation interpolation) {
    String name = interpolation.name().toLowerCase(Locale.ROOT);
    Preprocessing preprocessing = new Preprocessing(24, 31, interpolation, MEAN, STD);
    BufferedImage lying = Resources.photograph("source.png").toImage();

    assertThat(preprocessing.apply(Photograph.of("lying", lying)).values())
        .isEqualTo(torchvisions("lying-" + name));
    assertThat(preprocessing.apply(Photograph.of("standing", turnedLeft(lying))).values())
        .isEqualTo(torchvisions("standing-" + name));
  }

  private static float[] torchvisions(String name) {
    return Resources.photograph("preprocessed-" + name + ".npy").prepared().orElseThrow().values();
  }

  private static BufferedImage turnedLeft(BufferedImage image) {
    int width = image.getHeight();
    int height = image.getWidth();
    BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        turned.setRGB(x, y, image.getRGB(height - 1 - y, x));
      }
    }
    return turned;
  }

  @Test
  void imagenetsInputHas224PixelsASide() {
    Input input = Preprocessing.IMAGENET.apply(grey(500, 375));

    assertThat(input.height()).isEqualTo(224);
    assertThat(input.width()).isEqualTo(224);
    assertThat(input.values()).hasSize(3 * 224 * 224);
    assertThat(input.values()[0]).isEqualTo((128 / 255f - 0.485f) / 0.229f);
  }

  @Test
  void theFramingLeadsBackToThePhotograph() {
    // 500 x 375 becomes 341 x 256; columns 58 to 282 and rows 16 to 240 of it are the input.
    Framing framing = Preprocessing.IMAGENET.apply(grey(500, 375)).framing();

    assertThat(framing.horizontal()).isCloseTo(500 / 341.0, within(1e-12));
    assertThat(framing.vertical()).isCloseTo(375 / 256.0, within(1e-12));
    assertThat(framing.left()).isCloseTo(58 * 500 / 341.0, within(1e-12));
    assertThat(framing.top()).isCloseTo(16 * 375 / 256.0, within(1e-12));
    assertThat(framing.width()).isEqualTo(224);
    assertThat(framing.height()).isEqualTo(224);
  }

  @Test
  void aPreparedTensorIsGivenAsItIs() {
    Photograph photograph = Resources.photograph("preprocessed-lying-bilinear.npy");

    Input input = Preprocessing.IMAGENET.apply(photograph);

    assertThat(input.width()).isEqualTo(24);
    assertThat(input.height()).isEqualTo(24);
    assertThat(input.values()).isEqualTo(photograph.prepared().orElseThrow().values());
    assertThat(input.framing()).isEqualTo(new Framing(0, 0, 1, 1, 24, 24));
  }

  @Test
  void theValuesHandedOutAreACopy() {
    Input input = Preprocessing.IMAGENET.apply(grey(300, 300));
    float before = input.values()[7];
    input.values()[7] = 99;

    assertThat(input.values()[7]).isEqualTo(before);
  }

  @Test
  void aLongPanoramaIsFramedWithoutBeingResizedAsAWhole() {
    Input input = Preprocessing.IMAGENET.apply(grey(30_000, 10));

    assertThat(input.values()).hasSize(3 * 224 * 224);
  }

  @Test
  void aThreadThinPictureIsRefused() {
    assertThatThrownBy(() -> Preprocessing.IMAGENET.apply(grey(5_000, 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("5000 x 1");
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertRefused(() -> new Preprocessing(0, 256, BILINEAR, MEAN, STD), "size is 0");
    assertRefused(() -> new Preprocessing(9000, 9000, BILINEAR, MEAN, STD), "1 to 8192");
    assertRefused(() -> new Preprocessing(224, 223, BILINEAR, MEAN, STD), "from 224 to 8192");
    assertRefused(() -> new Preprocessing(224, 9000, BILINEAR, MEAN, STD), "from 224 to 8192");
  }

  @Test
  void meansAndStdsOutOfRangeAreRefused() {
    List<Double> two = List.of(0.5, 0.5);
    List<Double> zero = List.of(0.2, 0.0, 0.2);
    List<Double> infinite = List.of(0.2, Double.POSITIVE_INFINITY, 0.2);
    assertRefused(() -> new Preprocessing(224, 256, BILINEAR, two, STD), "[0.5, 0.5]");
    assertRefused(() -> new Preprocessing(224, 256, BILINEAR, infinite, STD), "three numbers");
    assertRefused(() -> new Preprocessing(224, 256, BILINEAR, MEAN, two), "[0.5, 0.5]");
    assertRefused(() -> new Preprocessing(224, 256, BILINEAR, MEAN, zero), "above 0");
    assertRefused(() -> new Preprocessing(224, 256, BILINEAR, MEAN, infinite), "above 0");
  }

  @Test
  void theListsAreCopied() {
    List<Double> mean = new ArrayList<>(MEAN);
    Preprocessing preprocessing = new Preprocessing(224, 256, BILINEAR, mean, STD);
    mean.set(0, 9.0);

    assertThat(preprocessing.mean()).isEqualTo(MEAN);
  }

  private static Photograph grey(int width, int height) {
    int[] rgb = new int[width * height];
    Arrays.fill(rgb, 0x808080);
    return new Photograph("grey", new Pixels(width, height, rgb));
  }

  private static void assertRefused(Runnable creation, String part) {
    assertThatThrownBy(creation::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(part);
  }
}
