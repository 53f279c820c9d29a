package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.Taproot;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.image.Photograph;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A page in a frame, and what shows where frames are stripped. */
class FrameHtmlTest {
  private static final String ADDRESS = "http://localhost:1/?photograph=a&name=\"b\"<c>";
  private static final EvidenceTree TREE =
      Taproot.explain(Photograph.sample("chelsea")).decompose(1).tree();

  @Test
  void thePageIsInAFrameAndBehindALink() throws Exception {
    Document page = Markup.parse(FrameHtml.of(ADDRESS, TREE));

    Element frame = Markup.elements(page, "iframe").get(0);
    assertThat(frame.getAttribute("src")).isEqualTo(ADDRESS);
    assertThat(frame.getAttribute("title")).isEqualTo("Why tiger cat");
    assertThat(Markup.elements(page, "a").get(0).getAttribute("href")).isEqualTo(ADDRESS);
  }

  @Test
  void withoutStyleSheetAPictureOfTheTreeShows() throws Exception {
    Document page = Markup.parse(FrameHtml.of(ADDRESS, TREE));

    Element picture = Markup.elements(page, "img").get(0);
    assertThat(picture.getAttribute("src")).startsWith("data:image/jpeg;base64,");
    assertThat(Markup.texts(page, "style").get(0))
        .contains("." + picture.getAttribute("class") + " { display: none; }");
  }
}
