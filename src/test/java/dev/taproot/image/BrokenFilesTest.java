package dev.taproot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.input.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenFilesTest {
  @TempDir private Path folder;

  static List<String> filesComparedWithPillow() {
    return Resources.comparedWithPillow();
  }

  @Test
  void aMissingFileIsAnsweredWithItsNeighbours() throws IOException {
    Files.createFile(folder.resolve("puppy.jpg"));

    assertRefused(folder.resolve("pupy.jpg"))
        .hasMessageStartingWith("There is no file " + folder.resolve("pupy.jpg"))
        .hasMessageContaining("did you mean \"puppy.jpg\"?");
    assertRefused(folder.resolve("nowhere/at/all.jpg")).hasMessageContaining("check the path");
  }

  @Test
  void aFolderIsRefused() {
    assertRefused(folder).hasMessageContaining("is a folder; give a JPEG, PNG");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertRefused(Files.createFile(folder.resolve("empty.jpg"))).hasMessageContaining("is empty");
  }

  @Test
  void textIsRefusedWithTheFormatsThatCanBeRead() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jpg"), "not a picture at all");

    assertRefused(text).hasMessageContaining("cannot be read; give a JPEG, PNG, GIF or BMP");
  }

  @Test
  void aFileOfMoreThan64MegabytesIsNotRead() throws IOException {
    Path large = folder.resolve("large.bmp");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength((64 << 20) + 1);
    }

    assertRefused(large).hasMessageContaining("at most 64 MB");
  }

  @Test
  void aPictureThatClaimsTooManyPixelsIsRefusedBeforeItIsDecoded() throws IOException {
    assertRefused(write("bomb.png", pngHeader(50_000, 50_000)))
        .hasMessageContaining("50000 x 50000 pixels; give a picture of at most 100 megapixels");

    byte[] jpeg = Resources.bytes("plain.jpg");
    int frame = indexOf(jpeg, 0xFF, 0xC0);
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 50_000).putShort(frame + 7, (short) 50_000);
    assertRefused(write("bomb.jpg", jpeg)).hasMessageContaining("50000 x 50000");

    byte[] gif = Resources.bytes("two-frames.gif");
    int descriptor = indexOf(gif, 0x2C, 0, 0, 0, 0);
    ByteBuffer.wrap(gif)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(descriptor + 5, (short) 50_000)
        .putShort(descriptor + 7, (short) 50_000);
    assertRefused(write("bomb.gif", gif)).hasMessageContaining("50000 x 50000");

    byte[] bmp = Resources.bytes("colour.bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 20_000).putInt(22, 20_000);
    assertRefused(write("bomb.bmp", bmp));
  }

  @ParameterizedTest
  @MethodSource("filesComparedWithPillow")
  void aFileCutOffAnywhereIsRefusedOrStillWhole(String name) {
    byte[] bytes = Resources.bytes(name);
    int[] whole = Resources.photograph(name).pixels().rgb;
    int refused = 0;

    for (int length = 1; length < bytes.length; length += length < bytes.length - 64 ? 11 : 1) {
      byte[] cut = Arrays.copyOf(bytes, length);
      try {
        assertThat(PhotographReader.decode(name, name, cut).pixels().rgb)
            .as("the first %d of %d bytes", length, bytes.length)
            .isEqualTo(whole);
      } catch (InvalidInputException e) {
        refused++;
      }
    }

    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @MethodSource("filesComparedWithPillow")
  void halfAFileIsRefusedWithASentence(String name) {
    byte[] bytes = Resources.bytes(name);
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);

    assertThatThrownBy(() -> PhotographReader.decode(name, name, half))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(name + " is (cut off|damaged).*again.*\\.");
  }

  @ParameterizedTest
  @MethodSource("filesComparedWithPillow")
  void aDamagedFileIsReadOrRefusedWithASentence(String name) {
    byte[] bytes = Resources.bytes(name);
    Random random = new Random(1);

    for (int trial = 0; trial < 150; trial++) {
      byte[] damaged = bytes.clone();
      for (int i = 0; i <= trial % 8; i++) {
        // Half of the damage goes where the headers are.
        int range = random.nextBoolean() ? damaged.length : Math.min(64, damaged.length);
        damaged[random.nextInt(range)] = (byte) random.nextInt(256);
      }
      assertThatCode(() -> decodeOrRefuse(name, damaged)).doesNotThrowAnyException();
    }
  }

  private static void decodeOrRefuse(String name, byte[] bytes) {
    try {
      PhotographReader.decode(name, name, bytes);
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageStartingWith(name);
    }
  }

  @Test
  void brokenExifDoesNotKeepAPhotographFromBeingRead() {
    byte[] bytes = Resources.bytes("orientation-6.jpg");
    int exif = indexOf(bytes, 'E', 'x', 'i', 'f') + 6;
    Arrays.fill(bytes, exif, exif + 12, (byte) 0xFF);

    assertThat(PhotographReader.decode("broken", "broken", bytes).width()).isEqualTo(24);
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(Path file) {
    return assertThatThrownBy(() -> Photograph.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching("[^\n]+[.?]");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static int indexOf(byte[] bytes, int... wanted) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    StringBuilder part = new StringBuilder();
    for (int one : wanted) {
      part.append((char) one);
    }
    return text.indexOf(part.toString());
  }

  private static byte[] pngHeader(int width, int height) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(17);
    header.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
    header.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(header.array());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13});
    png.write(header.array());
    png.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    png.write(new byte[] {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82});
    return png.toByteArray();
  }
}
