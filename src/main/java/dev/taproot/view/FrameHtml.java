package dev.taproot.view;

import dev.taproot.evidence.EvidenceTree;

/** The page on which an explanation goes on, in a frame. */
public final class FrameHtml {
  private static final String HEIGHT = "820";
  private static final String CSS =
      ".taproot-frame { margin: 0; }"
          + " .taproot-frame iframe { border: 1px solid #8884; border-radius: 8px; }"
          + " .taproot-frame .taproot-picture { display: none; }";

  private FrameHtml() {}

  /**
   * Frames a page, with a link that opens it by itself. Where frames and style sheets are stripped,
   * such as in notebooks of others, a picture of the tree shows instead.
   *
   * @param address of the page
   * @param tree what it shows at first
   * @return one figure element
   */
  public static String of(String address, EvidenceTree tree) {
    String title = "Why " + Wording.decision(tree.target(), tree.against());
    Html html = new Html();
    html.open("figure", "class", "taproot-frame");
    html.style(CSS);
    Fallback.write(html, () -> TreePicture.of(tree), title + ", at first");
    html.element(
        "iframe",
        "",
        "src",
        address,
        "title",
        title,
        "width",
        "100%",
        "height",
        HEIGHT,
        "allow",
        "clipboard-write");
    html.open("figcaption");
    html.element(
        "a", "Open in a window of its own", "href", address, "target", "_blank", "rel", "noopener");
    html.close().close();
    return html.toString();
  }
}
