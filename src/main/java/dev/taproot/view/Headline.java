package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import org.jspecify.annotations.Nullable;

/**
 * The question and the answer's figures, above everything else.
 *
 * @param network the network's name
 * @param target the class explained
 * @param against the class it is contrasted with; null if there is none
 * @param value of the decision: the target's logit, or its lead over the other's
 */
record Headline(String network, ClassScore target, @Nullable ClassScore against, double value) {

  /**
   * Writes a header.
   *
   * @param heading the tag of its heading
   */
  void write(Html html, String heading) {
    html.open("header", "class", "taproot-head");
    html.open("div", "class", "taproot-question");
    html.element("p", "Why " + network + " says", "class", "taproot-eyebrow");
    html.open(heading, "class", "taproot-title").text(target.label());
    if (against != null) {
      html.text(" ").element("span", "rather than", "class", "taproot-than").text(" ");
      html.text(against.label());
    }
    html.close().close();
    html.open("p", "class", "taproot-values");
    if (against == null) {
      figure(html, Notation.fitting(target.logit()).plain(target.logit()), "logit");
      figure(html, Notation.percent(target.probability()), "probability");
    } else {
      Notation notation = Notation.fitting(target.logit(), against.logit());
      figure(html, notation.signed(value), "lead, in logits");
      figure(html, notation.plain(target.logit()), "logit");
      figure(html, notation.plain(against.logit()), "logit of the other");
    }
    html.close().close();
  }

  private static void figure(Html html, String number, String name) {
    html.open("span", "class", "taproot-figure");
    html.element("b", number).text(" ").element("span", name).close().text(" ");
  }
}
