package dev.taproot.web;

import dev.taproot.image.Photograph;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Photographs' files, whole ones and bad ones. */
final class Files {
  private static final int STEP = 8;

  private Files() {}

  /** A sample, cropped and tinted so that each number gives another photograph. */
  static byte[] variant(String sample, int number) throws IOException {
    BufferedImage whole = Photograph.sample(sample).toImage();
    int x = STEP * (number % 5);
    int y = STEP * (number / 5 % 5);
    BufferedImage part =
        new BufferedImage(
            whole.getWidth() - 2 * x, whole.getHeight() - 2 * y, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = part.createGraphics();
    graphics.drawImage(whole, -x, -y, null);
    Color tint = Color.getHSBColor(number / 100f, 1, 1);
    graphics.setColor(new Color(tint.getRed(), tint.getGreen(), tint.getBlue(), 40));
    graphics.fillRect(0, 0, part.getWidth(), part.getHeight());
    graphics.dispose();
    return png(part);
  }

  static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  static byte[] sample(String name) throws IOException {
    try (var in = Files.class.getResourceAsStream("/dev/taproot/samples/" + name + ".jpg")) {
      return in.readAllBytes();
    }
  }

  /** A PNG file whose header claims a size, with rows of zeros that are so many bytes. */
  static byte[] claiming(int width, int height, int bytesOfRows) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {8, 2, 0, 0, 0});
    chunk(file, "IHDR", header.toByteArray());
    chunk(file, "IDAT", zeros(bytesOfRows));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static byte[] zeros(int bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(new byte[bytes]);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) sum.getValue());
  }
}
