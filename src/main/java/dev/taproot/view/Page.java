package dev.taproot.view;

import java.util.function.Consumer;

/** A document of its own around what is shown. */
final class Page {
  private Page() {}

  /**
   * Frames a document.
   *
   * @param title what the window is called, Taproot's name aside
   * @param main writes what stands in the document; its heading is an {@code h1}
   */
  static String of(String title, Consumer<Html> main) {
    Html html = new Html();
    html.open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", title + " – Taproot");
    html.close();
    html.open("body", "class", "taproot-page").open("main");
    main.accept(html);
    html.close().close().close();
    return "<!DOCTYPE html>\n" + html + "\n";
  }
}
