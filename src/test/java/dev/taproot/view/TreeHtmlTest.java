package dev.taproot.view;

import static dev.taproot.view.Markup.elements;
import static dev.taproot.view.Markup.parse;
import static dev.taproot.view.Markup.photographic;
import static dev.taproot.view.Markup.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.evidence.Bias;
import dev.taproot.evidence.EvidenceTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TreeHtmlTest {
  private static final String HOSTILE =
      "</section><script>alert(1)</script> \" onload='x' & <img src=x> \u0007";

  @Test
  void aFragmentIsOneWellFormedSection() throws Exception {
    Element section = parse(TreeHtml.fragment(new SampleTree().build())).getDocumentElement();

    assertThat(section.getTagName()).isEqualTo("section");
    assertThat(section.getAttribute("class")).isEqualTo("taproot");
  }

  @Test
  void aPageHasTitleLanguageViewportAndProvenance() throws Exception {
    String html = TreeHtml.page(new SampleTree().against("Egyptian cat").build());
    Document page = parse(html);

    assertThat(html).startsWith("<!DOCTYPE html>");
    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(texts(page, "title"))
        .containsExactly("tabby, tabby cat rather than Egyptian cat – Taproot");
    assertThat(html).contains("name=\"viewport\"");
    assertThat(texts(page, "th"))
        .containsExactly(
            "Network",
            "SHA-256",
            "Image",
            "Preprocessing",
            "Target",
            "Against",
            "Layers",
            "Rule",
            "Attribution",
            "Width",
            "Device",
            "DJL",
            "Java",
            "PyTorch",
            "Taproot");
    assertThat(texts(page, "td"))
        .contains("resnet18", "landscape.png", "layer4.1 → layer3.1 → layer2.1", "cpu", "0.36.0");
  }

  @Test
  void hostileNamesStayText() throws Exception {
    EvidenceTree tree =
        new SampleTree().label(HOSTILE).against(HOSTILE).depth(2).layers(HOSTILE, HOSTILE).build();

    Document page = parse(TreeHtml.page(tree));

    assertThat(texts(page, "script")).containsExactly(Asset.of("tree.js"));
    assertThat(elements(page, "img")).allMatch(image -> !image.hasAttribute("onload"));
    assertThat(texts(page, "h1").get(0)).contains("<script>alert(1)</script> \" onload='x' & <img");
    assertThat(texts(page, "h1").get(0)).contains("\uFFFD").doesNotContain("\u0007");
  }

  @Test
  void nothingIsFetchedAndTheOnlyScriptIsOurOwn() throws Exception {
    Document page = parse(TreeHtml.page(new SampleTree().opposition(1).build()));

    assertThat(texts(page, "script")).containsExactly(Asset.of("tree.js"));
    assertThat(elements(page, "link")).isEmpty();
    assertThat(elements(page, "svg")).isEmpty();
    assertThat(elements(page, "img"))
        .allMatch(
            image -> image.getAttribute("src").matches("(?s)data:image/(jpeg|png);base64,.*"));
    assertThat(texts(page, "style")).allMatch(css -> !css.contains("url(") && !css.contains("@im"));
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      for (int j = 0; j < all.item(i).getAttributes().getLength(); j++) {
        assertThat(all.item(i).getAttributes().item(j).getNodeName()).doesNotStartWith("on");
      }
    }
  }

  @Test
  void everyPictureIsDescribed() throws Exception {
    Document fragment = parse(TreeHtml.fragment(new SampleTree().build()));

    List<Element> pictures = photographic(elements(fragment, "img"));
    assertThat(pictures).hasSize(2 + 2 * 39);
    assertThat(pictures).allMatch(image -> !image.getAttribute("alt").isBlank());
  }

  @Test
  void everyCardHasABarAsLongAsItsShareThatNeedsNoStyleSheet() throws Exception {
    EvidenceTree tree = new SampleTree().depth(1).build();

    List<Element> bars =
        elements(parse(TreeHtml.fragment(tree)), "img").stream()
            .filter(image -> image.getAttribute("src").startsWith("data:image/png"))
            .toList();

    double largest = tree.root().evidence().get(0).share();
    assertThat(bars)
        .extracting(bar -> Integer.parseInt(bar.getAttribute("width")))
        .containsExactlyElementsOf(
            tree.root().evidence().stream()
                .map(one -> (int) Math.round(120 * one.share() / largest))
                .toList());
  }

  @Test
  void everyCardSaysWhereItsPatchLiesInThePhotograph() throws Exception {
    Document fragment = parse(TreeHtml.fragment(new SampleTree().depth(2).build()));

    assertThat(elements(fragment, "summary"))
        .allMatch(
            card ->
                card.getAttribute("data-box")
                    .matches("left:[\\d.]+%;top:[\\d.]+%;width:[\\d.]+%;height:[\\d.]+%"));
  }

  @Test
  void aFragmentHasAPictureForWhereStylesAreStrippedAndAPageHasNone() throws Exception {
    EvidenceTree tree = new SampleTree().depth(2).build();
    Element picture = elements(parse(TreeHtml.fragment(tree)), "img").get(0);

    assertThat(picture.getAttribute("class")).isEqualTo("taproot-picture");
    assertThat(Integer.parseInt(picture.getAttribute("width")))
        .isEqualTo(TreePicture.of(tree).getWidth());
    assertThat(picture.getAttribute("alt")).contains("tabby, tabby cat", "as a picture");
    assertThat(Asset.of("tree.css")).contains(".taproot .taproot-picture { display: none; }");
    assertThat(elements(parse(TreeHtml.page(tree)), "img"))
        .noneMatch(image -> image.getAttribute("class").equals("taproot-picture"));
  }

  @Test
  void fortyNodesStayBelowOneAndAHalfMegabytes() {
    EvidenceTree tree =
        new SampleTree().photograph(SampleTree.landscape(1600, 1200)).depth(3).width(3).build();

    assertThat(tree.root().size()).isEqualTo(39);
    assertThat(TreeHtml.fragment(tree).length()).isLessThan(1_500_000);
  }

  @Test
  void aSmallTreeIsWhollyOpen() throws Exception {
    List<Element> folds =
        elements(parse(TreeHtml.fragment(new SampleTree().depth(2).build())), "details");

    assertThat(folds).hasSize(3).allMatch(fold -> fold.hasAttribute("open"));
  }

  @Test
  void aLargeTreeIsOpenWhereItIsStrongest() throws Exception {
    List<Element> folds = elements(parse(TreeHtml.fragment(new SampleTree().build())), "details");

    assertThat(folds).hasSize(3 + 9);
    assertThat(folds.get(0).hasAttribute("open")).isTrue();
    assertThat(folds.get(1).hasAttribute("open")).isTrue();
    assertThat(folds).anyMatch(fold -> !fold.hasAttribute("open"));
  }

  @Test
  void theRootsAccountAddsUp() throws Exception {
    EvidenceTree tree = new SampleTree().depth(1).build();

    String text = text(tree);

    assertThat(text)
        .contains("All evidence in layer4.1")
        .contains("shown +10.33")
        .contains("509 other channels −2.96")
        .contains("residual +1.94")
        .contains("logit 9.31");
  }

  @Test
  void biasesStandInTheAccountOnlyWhereTheyAreNamed() throws Exception {
    SampleTree tree =
        new SampleTree()
            .biases(
                new Bias("layer4.1.bn2", 1.21),
                new Bias("fc", -0.4),
                new Bias("layer4.1.bn1", 0.3),
                new Bias("layer4.0.bn2", 0.2),
                new Bias("layer4.0.bn1", -0.1));

    assertThat(text(tree.build()))
        .contains(
            "biases +1.21 (layer4.1.bn2 +1.21, fc −0.40, layer4.1.bn1 +0.30, 2 others +0.10),"
                + " residual +0.73, logit 9.31.")
        .contains("the residual is what neither a channel nor a bias explains");
    assertThat(TreeHtml.fragment(new SampleTree().build())).doesNotContain(">biases");
  }

  @Test
  void aSaturatedDecisionSaysSoInWords() throws Exception {
    assertThat(text(new SampleTree().rule("PEAK").depth(2).cautions().build()))
        .contains("Saturated: no gradient reaches layer3.1")
        .contains("2 stronger positions are clipped and were passed over.");
  }

  @Test
  void oppositionHasItsOwnHue() throws Exception {
    Document fragment = parse(TreeHtml.fragment(new SampleTree().depth(1).opposition(1).build()));

    assertThat(elements(fragment, "li"))
        .extracting(node -> node.getAttribute("class"))
        .containsExactly(
            "taproot-node", "taproot-node", "taproot-node", "taproot-node taproot-blue");
  }

  @Test
  void theNotesTellTheUnitsOfTheRule() throws Exception {
    assertThat(text(new SampleTree().rule("FLOW").build()))
        .contains("Every score is in units of the logit.");
    assertThat(text(new SampleTree().rule("FLOW").against("lynx").build()))
        .contains("Every score is in units of the lead in logits.");
    assertThat(text(new SampleTree().rule("PEAK").build()))
        .contains("further down, in units of the activation above them at its strongest position.");
  }

  @Test
  void aDecisionWithoutAnyEvidenceStillShows() throws Exception {
    assertThat(text(new SampleTree().depth(1).width(0).build())).contains("512 other channels");
  }

  private static String text(EvidenceTree tree) throws Exception {
    return parse(TreeHtml.fragment(tree)).getDocumentElement().getTextContent();
  }

  @Test
  void aTestedTreeSaysWhatWasMeasuredBesideWhatTheScoresSay() throws Exception {
    EvidenceTree tree = new SampleTree().depth(2).tested().build();
    String html = TreeHtml.page(tree);
    Document page = parse(html);
    Notation notation = Shares.notation(tree.root());

    assertThat(texts(page, "p"))
        .anyMatch(
            text ->
                text.startsWith(
                    "Tested with channels set to zero: 8 of 12 pieces of evidence hold"));
    assertThat(html)
        .contains(
            "effect <b>"
                + notation.signed(tree.root().evidence().get(0).effect().onDecision())
                + "</b>")
        .contains("on root ");
    assertThat(html.split("taproot-measure taproot-effect taproot-fails", -1)).hasSize(1 + 4);
    assertThat(html.split("class=\"taproot-measured\"", -1)).hasSize(1 + 8);
    assertThat(texts(page, "th")).contains("Selection", "Tested with");
  }

  @Test
  void aTreeThatWasNotTestedHasNoWordOfIt() {
    String page = TreeHtml.page(new SampleTree().build());
    String body = page.substring(page.lastIndexOf("</style>"));

    assertThat(body).doesNotContain("ffect", "measured", "Tested", "Selection", "agreement");
  }
}
