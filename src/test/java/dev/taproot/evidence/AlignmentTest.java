package dev.taproot.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.evidence.Alignment.Basis;
import dev.taproot.evidence.Alignment.Level;
import dev.taproot.evidence.Alignment.Pair;
import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What two explanations have in common. */
class AlignmentTest {
  private static final Photograph PHOTOGRAPH = photograph(0x336699);
  private static final Photograph OTHER_PHOTOGRAPH = photograph(0x996633);
  private static final Box HERE = new Box(10, 10, 20, 20);
  private static final Box NEARBY = new Box(12, 12, 20, 20);
  private static final Box ELSEWHERE = new Box(60, 60, 20, 20);

  @Test
  void aChannelOfOneNetworkIsCommonWhereverItCounts() {
    Alignment alignment =
        Alignment.of(
            tree("a", PHOTOGRAPH, leaf("head", 1, 0.3, HERE), leaf("head", 2, 0.2, HERE)),
            tree("a", PHOTOGRAPH, leaf("head", 3, 0.4, HERE), leaf("head", 2, 0.1, ELSEWHERE)));

    assertThat(alignment.basis()).isEqualTo(Basis.CHANNEL);
    assertThat(rows(alignment)).containsExactly("head", "2 = 2", "1 left", "3 right");
    assertThat(alignment.levels().get(0).pairs().get(0).overlap()).hasValue(0);
  }

  @Test
  void commonEvidenceAndTheRestAreOrderedByTheirShareOfTheRoot() {
    Alignment alignment =
        Alignment.of(
            tree(
                "a",
                PHOTOGRAPH,
                leaf("head", 1, 0.1, HERE),
                leaf("head", 2, 0.2, HERE),
                leaf("head", 3, -0.3, HERE),
                leaf("head", 4, 0.2, HERE)),
            tree("a", PHOTOGRAPH, leaf("head", 1, 0.1, HERE), leaf("head", 2, 0.2, HERE)));

    assertThat(rows(alignment)).containsExactly("head", "2 = 2", "1 = 1", "3 left", "4 left");
  }

  @Test
  void aChannelUnderSeveralDecisionsCountsOnceWithItsSharesSummed() {
    Alignment alignment =
        Alignment.of(
            tree(
                "a",
                PHOTOGRAPH,
                node("head", 1, 0.5, leaf("low", 7, 0.2, HERE), leaf("low", 8, 0.1, HERE)),
                node("head", 2, 0.5, leaf("low", 7, 0.3, ELSEWHERE))),
            tree("a", PHOTOGRAPH, node("head", 1, 0.5, leaf("low", 7, 0.1, HERE))));

    Pair pair = alignment.levels().get(1).pairs().get(0);
    Contribution left = pair.left();
    assertThat(left).isNotNull();
    assertThat(left.channel()).isEqualTo(7);
    assertThat(left.decisions()).isEqualTo(2);
    assertThat(left.rootShare()).isCloseTo(0.5, within(1e-12));
    assertThat(left.score().orElseThrow()).isCloseTo(5, within(1e-12));
    assertThat(left.share()).isEmpty();
    assertThat(left.strongest().box()).isEqualTo(ELSEWHERE);
    assertThat(rows(alignment))
        .containsExactly("head", "1 = 1", "2 left", "low", "7 = 7", "8 left");
  }

  @Test
  void scoresInUnitsOfDifferentDecisionsAreNotSummed() {
    EvidenceTree peak =
        tree(
            "a",
            "PEAK",
            PHOTOGRAPH,
            node("head", 1, 0.5, leaf("low", 7, 0.2, HERE)),
            node("head", 2, 0.5, leaf("low", 7, 0.3, HERE)));

    Contribution left = Alignment.of(peak, peak).levels().get(1).pairs().get(0).left();

    assertThat(left).isNotNull();
    assertThat(left.score()).isEmpty();
    assertThat(left.rootShare()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aLayerThatOnlyOneReachesStandsAloneInItsPlace() {
    Alignment alignment =
        Alignment.of(
            tree("a", PHOTOGRAPH, node("head", 1, 0.5, leaf("low", 7, 0.2, HERE))),
            tree(
                "a",
                PHOTOGRAPH,
                node("head", 1, 0.5, node("middle", 4, 0.3, leaf("low", 7, 0.2, HERE)))));

    assertThat(rows(alignment))
        .containsExactly("head", "1 = 1", "- / middle", "4 right", "low", "7 = 7");
  }

  @Test
  void twoNetworksAreAlignedByPlace() {
    Alignment alignment =
        Alignment.of(
            tree("a", PHOTOGRAPH, leaf("head", 1, 0.3, HERE), leaf("head", 2, 0.2, ELSEWHERE)),
            tree("b", PHOTOGRAPH, leaf("layer4", 9, 0.3, NEARBY), leaf("layer4", 1, 0.1, NEARBY)));

    assertThat(alignment.basis()).isEqualTo(Basis.PLACE);
    assertThat(rows(alignment)).containsExactly("head / layer4", "1 = 9", "2 left", "1 right");
    assertThat(alignment.levels().get(0).pairs().get(0).overlap().orElseThrow())
        .isCloseTo(324.0 / 476, within(1e-12));
  }

  @Test
  void placesThatOverlapByLessThanHalfAreDifferent() {
    Box shifted = new Box(HERE.x() + 7, HERE.y(), HERE.width(), HERE.height());

    Alignment alignment =
        Alignment.of(
            tree("a", PHOTOGRAPH, leaf("head", 1, 0.3, HERE)),
            tree("b", PHOTOGRAPH, leaf("layer4", 9, 0.3, shifted)));

    assertThat(HERE.overlap(shifted)).isCloseTo(260.0 / 540, within(1e-12));
    assertThat(rows(alignment)).containsExactly("head / layer4", "1 left", "9 right");
  }

  @Test
  void equalPixelsAreOnePhotographWhateverItsName() {
    Photograph copy = Photograph.of("copy", PHOTOGRAPH.toImage());

    assertThat(
            Alignment.of(
                    tree("a", PHOTOGRAPH, leaf("head", 1, 0.3, HERE)),
                    tree("b", copy, leaf("layer4", 9, 0.3, HERE)))
                .basis())
        .isEqualTo(Basis.PLACE);
  }

  @Test
  void twoPhotographsUnderOneNetworkAreAlignedByChannelAndHaveNoCommonPlaces() {
    Alignment alignment =
        Alignment.of(
            tree("a", PHOTOGRAPH, leaf("head", 1, 0.3, HERE)),
            tree("a", OTHER_PHOTOGRAPH, leaf("head", 1, 0.3, HERE)));

    assertThat(rows(alignment)).containsExactly("head", "1 = 1");
    assertThat(alignment.levels().get(0).pairs().get(0).overlap()).isEmpty();
  }

  @Test
  void twoNetworksOnTwoPhotographsHaveNothingToAlignBy() {
    Alignment alignment =
        Alignment.of(
            tree("a", PHOTOGRAPH, node("head", 1, 0.3, leaf("low", 2, 0.1, HERE))),
            tree("b", OTHER_PHOTOGRAPH, leaf("head", 1, 0.3, HERE)));

    assertThat(alignment.basis()).isEqualTo(Basis.NOTHING);
    assertThat(rows(alignment)).containsExactly("head", "1 left", "1 right", "low / -", "2 left");
  }

  @Test
  void anExplanationHasEverythingInCommonWithItself() {
    EvidenceTree tree =
        tree(
            "a",
            PHOTOGRAPH,
            node("head", 1, 0.5, leaf("low", 7, 0.2, HERE), leaf("low", 8, -0.1, HERE)),
            leaf("head", 2, -0.5, HERE));

    assertThat(rows(Alignment.of(tree, tree)))
        .containsExactly("head", "1 = 1", "2 = 2", "low", "7 = 7", "8 = 8");
  }

  @Test
  void aChannelThatSupportsOneAndOpposesTheOtherIsCommonAndDisagrees() {
    Alignment alignment =
        Alignment.of(
            tree("a", PHOTOGRAPH, leaf("head", 1, 0.3, HERE)),
            tree("a", PHOTOGRAPH, leaf("head", 1, -0.2, HERE)));

    assertThat(alignment.levels().get(0).pairs()).singleElement().matches(Pair::disagrees);
  }

  @Test
  void treesWithoutAnyEvidenceAlign() {
    assertThat(rows(Alignment.of(tree("a", PHOTOGRAPH), tree("a", PHOTOGRAPH))))
        .containsExactly("head");
  }

  private static List<String> rows(Alignment alignment) {
    List<String> rows = new ArrayList<>();
    for (Level level : alignment.levels()) {
      String left = level.left() == null ? "-" : level.left();
      String right = level.right() == null ? "-" : level.right();
      rows.add(left.equals(right) ? left : left + " / " + right);
      for (Pair pair : level.pairs()) {
        rows.add(
            switch (pair.status()) {
              case COMMON -> channel(pair.left()) + " = " + channel(pair.right());
              case ONLY_LEFT -> channel(pair.left()) + " left";
              case ONLY_RIGHT -> channel(pair.right()) + " right";
            });
      }
    }
    return rows;
  }

  private static String channel(@Nullable Contribution one) {
    return one == null ? "none" : Integer.toString(one.channel());
  }

  private static EvidenceTree tree(String network, Photograph photograph, Evidence... evidence) {
    return tree(network, "FLOW", photograph, evidence);
  }

  private static EvidenceTree tree(
      String network, String rule, Photograph photograph, Evidence... evidence) {
    ClassScore target = new ClassScore(1, "cat", 10, 0.5);
    return new EvidenceTree(
        photograph,
        new Framing(0, 0, 1, 1, 100, 100),
        target,
        null,
        List.of(target),
        grounds("head", evidence),
        new Provenance(
            network,
            network.repeat(64),
            photograph.name(),
            "100 x 100",
            rule,
            "gradient x activation",
            List.of("head"),
            3,
            0,
            "cpu",
            Map.of()));
  }

  private static Grounds grounds(String layer, Evidence... evidence) {
    return new Grounds(
        evidence.length == 0 ? layer : evidence[0].layer(),
        10,
        0,
        10,
        0,
        64,
        0,
        false,
        List.of(evidence),
        List.of());
  }

  private static Evidence node(String layer, int channel, double rootShare, Evidence... below) {
    return leaf(layer, channel, rootShare, HERE).on(grounds(layer, below));
  }

  private static Evidence leaf(String layer, int channel, double rootShare, Box box) {
    return new Evidence(
        layer,
        channel,
        rootShare * 10,
        rootShare,
        rootShare,
        new Location(0, 0),
        box,
        new RelevanceMap(1, 1, new float[] {(float) rootShare * 10}),
        null);
  }

  private static Photograph photograph(int rgb) {
    BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
    image.setRGB(3, 4, rgb);
    return Photograph.of("photograph", image);
  }
}
