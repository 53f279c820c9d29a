package dev.taproot.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the camera was held, as EXIF tells it in tag 0x0112 (CIPA DC-008, section 4.6.4): which way
 * the stored rows and columns must be laid for the picture to stand upright.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  UPSIDE_DOWN_MIRRORED(false, false, true),
  TRANSPOSED(true, false, false),
  TURN_RIGHT(true, false, true),
  TRANSPOSED_OTHERWISE(true, true, true),
  TURN_LEFT(true, true, false);

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;

  private final boolean swapped;
  private final boolean fromRight;
  private final boolean fromBottom;

  Orientation(boolean swapped, boolean fromRight, boolean fromBottom) {
    this.swapped = swapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /**
   * Reads the orientation from EXIF data.
   *
   * @param tiff from the byte order mark on, its position and limit around the data
   * @return the orientation, upright where the data is broken or says nothing
   */
  static Orientation ofExif(ByteBuffer tiff) {
    ByteBuffer data = tiff.slice();
    if (data.limit() < 8) {
      return UPRIGHT;
    }
    short mark = data.getShort(0);
    data.order(mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = data.getInt(4);
    if ((mark != 0x4949 && mark != 0x4D4D)
        || data.getShort(2) != 42
        || directory < 8
        || directory > data.limit() - 2) {
      return UPRIGHT;
    }
    int entries = Short.toUnsignedInt(data.getShort(directory));
    for (int i = 0, at = directory + 2;
        i < entries && at <= data.limit() - ENTRY_BYTES;
        i++, at += ENTRY_BYTES) {
      if (Short.toUnsignedInt(data.getShort(at)) == TAG) {
        int value = data.getShort(at + 8);
        boolean known = data.getShort(at + 2) == SHORT && value >= 1 && value <= values().length;
        return known ? values()[value - 1] : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Lays stored pixels upright. */
  Pixels upright(Pixels stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = swapped ? stored.height : stored.width;
    int height = swapped ? stored.width : stored.height;
    int right = fromRight ? -1 : 1;
    int down = (fromBottom ? -1 : 1) * stored.width;
    int start =
        (fromRight ? stored.width - 1 : 0) + (fromBottom ? stored.height - 1 : 0) * stored.width;
    int alongRow = swapped ? down : right;
    int alongColumn = swapped ? right : down;
    int[] rgb = new int[stored.rgb.length];
    int i = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0, at = start + y * alongColumn; x < width; x++, at += alongRow) {
        rgb[i++] = stored.rgb[at];
      }
    }
    return new Pixels(width, height, rgb);
  }
}
