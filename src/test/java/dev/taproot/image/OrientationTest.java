package dev.taproot.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  @ParameterizedTest
  @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
  void itIsReadInEitherByteOrder(String order) {
    for (int value = 1; value <= 8; value++) {
      ByteBuffer tiff = tiff(order.equals("BIG_ENDIAN"), value);

      assertThat(Orientation.ofExif(tiff)).isEqualTo(Orientation.values()[value - 1]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, -1, Short.MAX_VALUE})
  void anUnknownValueCountsAsUpright(int value) {
    assertThat(Orientation.ofExif(tiff(true, value))).isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void cutOffDataCountsAsUpright() {
    for (int length = 0; length < 34; length++) {
      assertThat(Orientation.ofExif(tiff(true, 6).limit(length))).isEqualTo(Orientation.UPRIGHT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 7, 33, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aDirectoryThatLiesElsewhereCountsAsUpright(int directory) {
    assertThat(Orientation.ofExif(tiff(true, 6).putInt(4, directory)))
        .isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void quarterTurnsSwapTheSides() {
    Pixels stored = new Pixels(3, 2, new int[] {1, 2, 3, 4, 5, 6});

    Pixels right = Orientation.TURN_RIGHT.upright(stored);

    assertThat(right.width).isEqualTo(2);
    assertThat(right.height).isEqualTo(3);
    assertThat(right.rgb).containsExactly(4, 1, 5, 2, 6, 3);
    assertThat(Orientation.TURN_LEFT.upright(stored).rgb).containsExactly(3, 6, 2, 5, 1, 4);
  }

  /** Two entries, the second of which is the orientation. */
  private static ByteBuffer tiff(boolean bigEndian, int orientation) {
    return ByteBuffer.allocate(34)
        .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
        .putShort((short) (bigEndian ? 0x4D4D : 0x4949))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 2)
        .putShort((short) 0x0100)
        .putShort((short) 3)
        .putInt(1)
        .putInt(0)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .flip();
  }
}
