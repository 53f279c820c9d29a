package dev.taproot.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A JPEG file (ITU-T T.81), its header read.
 *
 * <p>Java's decoder only undoes the compression; the colours are computed here, in the fixed point
 * of libjpeg, so that they equal Pillow's: Java would apply colour profiles, and cannot show CMYK.
 */
final class Jpeg {
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final int ADOBE_TRANSFORM = 11;

  private static final int HALF = 1 << 15;
  private static final int RED_CR = 91881;
  private static final int GREEN_CB = 22554;
  private static final int GREEN_CR = 46802;
  private static final int BLUE_CB = 116130;

  private final byte[] bytes;
  private int width;
  private int height;
  private byte[] components = new byte[0];
  private boolean jfif;
  private int adobeTransform = -1;
  private Orientation orientation = Orientation.UPRIGHT;

  private Jpeg(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the header, and looks whether the compressed picture has an end.
   *
   * @throws EOFException if the file ends before
   * @throws IOException if this is no header of a JPEG file
   */
  static Jpeg of(byte[] bytes) throws IOException {
    Jpeg jpeg = new Jpeg(bytes);
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      jpeg.readHeader(in);
      findEnd(in);
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      EOFException end = new EOFException("the header or the picture has no end");
      end.initCause(e);
      throw end;
    }
    return jpeg;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  private void readHeader(ByteBuffer in) throws IOException {
    in.position(2);
    while (true) {
      int marker = nextMarker(in);
      if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
        continue;
      }
      if (marker == 0xD9) {
        throw new EOFException("the file ends before its picture");
      }
      int length = Short.toUnsignedInt(in.getShort()) - 2;
      if (length < 0) {
        throw new IOException("a segment has a negative length");
      }
      if (marker == 0xDA) {
        break;
      }
      readSegment(marker, in.slice().limit(length));
      in.position(in.position() + length);
    }
    if (width < 1 || height < 1) {
      throw new IOException("the header does not tell the picture's size");
    }
  }

  /** Looks for the marker of the end, which compressed data cannot contain. */
  private static void findEnd(ByteBuffer in) {
    while (in.get() != (byte) 0xFF || in.get(in.position()) != (byte) 0xD9) {
      // The decoder makes up for a missing end, not always with a warning.
    }
  }

  private static int nextMarker(ByteBuffer in) throws IOException {
    if (in.get() != (byte) 0xFF) {
      throw new IOException("there is no marker where one should be");
    }
    int marker = 0xFF;
    while (marker == 0xFF) {
      marker = Byte.toUnsignedInt(in.get());
    }
    return marker;
  }

  private void readSegment(int marker, ByteBuffer data) {
    boolean frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) {
      data.get();
      height = Short.toUnsignedInt(data.getShort());
      width = Short.toUnsignedInt(data.getShort());
      components = new byte[Byte.toUnsignedInt(data.get())];
      for (int i = 0; i < components.length; i++) {
        components[i] = data.get();
        data.getShort();
      }
    } else if (marker == 0xE0) {
      jfif |= startsWith(data, JFIF);
    } else if (marker == 0xE1 && startsWith(data, EXIF)) {
      orientation = Orientation.ofExif(data.position(EXIF.length));
    } else if (marker == 0xEE && startsWith(data, ADOBE) && data.limit() > ADOBE_TRANSFORM) {
      adobeTransform = data.get(ADOBE_TRANSFORM);
    }
  }

  private static boolean startsWith(ByteBuffer data, byte[] start) {
    return data.limit() >= start.length
        && data.slice().limit(start.length).equals(ByteBuffer.wrap(start));
  }

  /**
   * Decodes the picture and lays it upright.
   *
   * @param reader Java's own for JPEG
   * @throws EOFException if the picture ends early
   * @throws IOException if it is damaged, or compressed in a way that Java cannot undo
   */
  Pixels decode(ImageReader reader) throws IOException {
    String[] cut = new String[1];
    reader.addIIOReadWarningListener(
        (from, warning) -> {
          if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
            cut[0] = warning;
          }
        });
    Raster raster;
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      raster = reader.readRaster(0, null);
    }
    if (cut[0] != null) {
      throw new EOFException(cut[0]);
    }
    int bands = raster.getNumBands();
    if (bands != components.length || bands == 2 || bands > 4) {
      throw new IOException("the picture has " + bands + " components");
    }
    return orientation.upright(colours(raster));
  }

  private Pixels colours(Raster raster) {
    int columns = raster.getWidth();
    int rows = raster.getHeight();
    int bands = raster.getNumBands();
    boolean luminance = hasLuminance();
    int[] rgb = new int[columns * rows];
    byte[] row = new byte[columns * bands];
    int i = 0;
    for (int y = 0; y < rows; y++) {
      raster.getDataElements(0, y, columns, 1, row);
      for (int at = 0; at < row.length; at += bands) {
        int first = Byte.toUnsignedInt(row[at]);
        if (bands == 1) {
          rgb[i++] = Pixels.pack(first, first, first);
          continue;
        }
        int second = Byte.toUnsignedInt(row[at + 1]);
        int third = Byte.toUnsignedInt(row[at + 2]);
        int colour = luminance ? rgb(first, second, third) : Pixels.pack(first, second, third);
        if (bands == 4) {
          // In YCCK luminance and chrominance are those of the complement (libjpeg).
          int light = luminance ? ~colour & 0xFFFFFF : colour;
          colour = darken(light, Byte.toUnsignedInt(row[at + 3]));
        }
        rgb[i++] = colour;
      }
    }
    return new Pixels(columns, rows, rgb);
  }

  /** Tells YCbCr from RGB, and YCCK from CMYK, by libjpeg's rules. */
  private boolean hasLuminance() {
    if (components.length == 4) {
      return adobeTransform == 2;
    }
    if (jfif) {
      return true;
    }
    if (adobeTransform >= 0) {
      return adobeTransform != 0;
    }
    return !(components[0] == 'R' && components[1] == 'G' && components[2] == 'B');
  }

  /** Converts from YCbCr (JFIF 1.02, page 3). */
  private static int rgb(int y, int cb, int cr) {
    int blueness = cb - 128;
    int redness = cr - 128;
    return Pixels.pack(
        clamp(y + ((RED_CR * redness + HALF) >> 16)),
        clamp(y + ((HALF - GREEN_CB * blueness - GREEN_CR * redness) >> 16)),
        clamp(y + ((BLUE_CB * blueness + HALF) >> 16)));
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }

  /** Lays black on a colour; both are stored inverted, as Adobe does: 255 is no ink. */
  private static int darken(int colour, int light) {
    return Pixels.pack(
        darkenOne(colour >> 16, light),
        darkenOne(colour >> 8 & 0xFF, light),
        darkenOne(colour & 0xFF, light));
  }

  private static int darkenOne(int value, int light) {
    return light - ((255 - value) * light + 127) / 255;
  }
}
