package dev.taproot.view;

import static dev.taproot.view.Markup.elements;
import static dev.taproot.view.Markup.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.evidence.EvidenceTree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LiveTreeTest {
  private static final EvidenceTree TREE = new SampleTree().build();

  @Test
  void isOneWellFormedSectionWithoutStyleSheetAndScript() throws Exception {
    Element section = parse(new LiveTree(TREE).html(TREE)).getDocumentElement();

    assertThat(section.getTagName()).isEqualTo("section");
    assertThat(section.getElementsByTagName("style").getLength()).isZero();
    assertThat(section.getElementsByTagName("script").getLength()).isZero();
    assertThat(section.getElementsByTagName("h1").getLength()).isOne();
  }

  @Test
  void eachCardSaysWhichItIs() throws Exception {
    String html = new LiveTree(TREE).html(TREE);

    List<String> paths =
        elements(parse(html), "summary").stream()
            .map(card -> card.getAttribute("data-path"))
            .toList();
    assertThat(paths).startsWith("0", "0.0").doesNotHaveDuplicates();
    assertThat(html).contains("data-path=\"0.0.0\"");
  }

  @Test
  void drawnAgainItIsTheSame() {
    LiveTree live = new LiveTree(TREE);

    assertThat(live.html(TREE)).isEqualTo(live.html(TREE)).isEqualTo(new LiveTree(TREE).html(TREE));
  }
}
