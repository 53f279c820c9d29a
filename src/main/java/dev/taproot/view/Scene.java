package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The photograph, what the network saw of it, and where the first evidence lies in it. */
final class Scene {
  private static final int LONG_SIDE = 480;

  private final Photograph photograph;
  private final Backdrop backdrop;

  Scene(Photograph photograph, Framing framing) {
    this.photograph = photograph;
    this.backdrop = new Backdrop(photograph.toImage(), framing);
  }

  /**
   * Makes the cards of evidence on this photograph.
   *
   * @param largestShare the share, without sign, at which a card's bar is full
   */
  Card card(double largestShare) {
    return new Card(backdrop, largestShare);
  }

  /**
   * Writes the photograph with a numbered box for each piece of evidence.
   *
   * @param evidence numbered from 1 in this order; the first on top where boxes overlap
   */
  void write(Html html, List<Evidence> evidence) {
    writeMarked(
        html,
        IntStream.range(0, evidence.size())
            .mapToObj(i -> new Mark(evidence.get(i), i + 1, "taproot-box"))
            .toList());
  }

  /**
   * Writes the photograph with a box for each mark.
   *
   * @param marks the first on top where boxes overlap
   */
  void writeMarked(Html html, List<Mark> marks) {
    Backdrop small = backdrop.within(LONG_SIDE);
    html.open("div", "class", "taproot-photograph");
    html.empty(
        "img",
        "src",
        DataUri.jpeg(small.image()),
        "alt",
        "The photograph: " + photograph.name(),
        "width",
        Integer.toString(small.image().getWidth()),
        "height",
        Integer.toString(small.image().getHeight()));
    html.element("span", "", "class", "taproot-frame", "style", inPercent(backdrop.seen()));
    for (int i = marks.size() - 1; i >= 0; i--) {
      Mark mark = marks.get(i);
      html.element(
          "span",
          "",
          "class",
          mark.evidence().supports() ? mark.style() : mark.style() + " taproot-blue",
          "style",
          inPercent(mark.evidence().box()) + ";--mark:'" + mark.number() + "';--place:" + i);
    }
    html.close();
  }

  /**
   * A box on the photograph.
   *
   * @param evidence what lies there
   * @param number what stands in its corner
   * @param style the classes of its element
   */
  record Mark(Evidence evidence, int number, String style) {}

  /** Style properties that lay a rectangle over the photograph. */
  String inPercent(Box box) {
    double width = photograph.width() / 100.0;
    double height = photograph.height() / 100.0;
    return String.format(
        Locale.ROOT,
        "left:%.2f%%;top:%.2f%%;width:%.2f%%;height:%.2f%%",
        box.x() / width,
        box.y() / height,
        box.width() / width,
        box.height() / height);
  }
}
