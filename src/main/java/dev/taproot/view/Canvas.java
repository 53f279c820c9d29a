package dev.taproot.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** A picture under construction, in the colours of the pages; lengths are in pixels at scale 1. */
final class Canvas {
  static final Color GROUND = new Color(0xF6F6F4);
  static final Color PAPER = new Color(0xFFFFFF);
  static final Color INK = new Color(0x17181A);
  static final Color SOFT = new Color(0x62656B);
  static final Color HAIR = new Color(0xE2E2DE);
  static final Color FAINT = new Color(0xECECE8);

  private static final Color SUPPORT = new Color(0xF08A2C);
  private static final Color SUPPORT_INK = new Color(0xA84A05);
  private static final Color OPPOSITION = new Color(0x3F86EE);
  private static final Color OPPOSITION_INK = new Color(0x1D5BBD);

  private static final double STRIPES = 4;
  private static final double LONGEST_BEND = 40;

  private final BufferedImage image;
  private final double scale;
  private final Graphics2D graphics;

  Canvas(double width, double height, double scale) {
    this.scale = scale;
    this.image =
        new BufferedImage(
            (int) Math.round(width * scale),
            (int) Math.round(height * scale),
            BufferedImage.TYPE_INT_RGB);
    this.graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.scale(scale, scale);
    fill(GROUND, new Rectangle2D.Double(0, 0, width, height));
  }

  /** The colour of support or opposition, for areas. */
  static Color hue(boolean supports) {
    return supports ? SUPPORT : OPPOSITION;
  }

  /** The colour of support or opposition, for text. */
  static Color ink(boolean supports) {
    return supports ? SUPPORT_INK : OPPOSITION_INK;
  }

  /** Ends the drawing. */
  BufferedImage finished() {
    graphics.dispose();
    return image;
  }

  /** Returns how many pixels show a length. */
  int pixels(double length) {
    return Math.max(1, (int) Math.round(length * scale));
  }

  void text(Lettering lettering, Color colour, String text, double x, double baseline) {
    graphics.setColor(colour);
    graphics.setFont(lettering.font());
    graphics.drawString(text, (float) x, (float) baseline);
  }

  void textEndingAt(Lettering lettering, Color colour, String text, double x, double baseline) {
    text(lettering, colour, text, x - lettering.width(text), baseline);
  }

  /** Writes a name as far as it fits, and a value at the right end of the line. */
  void row(
      Lettering left,
      Color leftColour,
      String name,
      Lettering right,
      Color rightColour,
      String value,
      Rectangle2D line) {
    textEndingAt(right, rightColour, value, line.getMaxX(), line.getMaxY());
    String cut = left.cut(name, line.getWidth() - right.width(value) - 6);
    text(left, leftColour, cut, line.getX(), line.getMaxY());
  }

  void fill(Color colour, Shape shape) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  void outline(Color colour, double thickness, Shape shape) {
    graphics.setColor(colour);
    graphics.setStroke(
        new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }

  static Shape rounded(Rectangle2D place, double radius) {
    return new RoundRectangle2D.Double(
        place.getX(), place.getY(), place.getWidth(), place.getHeight(), 2 * radius, 2 * radius);
  }

  /** Draws an image in the middle of a place with round corners, whole and as large as fits. */
  void image(BufferedImage drawn, Rectangle2D place, double radius) {
    fill(FAINT, rounded(place, radius));
    double factor =
        Math.min(place.getWidth() / drawn.getWidth(), place.getHeight() / drawn.getHeight());
    double width = drawn.getWidth() * factor;
    double height = drawn.getHeight() * factor;
    Shape clip = graphics.getClip();
    graphics.clip(rounded(place, radius));
    graphics.translate(place.getCenterX() - width / 2, place.getCenterY() - height / 2);
    graphics.scale(factor, factor);
    graphics.drawImage(drawn, 0, 0, null);
    graphics.scale(1 / factor, 1 / factor);
    graphics.translate(width / 2 - place.getCenterX(), height / 2 - place.getCenterY());
    graphics.setClip(clip);
  }

  /** Fills an area with slanting stripes. */
  void stripe(Color colour, Rectangle2D area) {
    Shape clip = graphics.getClip();
    graphics.clip(area);
    double slant = area.getHeight();
    for (double x = area.getX(); x < area.getMaxX() + slant; x += STRIPES) {
      outline(colour, 1.3, new Line2D.Double(x, area.getMinY(), x - slant, area.getMaxY()));
    }
    graphics.setClip(clip);
  }

  /** The way from one point to another, level at both ends. */
  static Shape way(Point2D from, Point2D to) {
    double middle = (from.getX() + to.getX()) / 2;
    return new CubicCurve2D.Double(
        from.getX(), from.getY(), middle, from.getY(), middle, to.getY(), to.getX(), to.getY());
  }

  /**
   * The way from one point to another, level at both ends.
   *
   * @param turn where a way that goes far up or down does so, between the ends
   */
  static Shape way(Point2D from, Point2D to, double turn) {
    double rise = to.getY() - from.getY();
    if (Math.abs(rise) < 2 * LONGEST_BEND) {
      return way(from, to);
    }
    double bend = Math.copySign(LONGEST_BEND, rise);
    Path2D way = new Path2D.Double();
    way.moveTo(from.getX(), from.getY());
    way.quadTo(turn, from.getY(), turn, from.getY() + bend);
    way.lineTo(turn, to.getY() - bend);
    way.quadTo(turn, to.getY(), to.getX(), to.getY());
    return way;
  }
}
