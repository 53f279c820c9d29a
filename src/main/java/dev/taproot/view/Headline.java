package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.EvidenceTree;
import java.util.List;
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

  /** A number and what it counts. */
  record Figure(String number, String name) {}

  static Headline of(EvidenceTree tree) {
    return new Headline(
        tree.provenance().network(), tree.target(), tree.against(), tree.root().value());
  }

  /** The logit and the probability, or the lead over the other class and both logits. */
  List<Figure> figures() {
    if (against == null) {
      return List.of(
          new Figure(Notation.fitting(target.logit()).plain(target.logit()), "logit"),
          new Figure(Notation.percent(target.probability()), "probability"));
    }
    Notation notation = Notation.fitting(target.logit(), against.logit());
    return List.of(
        new Figure(notation.signed(value), "lead, in logits"),
        new Figure(notation.plain(target.logit()), "logit"),
        new Figure(notation.plain(against.logit()), "logit of the other"));
  }

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
    for (Figure figure : figures()) {
      html.open("span", "class", "taproot-figure");
      html.element("b", figure.number()).text(" ");
      html.element("span", figure.name()).close().text(" ");
    }
    html.close().close();
  }
}
