package dev.taproot.image;

import java.awt.image.BufferedImage;

/** A photograph in sRGB, upright, with a name. Immutable. */
public final class Photograph {
  private final String name;
  private final int width;
  private final int height;
  private final int[] pixels;

  private Photograph(String name, int width, int height, int[] pixels) {
    this.name = name;
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /**
   * Takes a picture that is already in memory; transparent parts are laid on white.
   *
   * @param name what to call it
   * @param image the picture, copied
   * @return the photograph
   */
  public static Photograph of(String name, BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return new Photograph(name, width, height, image.getRGB(0, 0, width, height, null, 0, width));
  }

  /** Returns the photograph's name: its file's name, or a sample's. */
  public String name() {
    return name;
  }

  /** Returns the width in pixels. */
  public int width() {
    return width;
  }

  /** Returns the height in pixels. */
  public int height() {
    return height;
  }

  /** Returns a copy of the photograph as an RGB image. */
  public BufferedImage toImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    return image;
  }
}
