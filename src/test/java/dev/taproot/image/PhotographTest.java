package dev.taproot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.modality.cv.BufferedImageFactory;
import dev.taproot.input.InvalidInputException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotographTest {
  static List<String> filesComparedWithPillow() {
    return Resources.comparedWithPillow();
  }

  @ParameterizedTest
  @MethodSource("filesComparedWithPillow")
  void everyKindOfFileGivesThePixelsThatPillowReads(String name) {
    Photograph read = Resources.photograph(name);
    Photograph expected = Resources.photograph(name + ".expected.png");

    assertThat(read.name()).isEqualTo(name);
    assertThat(read.width()).isEqualTo(expected.width());
    assertThat(read.height()).isEqualTo(expected.height());
    assertThat(read.pixels().rgb).isEqualTo(expected.pixels().rgb);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 8})
  void aPhotographTakenStandingIsTurnedUpright(int orientation) {
    Photograph read = Resources.photograph("orientation-" + orientation + ".jpg");

    assertThat(read.width()).isEqualTo(16);
    assertThat(read.height()).isEqualTo(24);
  }

  @Test
  void aPictureInMemoryIsCopied() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, 0x123456);

    Photograph photograph = Photograph.of("mine", image);
    image.setRGB(2, 1, 0);
    photograph.toImage().setRGB(2, 1, 0);

    assertThat(photograph.name()).isEqualTo("mine");
    assertThat(photograph.toImage().getRGB(2, 1)).isEqualTo(0xFF123456);
    assertThat(photograph.prepared()).isEmpty();
  }

  @Test
  void transparentPartsAreLaidOnWhite() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00FF0000);
    image.setRGB(1, 0, 0x80FF0000);
    image.setRGB(2, 0, 0xFFFF0000);

    assertThat(Photograph.of("red", image).pixels().rgb)
        .containsExactly(0xFFFFFF, 0xFF7F7F, 0xFF0000);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_4BYTE_ABGR_PRE,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void everyKindOfPictureInMemoryKeepsItsColours(int type) {
    BufferedImage image = new BufferedImage(2, 1, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(0x3399FF));
    graphics.fillRect(0, 0, 2, 1);
    graphics.dispose();

    assertThat(Photograph.of("blue", image).pixels().rgb).containsExactly(0x3399FF, 0x3399FF);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void greyIsNotBrightened(int type) {
    BufferedImage image = new BufferedImage(1, 1, type);
    image.getRaster().setSample(0, 0, 0, type == BufferedImage.TYPE_BYTE_GRAY ? 100 : 100 << 8);

    assertThat(Photograph.of("grey", image).pixels().rgb).containsExactly(0x646464);
  }

  @Test
  void anImageOfTheDeepJavaLibraryIsTaken() throws IOException {
    ai.djl.modality.cv.Image image =
        new BufferedImageFactory().fromFile(Resources.file("source.png"));

    assertThat(Photograph.of("djl", image).pixels().rgb)
        .isEqualTo(Resources.photograph("source.png").pixels().rgb);
  }

  @Test
  void aBoxIsCutOut() {
    Photograph photograph = Resources.photograph("source.png");

    BufferedImage part = photograph.crop(new Box(58, 40, 3, 7));

    assertThat(part.getWidth()).isEqualTo(3);
    assertThat(part.getHeight()).isEqualTo(7);
    assertThat(part.getRGB(2, 6)).isEqualTo(photograph.toImage().getRGB(60, 46));
  }

  @Test
  void aBoxBeyondThePhotographIsRefused() {
    Photograph photograph = Resources.photograph("source.png");

    for (Box box :
        List.of(
            new Box(-1, 0, 2, 2),
            new Box(0, -1, 2, 2),
            new Box(60, 0, 2, 1),
            new Box(0, 46, 1, 2),
            new Box(1, 1, Integer.MAX_VALUE, 1))) {
      assertThatThrownBy(() -> photograph.crop(box))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("61 x 47");
    }
  }

  @Test
  void everySampleCanBeRead() {
    assertThat(Photograph.samples()).isNotEmpty();
    for (Sample sample : Photograph.samples()) {
      Photograph photograph = Photograph.sample(sample.name());

      assertThat(photograph.name()).isEqualTo(sample.name());
      assertThat(photograph.width()).isGreaterThanOrEqualTo(100);
      assertThat(sample.credit()).isNotBlank();
      assertThat(sample.licence()).isNotBlank();
    }
  }

  @Test
  void aMistypedSampleIsAnsweredWithTheNearestName() {
    String name = Photograph.samples().get(0).name();

    assertThatThrownBy(() -> Photograph.sample(name + "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("did you mean \"" + name + "\"?");
  }

  @Test
  void anUnknownSampleIsAnsweredWithAllNames() {
    assertThatThrownBy(() -> Photograph.sample("?"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            String.join(", ", Photograph.samples().stream().map(Sample::name).toList()));
  }
}
