package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.evidence.Bias;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.image.Box;
import dev.taproot.input.InvalidInputException;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreePictureTest {
  private static final int MARGIN = 24;
  private static final String LONG =
      "features.denseblock4.denselayer16.<b>Donaudampfschifffahrt</b>"
          + "selektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(20);

  @Test
  void threeLayersFitOnAScreen() {
    BufferedImage picture = TreePicture.of(new SampleTree().build());

    assertThat(picture.getWidth()).isBetween(1300, 1400);
    assertThat(picture.getHeight()).isBetween(500, 1300);
  }

  @Test
  void aScaleOfTwoDoublesBothSides() {
    EvidenceTree tree = new SampleTree().depth(2).build();

    BufferedImage usual = TreePicture.of(tree);
    BufferedImage large = TreePicture.of(tree, 2);

    assertThat(large.getWidth()).isEqualTo(2 * usual.getWidth());
    assertThat(large.getHeight()).isEqualTo(2 * usual.getHeight());
  }

  @Test
  void aScaleThatDrawsNothingIsRefused() {
    EvidenceTree tree = new SampleTree().depth(1).build();

    assertThatThrownBy(() -> TreePicture.of(tree, 0)).hasMessageContaining("scale");
    assertThatThrownBy(() -> TreePicture.of(tree, Double.NaN)).hasMessageContaining("scale");
    assertThatThrownBy(() -> TreePicture.of(tree, 1000)).hasMessageContaining("scale");
  }

  @Test
  void everyCardShowsItsPatchAndItsHeatmap() {
    EvidenceTree tree = new SampleTree().opposition(1).build();
    BufferedImage picture = TreePicture.of(tree);
    Backdrop photograph = new Backdrop(tree.photograph().toImage(), tree.framing());
    Backdrop input = photograph.cut(photograph.seen());

    for (CardPlace place : TreePicture.places(tree)) {
      Box box = place.evidence().box();
      int side = Math.min(box.width(), box.height());
      Box square =
          new Box(
              box.x() + (box.width() - side) / 2, box.y() + (box.height() - side) / 2, side, side);
      int size = (int) place.patch().getWidth();
      assertShows(picture, place.patch(), photograph.patch(square, size));
      assertShows(
          picture,
          place.heatmap(),
          HeatmapImage.overlay(input.within(size), place.evidence().map()));
    }
  }

  /** Compares all but the corners, which are round. */
  private static void assertShows(
      BufferedImage picture, Rectangle2D place, BufferedImage expected) {
    int inset = 5;
    int side = (int) place.getWidth() - 2 * inset;
    int x = (int) place.getX() + inset;
    int y = (int) place.getY() + inset;
    assertThat(rgb(picture, new Box(x, y, side, side)))
        .isEqualTo(rgb(expected, new Box(inset, inset, side, side)));
  }

  @Test
  void aTickOnTheBarStandsWhereTheMeasuredShareIs() {
    EvidenceTree tree = new SampleTree().opposition(1).tested().build();
    BufferedImage picture = TreePicture.of(tree);
    double largest = Shares.largest(tree);

    for (CardPlace place : TreePicture.places(tree)) {
      Rectangle2D facts = place.facts();
      int y = (int) facts.getY() + 32;
      OptionalDouble part = Shares.measuredPart(place.evidence(), largest);
      long ink =
          IntStream.range((int) facts.getX(), (int) facts.getMaxX())
              .filter(x -> picture.getRGB(x, y) == Canvas.INK.getRGB())
              .count();
      if (part.isEmpty()) {
        assertThat(ink).isZero();
      } else {
        double x = facts.getX() + part.getAsDouble() * (facts.getWidth() - 2);
        assertThat(picture.getRGB((int) Math.round(x + 0.5), y)).isEqualTo(Canvas.INK.getRGB());
        assertThat(ink).isBetween(1L, 2L);
      }
      assertThat(place.card().contains(facts)).isTrue();
    }
  }

  @Test
  void theLongestFinePrintIsWhole() {
    EvidenceTree tree =
        new SampleTree().rule("PEAK").against("lynx").biases(new Bias("fc", 0.5)).build();
    String notes = Wording.units("PEAK", tree.against()) + " " + Wording.shares(tree.root());

    List<String> lines = Lettering.plain(Sheet.FINE_PRINT).lines(notes, 600, 6);

    assertThat(String.join(" ", lines)).isEqualTo(notes);
  }

  @Test
  void bandsOfSupportAreOrangeAndOfOppositionBlue() {
    EvidenceTree tree = new SampleTree().width(2).opposition(2).build();
    BufferedImage picture = TreePicture.of(tree);

    for (CardPlace place : TreePicture.places(tree)) {
      int before = picture.getRGB((int) place.in().getX() - 3, (int) place.in().getY());
      assertThat(before).isEqualTo(Canvas.hue(place.evidence().supports()).getRGB());
    }
  }

  @Test
  void bandsAreAsWideAsTheShares() {
    EvidenceTree tree = new SampleTree().depth(1).width(3).build();
    BufferedImage picture = TreePicture.of(tree);
    int orange = Canvas.hue(true).getRGB();

    List<CardPlace> places = TreePicture.places(tree);
    List<Double> widths = new ArrayList<>();
    for (CardPlace place : places) {
      int x = (int) place.in().getX() - 2;
      int middle = (int) place.in().getY();
      widths.add(
          (double)
              IntStream.range(middle - 30, middle + 30)
                  .filter(y -> picture.getRGB(x, y) == orange)
                  .count());
    }

    double perShare = widths.get(0) / places.get(0).evidence().share();
    for (int i = 1; i < widths.size(); i++) {
      assertThat(widths.get(i) / perShare)
          .isCloseTo(places.get(i).evidence().share(), within(0.03));
    }
  }

  @Test
  void whatAPageFoldsIsNotShown() {
    EvidenceTree tree = new SampleTree().build();
    Unfolding unfolding = new Unfolding(tree);
    int open = inSight(tree.root(), unfolding);

    assertThat(TreePicture.places(tree)).hasSize(open).hasSizeLessThan(39);
    assertThat(TreePicture.places(tree))
        .allMatch(
            place ->
                place.evidence().grounds() == null
                    || unfolding.isOpen(place.evidence()) == (place.account() != null));
  }

  private static int inSight(Grounds grounds, Unfolding unfolding) {
    return grounds.evidence().stream()
        .mapToInt(
            one ->
                1
                    + (one.grounds() != null && unfolding.isOpen(one)
                        ? inSight(one.grounds(), unfolding)
                        : 0))
        .sum();
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "1,6,0", "2,6,2", "3,1,0", "3,3,3", "4,2,1", "4,9,0"})
  void cardsLieInThePictureAndNotOnEachOther(int depth, int width, int opposition) {
    EvidenceTree tree = new SampleTree().depth(depth).width(width).opposition(opposition).build();
    BufferedImage picture = TreePicture.of(tree);
    List<CardPlace> places = TreePicture.places(tree);

    Rectangle2D inside =
        new Rectangle2D.Double(
            MARGIN, MARGIN, picture.getWidth() - 2 * MARGIN, picture.getHeight() - 2 * MARGIN);
    for (int i = 0; i < places.size(); i++) {
      assertThat(inside.contains(places.get(i).card())).isTrue();
      for (int j = 0; j < i; j++) {
        assertThat(places.get(i).card().intersects(places.get(j).card())).isFalse();
      }
    }
    assertMarginsAreEmpty(picture);
  }

  @Test
  void sixLayersBecomeSixColumns() {
    EvidenceTree tree = deeper(new SampleTree().depth(3).width(1).build());

    assertThat(TreePicture.places(tree).stream().map(place -> place.card().getX()).distinct())
        .hasSize(6);
    assertMarginsAreEmpty(TreePicture.of(tree));
  }

  /** Hangs a chain of evidence below its own last link. */
  private static EvidenceTree deeper(EvidenceTree tree) {
    return new EvidenceTree(
        tree.photograph(),
        tree.framing(),
        tree.target(),
        tree.against(),
        tree.top(),
        appended(tree.root(), tree.root()),
        tree.provenance());
  }

  private static Grounds appended(Grounds grounds, Grounds end) {
    return grounds.showing(
        grounds.evidence().stream()
            .map(one -> one.on(one.grounds() == null ? end : appended(one.grounds(), end)))
            .toList());
  }

  @Test
  void namesThatAreTooLongEndInAnEllipsisWhereTheirPlaceEnds() {
    EvidenceTree tree =
        new SampleTree().label(LONG).against(LONG).layers(LONG, LONG, LONG).width(2).build();

    assertMarginsAreEmpty(TreePicture.of(tree));
    assertMarginsAreEmpty(TreePicture.of(new SampleTree().label(LONG).depth(1).build()));
    Lettering lettering = Lettering.plain(11);
    assertThat(lettering.cut(LONG, 100)).endsWith("…").hasSizeLessThan(30);
    assertThat(lettering.width(lettering.cut(LONG, 100))).isLessThanOrEqualTo(100);
    assertThat(lettering.lines(LONG, 100, 2)).hasSize(2).last().asString().endsWith("…");
    assertThat(lettering.cut("channel 7", 100)).isEqualTo("channel 7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "虎斑猫",
        "قطة نمرية",
        "טיגריס 🐅 𝔱𝔦𝔤𝔢𝔯",
        "\u0000\u0007\u202e\n\r\t\ud83d",
        "</svg><script>alert(1)</script>",
        "<html><b>bold</b>"
      })
  void anyLabelIsOnlyText(String label) {
    EvidenceTree tree =
        new SampleTree().depth(2).width(1).label(label).against(label).layers(label, label).build();

    assertMarginsAreEmpty(TreePicture.of(tree));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "900,30", "30,900", "3000,1", "1,3000", "640,480"})
  void photographsMayHaveAnyProportions(int width, int height) {
    EvidenceTree tree =
        new SampleTree()
            .photograph(SampleTree.landscape(width, height))
            .depth(2)
            .opposition(1)
            .build();

    BufferedImage picture = TreePicture.of(tree);

    assertMarginsAreEmpty(picture);
    assertThat(picture.getHeight()).isLessThan(1300);
  }

  @Test
  void cautionsStandInTheAccount() {
    EvidenceTree plain = new SampleTree().rule("PEAK").depth(2).build();
    EvidenceTree cautious = new SampleTree().rule("PEAK").depth(2).cautions().build();

    CardPlace passedOver = TreePicture.places(cautious).get(0);
    assertThat(passedOver.account()).isNotNull();
    assertThat(passedOver.height()).isGreaterThan(TreePicture.places(plain).get(0).height());
    CardPlace saturated =
        TreePicture.places(cautious).stream()
            .filter(place -> saturated(place.evidence().grounds()))
            .findFirst()
            .orElseThrow();
    assertThat(saturated.account()).isNotNull();
    assertMarginsAreEmpty(TreePicture.of(cautious));
  }

  private static boolean saturated(@Nullable Grounds grounds) {
    return grounds != null && grounds.saturated();
  }

  @Test
  void aDecisionWithoutAnyEvidenceStillShows() {
    BufferedImage picture =
        TreePicture.of(new SampleTree().depth(1).width(0).against("Egyptian cat").build());

    assertMarginsAreEmpty(picture);
    assertThat(picture.getWidth()).isGreaterThan(600);
  }

  @Test
  void theMarksOfManyChannelsStayInTheirColumn() {
    EvidenceTree tree = new SampleTree().depth(1).width(100).opposition(100).build();

    assertMarginsAreEmpty(TreePicture.of(tree));
  }

  @Test
  void aPictureTooLargeForMemoryIsRefused() {
    EvidenceTree tree = new SampleTree().depth(1).width(100).opposition(100).build();

    assertThatThrownBy(() -> TreePicture.of(tree, 4)).hasMessageContaining("too large");
  }

  @Test
  void aPngIsSmallAndNearlyTheSamePicture() throws IOException {
    EvidenceTree tree = new SampleTree().photograph(SampleTree.landscape(1200, 900)).build();
    BufferedImage exact = TreePicture.of(tree);

    byte[] png = TreePicture.png(tree, 1);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));

    assertThat(png).hasSizeLessThan(500_000);
    assertThat(read.getColorModel()).isInstanceOf(IndexColorModel.class);
    Box all = new Box(0, 0, exact.getWidth(), exact.getHeight());
    int[] before = rgb(exact, all);
    int[] after = rgb(read, all);
    double error = 0;
    for (int i = 0; i < before.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        error += Math.abs((before[i] >> shift & 0xFF) - (after[i] >> shift & 0xFF)) / 3.0;
      }
    }
    assertThat(error / before.length).isLessThan(2);
  }

  @Test
  void aPictureOfFewColoursKeepsThem() {
    BufferedImage few = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
    few.setRGB(0, 0, 0x123456);
    few.setRGB(3, 1, 0xFEDCBA);

    Box all = new Box(0, 0, 4, 2);
    assertThat(rgb(Palette.reduced(few), all)).isEqualTo(rgb(few, all));
  }

  @Test
  void withoutFontsOneSentenceSaysWhatIsMissing() {
    List<Throwable> faults =
        List.of(
            new NullPointerException("fontconfig"),
            new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"),
            new NoClassDefFoundError("sun.font.SunFontManager"),
            new InternalError("no fonts"));
    for (Throwable fault : faults) {
      assertThatThrownBy(() -> Lettering.check(() -> fail(fault)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("A picture cannot be drawn: Java finds no fonts")
          .hasMessageContaining(fault.getMessage())
          .hasMessageEndingWith("would be right.")
          .hasCause(fault);
    }
  }

  private static void fail(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) fault;
  }

  private static void assertMarginsAreEmpty(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int inside = MARGIN - 3;
    Set<Integer> colours = new HashSet<>();
    for (Box margin :
        List.of(
            new Box(0, 0, inside, height),
            new Box(width - inside, 0, inside, height),
            new Box(0, 0, width, inside),
            new Box(0, height - inside, width, inside))) {
      for (int rgb : rgb(picture, margin)) {
        colours.add(rgb);
      }
    }
    assertThat(colours).containsExactly(Canvas.GROUND.getRGB());
  }

  private static int[] rgb(BufferedImage image, Box box) {
    return image.getRGB(box.x(), box.y(), box.width(), box.height(), null, 0, box.width());
  }
}
