package dev.taproot.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** Opaque sRGB pixels, row by row from the top, each as 0xRRGGBB; never changed once made. */
final class Pixels {
  final int width;
  final int height;
  final int[] rgb;

  Pixels(int width, int height, int[] rgb) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /**
   * Copies a picture and lays it on white.
   *
   * <p>Grey and RGB samples are taken as they stand, whatever colour profile comes with them: Java
   * would brighten grey ones on the way to sRGB. Of 16 bits the upper 8 are kept.
   */
  static Pixels of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgb = new int[width * height];
    if (hasPlainSamples(image.getColorModel())) {
      copySamples(image, rgb);
    } else {
      image.getRGB(0, 0, width, height, rgb, 0, width);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = onWhite(rgb[i] >> 16 & 0xFF, rgb[i] >> 8 & 0xFF, rgb[i] & 0xFF, rgb[i] >>> 24);
      }
    }
    return new Pixels(width, height, rgb);
  }

  private static boolean hasPlainSamples(ColorModel model) {
    int space = model.getColorSpace().getType();
    int sample = model.getTransferType();
    return model instanceof ComponentColorModel
        && !model.isAlphaPremultiplied()
        && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
        && (sample == DataBuffer.TYPE_BYTE || sample == DataBuffer.TYPE_USHORT);
  }

  private static void copySamples(BufferedImage image, int[] rgb) {
    int width = image.getWidth();
    ColorModel model = image.getColorModel();
    Raster raster = image.getRaster();
    int shift = model.getComponentSize(0) - 8;
    int bands = model.getNumComponents();
    boolean grey = model.getNumColorComponents() == 1;
    int[] row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0, i = 0; x < width; x++, i += bands) {
        int red = row[i] >> shift;
        int green = grey ? red : row[i + 1] >> shift;
        int blue = grey ? red : row[i + 2] >> shift;
        int alpha = model.hasAlpha() ? row[i + bands - 1] >> shift : 255;
        rgb[y * width + x] = onWhite(red, green, blue, alpha);
      }
    }
  }

  private static int onWhite(int red, int green, int blue, int alpha) {
    return alpha == 255
        ? pack(red, green, blue)
        : pack(onWhite(red, alpha), onWhite(green, alpha), onWhite(blue, alpha));
  }

  private static int onWhite(int value, int alpha) {
    return (value * alpha + 255 * (255 - alpha) + 127) / 255;
  }

  /** Packs three values from 0 to 255. */
  static int pack(int red, int green, int blue) {
    return red << 16 | green << 8 | blue;
  }

  /** Copies a part that lies inside into a picture. */
  BufferedImage toImage(Box part) {
    BufferedImage image =
        new BufferedImage(part.width(), part.height(), BufferedImage.TYPE_INT_RGB);
    int[] row = new int[part.width()];
    for (int y = 0; y < part.height(); y++) {
      System.arraycopy(rgb, (part.y() + y) * width + part.x(), row, 0, row.length);
      // Its pixels are packed as these are: setRGB would translate each by itself.
      image.getRaster().setDataElements(0, y, row.length, 1, row);
    }
    return image;
  }
}
