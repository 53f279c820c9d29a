package dev.taproot.view;

/** The line above a tree, graph or comparison that says what its colours and cards mean. */
final class Legend {
  private Legend() {}

  /** Opens the legend with the keys of both colours; the caller goes on, and closes it. */
  static Html open(Html html) {
    html.open("p", "class", "taproot-legend");
    html.element("span", "supports", "class", "taproot-key").text(" ");
    return html.element("span", "opposes", "class", "taproot-key taproot-blue").text(" ");
  }
}
