package dev.taproot.image;

import java.io.EOFException;
import java.nio.ByteBuffer;

/** The chunks of a PNG file (ISO/IEC 15948, section 5). */
final class Png {
  private static final int SIGNATURE_BYTES = 8;
  private static final int EXIF = 0x65584966;
  private static final int END = 0x49454E44;

  private Png() {}

  /**
   * Walks over the chunks for how the camera was held.
   *
   * @throws EOFException if the file ends before its last chunk
   */
  static Orientation orientation(byte[] bytes) throws EOFException {
    ByteBuffer in = ByteBuffer.wrap(bytes).position(SIGNATURE_BYTES);
    Orientation orientation = Orientation.UPRIGHT;
    while (in.remaining() >= 12) {
      int length = in.getInt();
      int type = in.getInt();
      if (length < 0 || length > in.remaining() - 4) {
        break;
      }
      if (type == END) {
        return orientation;
      }
      if (type == EXIF) {
        orientation = Orientation.ofExif(in.slice().limit(length));
      }
      in.position(in.position() + length + 4);
    }
    throw new EOFException("the last chunk is missing");
  }
}
