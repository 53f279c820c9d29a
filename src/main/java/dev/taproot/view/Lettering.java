package dev.taproot.view;

import dev.taproot.input.InvalidInputException;
import java.awt.AWTError;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;

/**
 * Text of one size in a picture: how wide it is, and how it is cut or broken to fit.
 *
 * @param font the machine's font without serifs
 */
record Lettering(Font font) {
  private static final String ELLIPSIS = "…";
  private static final int LONGEST = 1000;
  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  static Lettering plain(double size) {
    return new Lettering(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size));
  }

  static Lettering bold(double size) {
    return new Lettering(new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont((float) size));
  }

  /**
   * Checks that this machine has fonts to draw with.
   *
   * @throws InvalidInputException if it has none
   */
  static void check() {
    check(() -> plain(12).width("Taproot"));
  }

  /** Java reports missing fonts, or a missing library for them, in one of these ways. */
  static void check(Runnable trial) {
    try {
      trial.run();
    } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
      throw new InvalidInputException(
          "A picture cannot be drawn: Java finds no fonts on this machine (%s); fontconfig and a font such as DejaVu, installed, would be right."
              .formatted(root(e)),
          e);
    }
  }

  private static Throwable root(Throwable fault) {
    Throwable cause = fault.getCause();
    return cause == null ? fault : root(cause);
  }

  double size() {
    return font.getSize2D();
  }

  double width(String text) {
    return font.getStringBounds(text, EXACT).getWidth();
  }

  /** Returns the text, or as much of its beginning as fits, with an ellipsis. */
  String cut(String text, double width) {
    String shown = shown(text);
    if (width(shown) <= width) {
      return shown;
    }
    int fits = 0;
    int tooMany = shown.codePointCount(0, shown.length());
    while (tooMany - fits > 1) {
      int middle = (fits + tooMany) / 2;
      if (width(beginning(shown, middle)) <= width) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return beginning(shown, fits);
  }

  /** Breaks a text into at most so many lines; what does not fit is cut off the last. */
  List<String> lines(String text, double width, int most) {
    String shown = shown(text);
    List<String> lines = new ArrayList<>();
    if (shown.isEmpty()) {
      return lines;
    }
    AttributedString attributed = new AttributedString(shown);
    attributed.addAttribute(TextAttribute.FONT, font);
    LineBreakMeasurer measurer = new LineBreakMeasurer(attributed.getIterator(), EXACT);
    while (lines.size() < most - 1 && measurer.getPosition() < shown.length()) {
      int start = measurer.getPosition();
      measurer.nextLayout((float) width);
      lines.add(shown.substring(start, measurer.getPosition()).strip());
    }
    if (measurer.getPosition() < shown.length()) {
      lines.add(cut(shown.substring(measurer.getPosition()).strip(), width));
    }
    return lines;
  }

  private static String beginning(String text, int codePoints) {
    return text.substring(0, text.offsetByCodePoints(0, codePoints)).stripTrailing() + ELLIPSIS;
  }

  private static String shown(String text) {
    String printable = Columns.printable(text);
    return printable.codePointCount(0, printable.length()) <= LONGEST
        ? printable
        : beginning(printable, LONGEST);
  }
}
