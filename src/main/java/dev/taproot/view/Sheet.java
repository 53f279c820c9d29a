package dev.taproot.view;

import dev.taproot.evidence.EvidenceTree;
import dev.taproot.input.InvalidInputException;
import dev.taproot.view.CardPlace.Size;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the pictures of trees and of graphs have in common: the question on top and at the left, a
 * heading over each column, the notes below.
 */
final class Sheet {
  /** The width of all that one decision rests on, where the most of it is shown. */
  static final double WIDEST_BANDS = 40;

  /** The size of the letters of accounts and notes. */
  static final double FINE_PRINT = 10.5;

  private static final int LARGEST_SCALE = 4;

  /** What a JPEG holds, and what memory is spent on. */
  private static final int LONGEST_SIDE = 65_000;

  private static final int MOST_PIXELS = 100_000_000;

  /** So many cards in the only column may be larger than usual. */
  private static final int FEW = 4;

  private static final double MARGIN = 24;
  private static final double HEADING = 28;
  private static final double NOTE = 15;
  private static final int NOTES_LINES = 6;
  private static final double THINNEST_BAND = 1.2;

  private static final Lettering HEADINGS = Lettering.plain(11);
  private static final Lettering NOTES = Lettering.plain(FINE_PRINT);

  private final EvidenceTree question;
  private final int columns;
  private final double gap;
  private final double width;
  private final QuestionPicture picture;
  private final List<String> notes;

  /**
   * Lays out a sheet.
   *
   * @param question with the evidence of the first layer; what is below is not looked at
   * @param columns of cards
   * @param gap before each column
   * @param notes for the fine print, with a line feed between paragraphs
   */
  Sheet(EvidenceTree question, int columns, double gap, String notes) {
    Lettering.check();
    this.question = question;
    this.columns = columns;
    this.gap = gap;
    this.width = QuestionPicture.COLUMN + Math.max(1, columns) * (gap + size().width());
    this.picture = new QuestionPicture(question, width);
    this.notes =
        notes.lines().flatMap(line -> NOTES.lines(line, width, NOTES_LINES).stream()).toList();
  }

  Size size() {
    return columns == 1 && question.root().evidence().size() <= FEW ? Size.SHALLOW : Size.USUAL;
  }

  /** Where a column begins, the first being 0. */
  double left(int column) {
    return MARGIN + QuestionPicture.COLUMN + gap + column * (size().width() + gap);
  }

  /** Where the cards begin. */
  double top() {
    return MARGIN + picture.headHeight() + HEADING;
  }

  /** How high the cards may be without making the sheet higher. */
  double room() {
    return picture.columnHeight();
  }

  /** Where the bands from the photograph begin: straight before the first, if that is possible. */
  Point2D out(double first) {
    return picture.out(MARGIN, top(), first);
  }

  /** How thick a band is, at least as thick as can be seen. */
  static double thickness(double share, double pixelsPerShare) {
    double thickness = Math.abs(share) * pixelsPerShare;
    return thickness > THINNEST_BAND ? thickness : THINNEST_BAND;
  }

  /**
   * Draws the sheet.
   *
   * @param scale pixels for each pixel on a screen
   * @param headings over the columns
   * @param places of the cards
   * @param largestShare that a full bar stands for
   * @param bands draws what lies below the cards
   */
  BufferedImage draw(
      double scale,
      List<String> headings,
      List<CardPlace> places,
      double largestShare,
      Consumer<Canvas> bands) {
    if (!(scale > 0 && scale <= LARGEST_SCALE)) {
      throw new InvalidInputException(
          "A picture cannot be drawn at a scale of %s; more than 0 and at most %d would be right."
              .formatted(scale, LARGEST_SCALE));
    }
    double cards = places.stream().mapToDouble(place -> place.card().getMaxY()).max().orElse(0);
    double bottom = Math.max(top() + room(), cards) + 18;
    Canvas canvas = canvas(width + 2 * MARGIN, bottom + notes.size() * NOTE + MARGIN, scale);
    Backdrop photograph = new Backdrop(question.photograph().toImage(), question.framing());
    picture.drawHead(canvas, MARGIN, MARGIN);
    drawHeading(canvas, question.photograph().name(), MARGIN, QuestionPicture.COLUMN);
    for (int column = 0; column < columns; column++) {
      drawHeading(canvas, headings.get(column), left(column), size().width());
    }
    bands.accept(canvas);
    picture.drawColumn(canvas, photograph, MARGIN, top());
    CardPainter painter = new CardPainter(canvas, photograph, largestShare);
    places.forEach(painter::draw);
    for (int i = 0; i < notes.size(); i++) {
      canvas.text(NOTES, Canvas.SOFT, notes.get(i), MARGIN, bottom + (i + 1) * NOTE - 4);
    }
    return canvas.finished();
  }

  private static Canvas canvas(double width, double height, double scale) {
    if (Math.max(width, height) * scale > LONGEST_SIDE
        || width * scale * height * scale > MOST_PIXELS) {
      throw new InvalidInputException(
          "A picture of %.0f x %.0f pixels would be too large; fewer channels for each decision, or a smaller scale, would be right."
              .formatted(width * scale, height * scale));
    }
    return new Canvas(width, height, scale);
  }

  private void drawHeading(Canvas canvas, String heading, double x, double most) {
    canvas.text(HEADINGS, Canvas.SOFT, HEADINGS.cut(heading, most), x, top() - 8);
  }
}
