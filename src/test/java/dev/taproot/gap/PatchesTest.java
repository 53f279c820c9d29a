package dev.taproot.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.evidence.Location;
import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import dev.taproot.network.Layer;
import dev.taproot.network.ReceptiveField;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A patch is where in the photograph the strongest part of a channel's map lies. */
class PatchesTest {
  private static final int SIDE = 64;

  /** Eight by eight positions of eight pixels each, each seeing 44 pixels about its middle. */
  private static final Layer LAYER = layer(new ReceptiveField(8, -18, 25, false));

  @Test
  void aSinglePositionGivesThreeStridesAboutItsMiddle() {
    Box box = patch(LAYER, new Location(3, 4), Map.of(new Location(3, 4), 1f));

    assertThat(box).isEqualTo(new Box(4 * 8 - 8, 3 * 8 - 8, 24, 24));
  }

  @Test
  void aReceptiveFieldOfLessThanThreeStridesIsTheBoxItself() {
    Layer layer = layer(new ReceptiveField(8, -1, 8, false));

    Box box = patch(layer, new Location(3, 4), Map.of(new Location(3, 4), 1f));

    assertThat(box).isEqualTo(new Box(4 * 8 - 1, 3 * 8 - 1, 10, 10));
  }

  @Test
  void aPositionThatSeesTheWholeImageStandsForThreeStridesToo() {
    Layer layer = layer(new ReceptiveField(8, 0, 7, true));

    Box box = patch(layer, new Location(3, 4), Map.of(new Location(3, 4), 1f));

    assertThat(box).isEqualTo(new Box(24, 16, 24, 24));
  }

  @Test
  void neighboursOfAtLeastHalfTheStrengthEnlargeIt() {
    Box box =
        patch(
            LAYER,
            new Location(3, 4),
            Map.of(
                new Location(3, 4), 1f,
                new Location(3, 3), 0.5f,
                new Location(3, 2), 0.6f,
                new Location(4, 4), 0.49f));

    assertThat(box).isEqualTo(new Box(2 * 8 - 8, 3 * 8 - 8, 24 + 2 * 8, 24));
  }

  @Test
  void strongPositionsThatAreNotConnectedDoNot() {
    Box box =
        patch(
            LAYER,
            new Location(3, 4),
            Map.of(
                new Location(3, 4), 1f,
                new Location(4, 5), 0.9f,
                new Location(3, 7), 0.9f));

    assertThat(box).isEqualTo(new Box(24, 16, 24, 24));
  }

  @Test
  void theLastPositionOfARowIsNoNeighbourOfTheFirstOfTheNext() {
    Box box =
        patch(LAYER, new Location(3, 7), Map.of(new Location(3, 7), 1f, new Location(4, 0), 1f));

    assertThat(box.x()).isEqualTo(7 * 8 - 8);
    assertThat(box.height()).isEqualTo(24);
  }

  @Test
  void oppositionIsFollowedDownwards() {
    Box box =
        patch(
            LAYER,
            new Location(3, 4),
            Map.of(
                new Location(3, 4), -1f,
                new Location(2, 4), -0.7f,
                new Location(3, 5), 0.9f));

    assertThat(box).isEqualTo(new Box(24, 8, 24, 32));
  }

  @Test
  void aMapOfZerosGivesThePositionAsked() {
    assertThat(patch(LAYER, new Location(3, 4), Map.of())).isEqualTo(new Box(24, 16, 24, 24));
  }

  @Test
  void theBoxLiesInThePhotographWhereverThePositionIs() {
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 8; column++) {
        Location location = new Location(row, column);
        Box box = patch(LAYER, location, Map.of(location, 1f));
        assertThat(box.x()).isNotNegative();
        assertThat(box.y()).isNotNegative();
        assertThat(box.x() + box.width()).isLessThanOrEqualTo(SIDE);
        assertThat(box.y() + box.height()).isLessThanOrEqualTo(SIDE);
      }
    }
  }

  @Test
  void theBoxIsInPixelsOfThePhotographRatherThanOfTheInput() {
    Framing framing = new Framing(10, 20, 2, 3, SIDE, SIDE);
    Photograph photograph = photograph(300, 300);

    Box box =
        new Patches(framing, photograph)
            .of(LAYER, map(Map.of(new Location(3, 4), 1f)), new Location(3, 4));

    assertThat(box).isEqualTo(new Box(10 + 24 * 2, 20 + 16 * 3, 24 * 2, 24 * 3));
  }

  private static Box patch(Layer layer, Location strongest, Map<Location, Float> relevance) {
    Framing framing = new Framing(0, 0, 1, 1, SIDE, SIDE);
    return new Patches(framing, photograph(SIDE, SIDE)).of(layer, map(relevance), strongest);
  }

  private static float[] map(Map<Location, Float> relevance) {
    float[] map = new float[64];
    relevance.forEach((place, value) -> map[place.row() * 8 + place.column()] = value);
    return map;
  }

  private static Photograph photograph(int width, int height) {
    return Photograph.of("plain", new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
  }

  private static Layer layer(ReceptiveField field) {
    return new Layer("layer2", "Sequential", 1, 8, 8, field, field, true, true, false, true);
  }
}
