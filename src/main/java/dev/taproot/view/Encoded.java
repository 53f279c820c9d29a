package dev.taproot.view;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as files, JPEG and PNG, made in memory. */
public final class Encoded {
  private static final float QUALITY = 0.8f;

  private Encoded() {}

  /**
   * Encodes a photographic picture.
   *
   * @param picture the picture, in RGB
   * @return a JPEG file
   */
  public static byte[] jpeg(BufferedImage picture) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(output);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * Encodes a drawing in at most 256 colours, so that it stays small; one with transparency keeps
   * all of its colours.
   *
   * @param picture the picture, in RGB or ARGB
   * @return a PNG file
   */
  public static byte[] png(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean transparent = picture.getColorModel().hasAlpha();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(transparent ? picture : Palette.reduced(picture), "png", output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes a file's bytes in Base64.
   *
   * @param file the bytes
   * @return one line
   */
  public static String base64(byte[] file) {
    return Base64.getEncoder().encodeToString(file);
  }
}
