package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import java.util.List;

/** What a network says of a photograph, as labelled bars in HTML. */
public final class ClassesHtml {
  private static final Bar BAR = new Bar(240, 12);

  private ClassesHtml() {}

  /**
   * Draws a row for each class: label, bar, probability and logit. A full bar is a probability of
   * 1.
   *
   * @param classes the most probable first
   * @return one table, which needs neither script nor style sheet
   */
  public static String of(List<ClassScore> classes) {
    Notation notation = Notation.fitting(classes.stream().mapToDouble(ClassScore::logit).toArray());
    Html html = new Html();
    html.open("table", "class", "taproot-classes").open("thead").open("tr");
    for (String title : List.of("class", "probability", "", "logit")) {
      html.element("th", title, "scope", "col", "style", "text-align:left");
    }
    html.close().close().open("tbody");
    for (ClassScore score : classes) {
      html.open("tr");
      html.element("th", score.label(), "scope", "row", "style", "text-align:left");
      html.open("td", "style", "text-align:left;white-space:nowrap").open("nobr");
      BAR.write(html, true, score.probability());
      BAR.writeRest(html, score.probability());
      html.close().close();
      html.element("td", Notation.percent(score.probability()), "style", "text-align:right");
      html.element("td", notation.plain(score.logit()), "style", "text-align:right");
      html.close();
    }
    return html.close().close().toString();
  }
}
