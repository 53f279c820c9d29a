package dev.taproot.view;

import static dev.taproot.view.Markup.elements;
import static dev.taproot.view.Markup.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.evidence.Alignment;
import dev.taproot.evidence.Alignment.Status;
import dev.taproot.evidence.EvidenceTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tech.tablesaw.api.Table;

/** Two explanations side by side, in every form. */
class ComparisonViewsTest {
  private static final String HOSTILE =
      "</td><script>alert(1)</script> \" onload='x' & <img src=x>";

  private static final EvidenceTree CAT = new SampleTree().opposition(1).depth(2).build();
  private static final EvidenceTree OTHER =
      new SampleTree().label("espresso").seed(8).opposition(1).depth(2).build();
  private static final EvidenceTree OTHER_NETWORK =
      new SampleTree().network("vgg").layers("conv5", "conv4").seed(8).depth(2).build();
  private static final EvidenceTree OTHER_PHOTOGRAPH =
      new SampleTree().photograph(SampleTree.landscape(200, 300)).seed(9).depth(2).build();
  private static final EvidenceTree NOTHING_SHARED =
      new SampleTree()
          .network("vgg")
          .photograph(SampleTree.landscape(200, 300))
          .layers("conv5")
          .depth(1)
          .build();

  @Test
  void aFragmentIsOneWellFormedSectionWithoutScript() throws Exception {
    for (EvidenceTree right :
        List.of(CAT, OTHER, OTHER_NETWORK, OTHER_PHOTOGRAPH, NOTHING_SHARED)) {
      String html = ComparisonHtml.fragment(Alignment.of(CAT, right));
      Document fragment = parse(html);

      assertThat(fragment.getDocumentElement().getTagName()).isEqualTo("section");
      assertThat(elements(fragment, "script")).isEmpty();
      assertThat(elements(fragment, "img"))
          .isNotEmpty()
          .allMatch(image -> image.getAttribute("src").matches("data:image/(jpeg|png);base64,.*"))
          .allMatch(image -> image.getAttribute("width").matches("[1-9][0-9]*"))
          .allMatch(image -> image.getAttribute("height").matches("[1-9][0-9]*"))
          .filteredOn(image -> !image.getAttribute("class").equals("taproot-length"))
          .allMatch(image -> !image.getAttribute("alt").isBlank());
    }
  }

  @Test
  void everyCommonPairIsOneRowWithBothSidesAndTheRestHasOne() throws Exception {
    Alignment alignment = Alignment.of(CAT, CAT);
    List<Element> common = rows(ComparisonHtml.fragment(alignment), "taproot-common");
    List<Element> apart =
        rows(ComparisonHtml.fragment(Alignment.of(CAT, OTHER_PHOTOGRAPH)), "taproot-apart");

    assertThat(common)
        .isNotEmpty()
        .allMatch(row -> row.getElementsByTagName("img").getLength() == 2 * 3)
        .allMatch(row -> row.getTextContent().contains("in both"));
    assertThat(apart)
        .isNotEmpty()
        .allMatch(row -> row.getElementsByTagName("img").getLength() == 3)
        .allMatch(row -> row.getTextContent().contains("only "));
  }

  @Test
  void nothingIsLostBetweenTheRowsInFullAndTheFoldedOnes() throws Exception {
    Alignment alignment =
        Alignment.of(
            new SampleTree().width(6).depth(2).build(),
            new SampleTree().width(6).depth(2).seed(4).build());
    Document fragment = parse(ComparisonHtml.fragment(alignment));
    int pairs = alignment.levels().stream().mapToInt(level -> level.pairs().size()).sum();

    long full =
        elements(fragment, "tr").stream()
            .filter(row -> row.getAttribute("class").matches("taproot-(common|apart).*"))
            .count();
    long folded =
        elements(fragment, "details").stream()
            .mapToLong(fold -> fold.getElementsByTagName("tr").getLength() - 1)
            .sum();

    assertThat(folded).isPositive();
    assertThat(full + folded).isEqualTo(pairs);
  }

  @Test
  void withoutStylesAndClassesItStillSaysWhatIsCommon() throws Exception {
    String plain =
        parse(
                ComparisonHtml.fragment(Alignment.of(CAT, CAT))
                    .replaceAll("(?s)<style>.*?</style>", "")
                    .replaceAll(" (style|class)=\"[^\"]*\"", ""))
            .getDocumentElement()
            .getTextContent();

    assertThat(plain)
        .contains("Both rest on the same")
        .contains("Layeronly leftin bothonly right")
        .containsPattern("channel \\d+ in both same place");
  }

  @Test
  void commonEvidenceHasTheSameNumberOnBothPhotographs() throws Exception {
    List<Element> boxes =
        elements(parse(ComparisonHtml.fragment(Alignment.of(CAT, CAT))), "span").stream()
            .filter(span -> span.getAttribute("class").startsWith("taproot-box"))
            .toList();
    List<String> styles = boxes.stream().map(box -> box.getAttribute("style")).toList();

    assertThat(styles).hasSize(8);
    assertThat(styles.subList(0, 4)).isEqualTo(styles.subList(4, 8));
  }

  @Test
  void hostileNamesStayText() throws Exception {
    EvidenceTree hostile =
        new SampleTree()
            .label(HOSTILE)
            .against(HOSTILE)
            .network(HOSTILE)
            .depth(2)
            .layers(HOSTILE, "x")
            .build();

    Document page = parse(ComparisonHtml.page(Alignment.of(hostile, CAT)));

    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "img")).allMatch(image -> !image.hasAttribute("onload"));
  }

  @Test
  void fortyNodesOnEachSideStayBelowOneAndAHalfMegabytes() {
    SampleTree big = new SampleTree().photograph(SampleTree.landscape(1600, 1200)).depth(3);
    EvidenceTree left = big.build();
    EvidenceTree right = big.seed(5).build();

    assertThat(left.root().size()).isEqualTo(39);
    assertThat(ComparisonHtml.page(Alignment.of(left, right)).length()).isLessThan(1_500_000);
  }

  @Test
  void theVerdictCountsWhatIsCommon() {
    assertThat(headline(CAT, CAT))
        .isEqualTo("Both rest on the same 19 channels, with the same shares");
    assertThat(headline(CAT, OTHER)).isEqualTo("Of 4 channels each in layer4.1, none is common");
    assertThat(headline(CAT, new SampleTree().depth(1).build()))
        .startsWith("Of 4 and 3 channels in layer4.1, ");
    assertThat(headline(CAT, OTHER_NETWORK))
        .matches("Of 4 and 3 channels in layer4.1 and conv5, .* at the same place");
    assertThat(headline(CAT, NOTHING_SHARED))
        .isEqualTo("Two networks on two photographs: nothing tells what is common");
  }

  @Test
  void thePageSaysByWhatItAligned() {
    assertThat(ComparisonHtml.fragment(Alignment.of(CAT, OTHER)))
        .contains("Both explanations are of one network");
    assertThat(ComparisonHtml.fragment(Alignment.of(CAT, OTHER_NETWORK)))
        .contains("The networks differ", "intersection over union");
    assertThat(ComparisonHtml.fragment(Alignment.of(CAT, NOTHING_SHARED)))
        .contains("each explanation stands for itself")
        .doesNotContain("only left");
  }

  @Test
  void differentQuestionsAreNamed() {
    EvidenceTree peak = new SampleTree().rule("PEAK").width(2).depth(2).build();

    assertThat(ComparisonHtml.fragment(Alignment.of(CAT, peak)))
        .contains("The rules differ (left FLOW, right PEAK)")
        .contains("up to 3 of support and 1 of opposition")
        .contains("rule FLOW and rule PEAK compared");
  }

  @Test
  void theTableHasARowForEachPairAndTheCsvIsTheSame() {
    Alignment alignment = Alignment.of(CAT, OTHER);
    Table table = ComparisonTable.of(alignment);

    assertThat(table.columnNames())
        .containsExactly(
            "level",
            "status",
            "left_layer",
            "left_channel",
            "left_score",
            "left_share",
            "left_root_share",
            "right_layer",
            "right_channel",
            "right_score",
            "right_share",
            "right_root_share",
            "overlap");
    assertThat(table.stringColumn("status").asList())
        .isEqualTo(
            alignment.levels().stream()
                .flatMap(level -> level.pairs().stream())
                .map(
                    pair ->
                        pair.status() == Status.COMMON
                            ? "common"
                            : pair.status() == Status.ONLY_LEFT ? "only left" : "only right")
                .toList());
    assertThat(table.column("right_channel").isMissing(0)).isTrue();
    assertThat(ComparisonCsv.of(alignment).split("\r\n"))
        .hasSize(table.rowCount() + 1)
        .allMatch(line -> line.split(",", -1).length == 13);
  }

  @Test
  void theTextMarksWhatIsCommonAndWhatIsNot() {
    assertThat(ComparisonText.of(Alignment.of(CAT, CAT))).contains("● in both").doesNotContain("○");
    assertThat(ComparisonText.of(Alignment.of(CAT, OTHER)))
        .contains("Left   tabby, tabby cat", "Right  espresso", "○ only left", "○ only right");
    assertThat(ComparisonText.of(Alignment.of(CAT, NOTHING_SHARED))).doesNotContain("only left");
  }

  @Test
  void treesWithoutEvidenceShow() throws Exception {
    EvidenceTree bare = new SampleTree().width(0).depth(1).build();

    assertThat(
            parse(ComparisonHtml.page(Alignment.of(bare, CAT)))
                .getDocumentElement()
                .getTextContent())
        .contains("In layer4.1 there is nothing to compare");
    assertThat(ComparisonText.of(Alignment.of(bare, bare))).contains("no evidence");
  }

  private static String headline(EvidenceTree left, EvidenceTree right) {
    Alignment alignment = Alignment.of(left, right);
    return new Verdict(alignment, Sides.of(alignment)).headline();
  }

  private static List<Element> rows(String html, String style) throws Exception {
    return elements(parse(html), "tr").stream()
        .filter(row -> row.getAttribute("class").startsWith(style))
        .toList();
  }
}
