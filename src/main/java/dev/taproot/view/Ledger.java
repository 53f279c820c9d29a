package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import java.util.Locale;

/**
 * The account of one decision: all of its evidence as a bar of 100%, and the sum of what is shown,
 * what is not shown and what is left over.
 */
final class Ledger {
  private final Grounds grounds;
  private final String quantity;
  private final Notation notation;

  /** Takes a decision and the name of what its value is: a logit, an activation. */
  Ledger(Grounds grounds, String quantity) {
    this.grounds = grounds;
    this.quantity = quantity;
    this.notation = Shares.notation(grounds);
  }

  void write(Html html) {
    if (Shares.whole(grounds) > 0) {
      writeBar(html);
    }
    html.open("span", "class", "taproot-sum");
    if (!grounds.saturated()) {
      row(html, "taproot-entry", "shown", notation.signed(Shares.shown(grounds)));
      row(html, "taproot-entry", Wording.others(grounds), notation.signed(grounds.notShown()));
    }
    row(html, "taproot-entry", "residual", notation.signed(grounds.residual()));
    row(html, "taproot-total", quantity, notation.plain(grounds.value()));
    html.close();
  }

  private void writeBar(Html html) {
    html.open("span", "class", "taproot-whole", "role", "img", "aria-label", inWords());
    grounds.evidence().stream()
        .filter(Evidence::supports)
        .forEach(one -> part(html, "taproot-shown", one.score()));
    part(html, "taproot-hidden", Shares.hiddenSupport(grounds));
    part(html, "taproot-hidden taproot-blue", Shares.hiddenOpposition(grounds));
    grounds.evidence().stream()
        .filter(one -> !one.supports())
        .forEach(one -> part(html, "taproot-shown taproot-blue", one.score()));
    html.close();
  }

  private void part(Html html, String style, double score) {
    double percent = Math.abs(score) / Shares.whole(grounds) * 100;
    if (percent > 0) {
      html.element(
          "span", "", "class", style, "style", String.format(Locale.ROOT, "width:%.2f%%", percent));
    }
  }

  private String inWords() {
    double whole = Shares.whole(grounds);
    return "Of all evidence in "
        + grounds.layer()
        + ", "
        + Notation.percent(grounds.support() / whole)
        + " supports and "
        + Notation.percent(-grounds.opposition() / whole)
        + " opposes; "
        + Notation.percent(
            (whole - Shares.hiddenSupport(grounds) + Shares.hiddenOpposition(grounds)) / whole)
        + " is shown.";
  }

  private static void row(Html html, String style, String name, String value) {
    html.open("span", "class", style).text(name + " ").element("b", value).close().text(" ");
  }
}
