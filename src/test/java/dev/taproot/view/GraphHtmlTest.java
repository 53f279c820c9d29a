package dev.taproot.view;

import static dev.taproot.view.Markup.elements;
import static dev.taproot.view.Markup.parse;
import static dev.taproot.view.Markup.photographic;
import static dev.taproot.view.Markup.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.evidence.Bias;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.EvidenceGraph.Edge;
import dev.taproot.evidence.EvidenceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class GraphHtmlTest {
  private static final String HOSTILE =
      "</section><script>alert(1)</script> \" onload='x' & <img src=x> \u0007";
  private static final String SVG = "background-image:url(data:image/svg+xml;base64,";

  /** Two, four and eight channels: all of them in full. */
  private final EvidenceGraph small = SampleGraph.of(new SampleTree().width(2).build());

  /** Three, nine and twenty-seven channels: the weaker ones folded. */
  private final EvidenceGraph large = SampleGraph.of(new SampleTree().build());

  @Test
  void aFragmentIsOneWellFormedSection() throws Exception {
    Element section = parse(GraphHtml.fragment(small)).getDocumentElement();

    assertThat(section.getTagName()).isEqualTo("section");
    assertThat(section.getAttribute("class")).isEqualTo("taproot");
    assertThat(section.getAttribute("aria-label")).isEqualTo("Graph of evidence: tabby, tabby cat");
  }

  @Test
  void aPageHasTitleLanguageAndProvenance() throws Exception {
    Document page = parse(GraphHtml.page(SampleGraph.of(new SampleTree().against("lynx").build())));

    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(texts(page, "title")).containsExactly("tabby, tabby cat rather than lynx – Taproot");
    assertThat(texts(page, "th")).contains("Network", "Against", "Rule");
  }

  @Test
  void hostileNamesStayText() throws Exception {
    EvidenceTree tree =
        new SampleTree().label(HOSTILE).against(HOSTILE).depth(2).layers(HOSTILE, HOSTILE).build();

    Document page = parse(GraphHtml.page(SampleGraph.of(tree)));

    assertThat(texts(page, "script")).containsExactly(Asset.of("tree.js"));
    assertThat(elements(page, "img")).allMatch(image -> !image.hasAttribute("onload"));
    assertThat(texts(page, "h1").get(0)).contains("<script>alert(1)</script> \" onload='x' & <img");
    assertThat(texts(page, "h2"))
        .filteredOn(heading -> heading.contains("<script>alert(1)</script>"))
        .as("layers of one name are still two")
        .hasSize(2);
  }

  @Test
  void nothingIsFetchedAndTheOnlyScriptIsOurOwn() throws Exception {
    Document page = parse(GraphHtml.page(large));

    assertThat(texts(page, "script")).containsExactly(Asset.of("tree.js"));
    assertThat(elements(page, "link")).isEmpty();
    assertThat(elements(page, "svg")).isEmpty();
    assertThat(elements(page, "img"))
        .allMatch(image -> image.getAttribute("src").matches("data:image/(jpeg|png);base64,.*"));
    assertThat(texts(page, "style")).allMatch(css -> !css.contains("url(") && !css.contains("@im"));
    assertThat(elements(page, "*"))
        .extracting(element -> element.getAttribute("style"))
        .allMatch(style -> !style.contains("url(") || style.contains(SVG));
    for (Element element : elements(page, "*")) {
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
      }
    }
  }

  @Test
  void everyChannelStandsOnceTheStrongestAsCards() throws Exception {
    Document fragment = parse(GraphHtml.fragment(large));

    assertThat(withClass(fragment, "taproot-stratum"))
        .extracting(Element::getTextContent)
        .containsExactly(
            "layer4.1 3 of 512 channels",
            "layer3.1 9 of 256 channels",
            "layer2.1 %d of 128 channels".formatted(distinctChannels("layer2.1")));
    assertThat(withClass(fragment, "taproot-node")).hasSize(3 + 6 + 8);
    assertThat(withClass(fragment, "taproot-row")).hasSize(3 + 19);
    assertThat(withClass(fragment, "taproot-more"))
        .extracting(more -> elements(more, "summary").get(0).getTextContent())
        .containsExactly("3 weaker ones", "19 weaker ones");
  }

  @Test
  void everyCardHasTwoDescribedPicturesOfKnownSize() throws Exception {
    Document fragment = parse(GraphHtml.fragment(small));

    assertThat(withClass(fragment, "taproot-node")).hasSize(14);
    assertThat(withClass(fragment, "taproot-node"))
        .allMatch(node -> photographic(elements(node, "img")).size() == 2);
    assertThat(photographic(elements(fragment, "img")))
        .allMatch(image -> !image.getAttribute("alt").isBlank());
    assertThat(elements(fragment, "img"))
        .filteredOn(image -> !image.getAttribute("class").equals("taproot-picture"))
        .allMatch(image -> image.hasAttribute("width") && image.hasAttribute("height"));
  }

  @Test
  void everyCardNamesThoseAboveIt() throws Exception {
    List<Element> cards = withClass(parse(GraphHtml.fragment(small)), "taproot-node");

    for (Edge edge : small.edges()) {
      assertThat(cards.get(edge.to() - 1).getAttribute("data-above").split(" "))
          .contains(Integer.toString(edge.from()));
    }
  }

  @Test
  void everyEdgeIsNamedAtBothEndsWithItsNumbers() throws Exception {
    List<Element> cards = withClass(parse(GraphHtml.fragment(small)), "taproot-node");

    for (Edge edge : small.edges()) {
      String share = Notation.percent(edge.share());
      assertThat(edges(cards.get(edge.to() - 1), "taproot-used"))
          .anyMatch(text -> text.startsWith(name(edge.from())) && text.endsWith(share));
      if (edge.from() > 0) {
        assertThat(edges(cards.get(edge.from() - 1), "taproot-rests"))
            .anyMatch(text -> text.startsWith(name(edge.to())) && text.endsWith(share));
      }
    }
    assertThat(withClass(parse(GraphHtml.fragment(large)), "taproot-edge"))
        .hasSize(2 * large.edges().size() - 3);
  }

  @Test
  void everyDecisionHasItsAccount() throws Exception {
    Document fragment = parse(GraphHtml.fragment(large));

    assertThat(withClass(fragment, "taproot-account").get(0).getTextContent())
        .contains("509 other channels")
        .contains("residual +1.94")
        .contains("logit 9.31");
    assertThat(withClass(fragment, "taproot-sum")).hasSize(1 + 3 + 9);
    assertThat(withClass(fragment, "taproot-rest"))
        .hasSize(3 + 9)
        .allMatch(rest -> rest.getTextContent().contains("residual"));
  }

  @Test
  void ribbonsAreAsWideAsSharesOnOneScale() throws Exception {
    List<Double> drawn = new ArrayList<>();
    for (Element ribbons : withClass(parse(GraphHtml.fragment(small)), "taproot-ribbons")) {
      for (Element path : elements(svg(ribbons), "path")) {
        drawn.add(Double.parseDouble(path.getAttribute("stroke-width")));
      }
    }
    drawn.sort(Comparator.naturalOrder());
    List<Double> shares =
        small.edges().stream().map(edge -> Math.abs(edge.share())).sorted().toList();
    double scale = drawn.get(drawn.size() - 1) / shares.get(shares.size() - 1);

    assertThat(drawn).hasSameSizeAs(shares);
    for (int i = 0; i < drawn.size(); i++) {
      assertThat(drawn.get(i)).isCloseTo(shares.get(i) * scale, within(0.002));
    }
  }

  @Test
  void ribbonsStartAndEndOnTheirCards() throws Exception {
    Element gap = withClass(parse(GraphHtml.fragment(small)), "taproot-ribbons").get(1);
    int card = cardHeight(small);

    for (Element path : elements(svg(gap), "path")) {
      String[] numbers = path.getAttribute("d").substring(1).split("[ C]");
      double half = Double.parseDouble(path.getAttribute("stroke-width")) / 2;
      for (String end : List.of(numbers[1], numbers[numbers.length - 1])) {
        double below = Double.parseDouble(end) % (card + 12);
        assertThat(below).isBetween(half, card - half);
      }
    }
  }

  @Test
  void cardsAreAsMuchTallerAsTheLinesThatNameBiases() throws Exception {
    EvidenceTree tree =
        new SampleTree().biases(new Bias("layer3.1.bn2", 0.5), new Bias("fc", 0.25)).build();
    Document fragment = parse(GraphHtml.fragment(SampleGraph.of(tree)));

    assertThat(withClass(fragment, "taproot-rest"))
        .isNotEmpty()
        .allMatch(rest -> rest.getTextContent().contains("(layer3.1.bn2 +0.5"));
    assertThat(cardHeight(SampleGraph.of(tree)))
        .isEqualTo(cardHeight(SampleGraph.of(new SampleTree().build())) + 16 + 2 * 14);
  }

  /** The height of a card of the second layer, in pixels. */
  private static int cardHeight(EvidenceGraph graph) throws Exception {
    String height = "--height:";
    String column =
        withClass(parse(GraphHtml.fragment(graph)), "taproot-cards").get(1).getAttribute("style");
    return Integer.parseInt(
        column.substring(column.indexOf(height) + height.length(), column.length() - 2));
  }

  @Test
  void ribbonsAreDescribedInWords() throws Exception {
    assertThat(withClass(parse(GraphHtml.fragment(small)), "taproot-ribbons"))
        .hasSize(3)
        .allMatch(gap -> gap.getAttribute("role").equals("img"))
        .extracting(gap -> gap.getAttribute("aria-label"))
        .allMatch(words -> words.matches("\\d+ ribbons to layer\\d\\.1; the widest leads from .*"));
  }

  @Test
  void oppositionHasItsOwnHue() throws Exception {
    EvidenceGraph graph = SampleGraph.of(new SampleTree().depth(1).opposition(1).build());
    Document fragment = parse(GraphHtml.fragment(graph));
    Element ribbons = withClass(fragment, "taproot-ribbons").get(0);

    assertThat(withClass(fragment, "taproot-node"))
        .extracting(node -> node.getAttribute("class"))
        .containsOnlyOnce("taproot-node taproot-blue");
    assertThat(elements(svg(ribbons), "path"))
        .extracting(path -> path.getAttribute("stroke"))
        .containsOnlyOnce("#3f86ee");
  }

  @Test
  void aSaturatedDecisionSaysSoInWords() throws Exception {
    EvidenceTree tree = new SampleTree().rule("PEAK").depth(2).cautions().build();

    assertThat(
            parse(GraphHtml.fragment(SampleGraph.of(tree))).getDocumentElement().getTextContent())
        .contains("Saturated: no gradient reaches layer3.1")
        .contains("2 stronger positions are clipped and were passed over.")
        .contains("activation at its peak")
        .contains("to be read edge by edge");
  }

  @Test
  void aDecisionWithoutAnyEvidenceStillShows() throws Exception {
    EvidenceGraph graph = SampleGraph.of(new SampleTree().depth(1).width(0).build());

    assertThat(parse(GraphHtml.fragment(graph)).getDocumentElement().getTextContent())
        .contains("512 other channels");
  }

  @Test
  void fortyNodesStayBelowOneAndAHalfMegabytes() {
    EvidenceGraph graph =
        SampleGraph.of(new SampleTree().photograph(SampleTree.landscape(1600, 1200)).build());

    assertThat(graph.nodes()).hasSize(40);
    assertThat(GraphHtml.page(graph).length()).isLessThan(1_500_000);
  }

  private long distinctChannels(String layer) {
    return large.nodes().stream()
        .skip(1)
        .map(GraphLayers::evidence)
        .filter(evidence -> evidence.layer().equals(layer))
        .mapToInt(evidence -> evidence.channel())
        .distinct()
        .count();
  }

  private String name(int number) {
    return number == 0
        ? "the decision"
        : "channel " + GraphLayers.evidence(small.nodes().get(number)).channel();
  }

  private static List<String> edges(Element card, String style) {
    return withClass(card, style).stream()
        .flatMap(list -> elements(list, "li").stream())
        .map(Element::getTextContent)
        .toList();
  }

  private static Element svg(Element ribbons) throws Exception {
    String style = ribbons.getAttribute("style");
    String base64 = style.substring(style.indexOf(SVG) + SVG.length(), style.length() - 1);
    return parse(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8))
        .getDocumentElement();
  }

  private static List<Element> withClass(Document document, String style) {
    return withClass(document.getDocumentElement(), style);
  }

  private static List<Element> withClass(Element element, String style) {
    return elements(element, "*").stream()
        .filter(one -> List.of(one.getAttribute("class").split(" ")).contains(style))
        .toList();
  }
}
