package dev.taproot.view;

/** Another page in a frame. */
public final class FrameHtml {
  private static final String HEIGHT = "820";

  private FrameHtml() {}

  /**
   * Frames a page, with a link that opens it by itself.
   *
   * @param address of the page
   * @param title what it shows
   * @return one figure element
   */
  public static String of(String address, String title) {
    Html html = new Html();
    html.open("figure", "style", "margin:0");
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
        "style",
        "border:1px solid #8884;border-radius:8px",
        "allow",
        "clipboard-write");
    html.open("figcaption");
    html.element(
        "a", "Open in a window of its own", "href", address, "target", "_blank", "rel", "noopener");
    html.close().close();
    return html.toString();
  }
}
