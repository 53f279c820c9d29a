package dev.taproot.view;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.awt.image.BufferedImage;

/**
 * Relevance laid over a photograph: support in orange, opposition in blue, both the stronger the
 * larger the relevance.
 *
 * <p>The photograph is grey, so that every colour is relevance, and paler where the network did not
 * look.
 */
public final class HeatmapImage {
  /** The colour of support, as 0xRRGGBB. */
  public static final int SUPPORT = 0xFF7A00;

  /** The colour of opposition, as 0xRRGGBB: told from orange by the colour-blind too. */
  public static final int OPPOSITION = 0x1477FF;

  private static final double STRONGEST = 0.75;
  private static final double OUTSIDE = 0.6;
  private static final int PALE = 0xF2;

  private HeatmapImage() {}

  /**
   * Draws a map over a photograph.
   *
   * <p>Position (r, c) of an H x W map stands for the input's rectangle of columns c w/W to (c+1)
   * w/W and rows r h/H to (r+1) h/H; between the centres of the rectangles relevance is
   * interpolated bilinearly. The largest magnitude in the map is drawn at 75% of full colour, zero
   * without colour.
   *
   * @param photograph what was looked at
   * @param framing where the network's input lies in it
   * @param map relevance over the input
   * @return an image as large as the photograph
   */
  public static BufferedImage overlay(Photograph photograph, Framing framing, RelevanceMap map) {
    return overlay(new Backdrop(photograph.toImage(), framing), map);
  }

  /**
   * Draws a map over a photograph made smaller.
   *
   * @param photograph what was looked at
   * @param framing where the network's input lies in it
   * @param map relevance over the input
   * @param longSide length of the image's longer side at most, in pixels
   * @return an image with the photograph's proportions, never larger than the photograph
   */
  public static BufferedImage overlay(
      Photograph photograph, Framing framing, RelevanceMap map, int longSide) {
    if (longSide < 1) {
      throw new IllegalArgumentException(
          "the longer side must be at least 1 pixel, given " + longSide);
    }
    return overlay(Backdrop.of(photograph, framing, longSide), map);
  }

  static BufferedImage overlay(Backdrop backdrop, RelevanceMap map) {
    BufferedImage photograph = backdrop.image();
    Framing framing = backdrop.framing();
    int width = photograph.getWidth();
    int height = photograph.getHeight();
    int[] pixels = photograph.getRGB(0, 0, width, height, null, 0, width);
    float largest = map.largestMagnitude();
    for (int y = 0; y < height; y++) {
      double down = (y + 0.5 - framing.top()) / (framing.vertical() * framing.height());
      for (int x = 0; x < width; x++) {
        double across = (x + 0.5 - framing.left()) / (framing.horizontal() * framing.width());
        int grey = grey(pixels[y * width + x]);
        boolean inside = across >= 0 && across < 1 && down >= 0 && down < 1;
        pixels[y * width + x] =
            inside
                ? coloured(grey, largest == 0 ? 0 : map.interpolated(down, across) / largest)
                : mixed(grey, PALE << 16 | PALE << 8 | PALE, OUTSIDE);
      }
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    return image;
  }

  private static double between(double from, double to, double part) {
    return from + (to - from) * part;
  }

  private static int coloured(int grey, double relevance) {
    return mixed(grey, relevance < 0 ? OPPOSITION : SUPPORT, STRONGEST * Math.abs(relevance));
  }

  private static int grey(int rgb) {
    return (int) Math.round(0.2126 * red(rgb) + 0.7152 * green(rgb) + 0.0722 * blue(rgb));
  }

  private static int mixed(int grey, int colour, double part) {
    int red = (int) Math.round(between(grey, red(colour), part));
    int green = (int) Math.round(between(grey, green(colour), part));
    int blue = (int) Math.round(between(grey, blue(colour), part));
    return red << 16 | green << 8 | blue;
  }

  private static int red(int rgb) {
    return rgb >> 16 & 0xFF;
  }

  private static int green(int rgb) {
    return rgb >> 8 & 0xFF;
  }

  private static int blue(int rgb) {
    return rgb & 0xFF;
  }
}
