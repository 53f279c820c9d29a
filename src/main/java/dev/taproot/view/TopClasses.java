package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import java.util.List;

/**
 * The classes that the network finds most probable, the one asked about marked.
 *
 * @param top the most probable first
 * @param asked the index of the class explained
 */
record TopClasses(List<ClassScore> top, int asked) {

  void write(Html html) {
    html.open("div", "class", "taproot-top");
    html.element("p", "What the network says", "class", "taproot-caption");
    for (ClassScore score : top) {
      boolean marked = score.index() == asked;
      html.open("p", "class", marked ? "taproot-class taproot-asked" : "taproot-class");
      html.element("span", score.label()).text(" ");
      html.element("b", Notation.percent(score.probability())).close();
    }
    html.close();
  }
}
