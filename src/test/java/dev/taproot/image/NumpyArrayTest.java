package dev.taproot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.input.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyArrayTest {
  private static final String HEADER =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3, 2, 2), }      \n";
  private static final float[] VALUES = {0, 1, 2, 4, -1, -1, -1, -1, -3, 3, 0, -3};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aTensorOfEachVersionIsRead(int version) {
    PreparedTensor tensor = NumpyArray.read("t.npy", npy(version, HEADER, VALUES));

    assertThat(tensor).isEqualTo(new PreparedTensor(2, 2, VALUES));
    assertThat(tensor.values()).isEqualTo(VALUES);
  }

  @Test
  void itsPictureIsEachChannelFromItsLeastToItsGreatestValue() {
    Photograph photograph = PhotographReader.decode("t.npy", "t.npy", npy(1, HEADER, VALUES));

    assertThat(photograph.prepared()).contains(new PreparedTensor(2, 2, VALUES));
    assertThat(photograph.width()).isEqualTo(2);
    assertThat(photograph.pixels().rgb).containsExactly(0x000000, 0x4000FF, 0x800080, 0xFF0000);
  }

  @Test
  void extremeValuesStillHaveAPicture() {
    float most = Float.MAX_VALUE;
    float[] values = {-most, most, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    assertThat(new PreparedTensor(2, 2, values).picture().rgb)
        .containsExactly(0, 0xFF0000, 0x800000, 0x800000);
  }

  @Test
  void theValuesAreCopied() {
    float[] values = VALUES.clone();
    PreparedTensor tensor = new PreparedTensor(2, 2, values);
    values[0] = 9;
    tensor.values()[1] = 9;

    assertThat(tensor.values()).isEqualTo(VALUES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'<f8'", "'>f4'", "'<i4'", "'|O'", "'|u1'"})
  void otherTypesAreRefused(String type) {
    assertRefused(npy(1, HEADER.replace("'<f4'", type), VALUES))
        .hasMessageContaining("holds values of type " + type)
        .hasMessageContaining("numpy.save");
  }

  @Test
  void fortranOrderIsRefused() {
    assertRefused(npy(1, HEADER.replace("False", "True"), VALUES))
        .hasMessageContaining("Fortran order");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "()",
        "(12,)",
        "(3, 2, 2)",
        "(2, 3, 2, 1)",
        "(1, 1, 2, 6)",
        "(1, 3, 0, 2)",
        "(1, 3, 2, 2, 1)",
        "(1, 3, 20000, 2)",
        "(1, 3, 99999999999, 2)"
      })
  void otherShapesAreRefused(String shape) {
    assertRefused(npy(1, HEADER.replace("(1, 3, 2, 2)", shape), VALUES))
        .hasMessageContaining("shape " + shape)
        .hasMessageContaining("(1, 3, height, width)");
  }

  @Test
  void valuesThatAreNoNumbersAreRefused() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] values = VALUES.clone();
      values[7] = value;

      assertRefused(npy(1, HEADER, values))
          .hasMessageContaining("channel 1, row 1, column 1 is " + value);
    }
  }

  @Test
  void aFileCutOffAnywhereIsRefused() {
    byte[] whole = npy(1, HEADER, VALUES);
    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PhotographReader.decode("t.npy", "t.npy", cut))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(cut.length < 6 ? "cannot be read" : "is cut off");
    }
  }

  @Test
  void moreValuesThanTheShapeTellsAreRefused() {
    assertRefused(npy(1, HEADER, Arrays.copyOf(VALUES, 13)))
        .hasMessageContaining("52 bytes follow its header")
        .hasMessageContaining("takes 48");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "__import__('os').system('true')",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1, 3, 2, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3, 2, 2)} + {}",
        "{'descr': '<f4', 'fortran_order': False 'shape': (1, 3, 2, 2)}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1, 3, 2, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3, 2, 2), 'more': True}",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 3, 2, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3, 2, -2)}",
        "{'descr': '<f4', 'shape': (1, 3, 2, 2)}"
      })
  void aHeaderThatNumpyDoesNotWriteIsRefusedUnread(String header) {
    assertRefused(npy(1, header, VALUES)).hasMessageContaining("does not describe one array");
  }

  @Test
  void aHeaderOfMoreThan64KilobytesIsRefused() {
    byte[] bytes = npy(2, HEADER, VALUES);
    ByteBuffer.wrap(bytes).putInt(8, -1);

    assertRefused(bytes).hasMessageContaining("does not describe one array");
  }

  @Test
  void aVersionToComeIsRefused() {
    assertRefused(npy(4, HEADER, VALUES)).hasMessageContaining("version 4");
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(byte[] bytes) {
    return assertThatThrownBy(() -> NumpyArray.read("t.npy", bytes))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("t.npy ");
  }

  private static byte[] npy(int version, String header, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(12 + header.length() + 4 * values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0x93)
            .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
            .put((byte) version)
            .put((byte) 0);
    if (version == 1) {
      bytes.putShort((short) header.length());
    } else {
      bytes.putInt(header.length());
    }
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    for (float value : values) {
      bytes.putFloat(value);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
