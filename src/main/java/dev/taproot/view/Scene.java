package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The photograph, what the network saw of it, and where the first evidence lies in it. */
final class Scene {
  private static final int LONG_SIDE = 480;
  private static final int MARK = 19;

  /** Widths at which the photograph is shown: between half a telephone and a broad page. */
  private static final List<Integer> SHOWN = List.of(130, 160, 200, 240, 270, 320, 380, 480);

  private final Photograph photograph;
  private final Box seen;
  private final BufferedImage small;
  private final CardPictures pictures;
  private @Nullable String smallAsUri;

  Scene(Photograph photograph, Framing framing) {
    Backdrop backdrop = new Backdrop(photograph.toImage(), framing);
    this.photograph = photograph;
    this.seen = backdrop.seen();
    this.small = backdrop.within(LONG_SIDE).image();
    this.pictures = new CardPictures(photograph, backdrop.cut(seen));
  }

  /**
   * Makes the cards of evidence on this photograph.
   *
   * @param largestShare the share, without sign, at which a card's bar is full
   * @param evidence what there will be a card of
   */
  Card card(double largestShare, List<Evidence> evidence) {
    return new Card(pictures, largestShare, evidence);
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
    html.open("div", "class", "taproot-photograph");
    html.empty(
        "img",
        "src",
        smallAsUri(),
        "alt",
        "The photograph: " + photograph.name(),
        "width",
        Integer.toString(small.getWidth()),
        "height",
        Integer.toString(small.getHeight()));
    html.element("span", "", "class", "taproot-frame", "style", inPercent(seen));
    List<Integer> asides = asides(marks);
    for (int i = marks.size() - 1; i >= 0; i--) {
      Mark mark = marks.get(i);
      html.element(
          "span",
          "",
          "class",
          mark.evidence().supports() ? mark.style() : mark.style() + " taproot-blue",
          "style",
          inPercent(mark.evidence().box())
              + ";--mark:'"
              + mark.number()
              + "';--aside:"
              + asides.get(i));
    }
    html.close();
  }

  private synchronized String smallAsUri() {
    if (smallAsUri == null) {
      smallAsUri = DataUri.jpeg(small);
    }
    return smallAsUri;
  }

  /**
   * How many pixels right of its box's corner each number stands, so that none hides another one,
   * whether the photograph is shown small or large.
   */
  private List<Integer> asides(List<Mark> marks) {
    List<Integer> asides = new ArrayList<>();
    for (Mark mark : marks) {
      int aside = 0;
      while (isTaken(mark.evidence().box(), aside, marks, asides)) {
        aside++;
      }
      asides.add(aside);
    }
    return asides;
  }

  private boolean isTaken(Box box, int aside, List<Mark> marks, List<Integer> asides) {
    return IntStream.range(0, asides.size())
        .anyMatch(
            i -> {
              Box other = marks.get(i).evidence().box();
              int apart = aside - asides.get(i);
              return SHOWN.stream()
                  .map(width -> (double) width / photograph.width())
                  .anyMatch(
                      scale ->
                          Math.abs((box.x() - other.x()) * scale + apart) < MARK
                              && Math.abs((box.y() - other.y()) * scale) < MARK);
            });
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
