package dev.taproot.image;

import dev.taproot.input.InvalidInputException;
import dev.taproot.input.NearestNames;
import dev.taproot.input.Reasons;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads photographs from files and addresses, within limits that hold before anything is decoded.
 *
 * <p>Whatever a file holds, only an {@link InvalidInputException} leaves this class.
 */
final class PhotographReader {
  static final int MOST_MEGABYTES = 64;
  static final int MOST_MEGAPIXELS = 100;

  private static final int MOST_BYTES = MOST_MEGABYTES << 20;
  private static final int MOST_NEIGHBOURS = 10_000;
  private static final int CONNECT_MILLISECONDS = 10_000;
  private static final int READ_MILLISECONDS = 30_000;
  private static final String FORMATS =
      "a JPEG, PNG, GIF or BMP picture, or a prepared tensor that numpy.save wrote";

  private PhotographReader() {}

  /** Reads a file; its name becomes the photograph's. */
  static Photograph read(Path file) {
    Path fileName = file.getFileName();
    String name = fileName == null ? file.toString() : fileName.toString();
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(file + " is a folder; give " + FORMATS + ".");
    }
    if (!Files.exists(file) && !Files.notExists(file) && !Files.isSymbolicLink(file)) {
      throw new InvalidInputException(
          file + " cannot be reached; check that you may open the folder it is in.");
    }
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      throw new InvalidInputException(
          file + " is a link that leads to no file; give " + FORMATS + ".");
    }
    if (!Files.exists(file)) {
      throw new InvalidInputException(
          "There is no file " + file.toAbsolutePath() + neighbours(file.toAbsolutePath(), name));
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(file + " is not a regular file; give " + FORMATS + ".");
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > MOST_BYTES) {
        throw tooManyBytes(file.toString());
      }
      return decode(name, file.toString(), bytes(file.toString(), in));
    } catch (IOException e) {
      throw new InvalidInputException(
          file + " cannot be read (" + Reasons.of(e) + "); check that you may open it.", e);
    }
  }

  private static String neighbours(Path file, String name) {
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "; check the path.";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .limit(MOST_NEIGHBOURS)
              .map(Path::getFileName)
              .map(String::valueOf)
              .filter(one -> !one.equals(name))
              .toList();
      String question = NearestNames.didYouMean(name, names);
      return question.isEmpty() ? "; check the path." : question;
    } catch (IOException e) {
      return "; check the path.";
    }
  }

  /** Reads what an address leads to; the last part of its path becomes the photograph's name. */
  static Photograph read(URL address) {
    String protocol = address.getProtocol().toLowerCase(Locale.ROOT);
    if (protocol.equals("file")) {
      return read(path(address));
    }
    boolean web = protocol.equals("http") || protocol.equals("https");
    boolean jar = protocol.equals("jar") && address.getPath().startsWith("file:");
    if (!web && !jar) {
      throw new InvalidInputException(
          "Photographs cannot be read from "
              + address
              + "; give an address that begins with https:, http:, file: or jar:file:.");
    }
    try {
      URLConnection connection = address.openConnection();
      connection.setUseCaches(false);
      connection.setConnectTimeout(CONNECT_MILLISECONDS);
      connection.setReadTimeout(READ_MILLISECONDS);
      connection.setRequestProperty("User-Agent", "Taproot");
      if (connection instanceof HttpURLConnection http && http.getResponseCode() != 200) {
        throw new InvalidInputException(
            address
                + " answers with status "
                + http.getResponseCode()
                + " instead of a picture; check the address.");
      }
      if (connection.getContentLengthLong() > MOST_BYTES) {
        throw tooManyBytes(address.toString());
      }
      try (InputStream in = connection.getInputStream()) {
        return decode(name(address), address.toString(), bytes(address.toString(), in));
      }
    } catch (FileNotFoundException e) {
      throw new InvalidInputException("There is nothing at " + address + "; check the address.", e);
    } catch (IOException e) {
      throw new InvalidInputException(
          address
              + " cannot be read ("
              + Reasons.of(e)
              + "); check the address and the connection.",
          e);
    }
  }

  private static Path path(URL address) {
    try {
      return Path.of(address.toURI());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      throw new InvalidInputException(
          address + " is not the address of a file; give one such as file:///home/me/dog.jpg.", e);
    }
  }

  private static String name(URL address) {
    String path = address.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? address.getHost() : name;
  }

  private static byte[] bytes(String source, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw tooManyBytes(source);
    }
    return bytes;
  }

  /**
   * Decodes a file's content.
   *
   * @param name the photograph's
   * @param source the file, as a message calls it
   */
  static Photograph decode(String name, String source, byte[] bytes) {
    return decode(name, source, bytes, MOST_MEGAPIXELS);
  }

  /**
   * Decodes a file's content.
   *
   * @param name the photograph's
   * @param source the file, as a message calls it
   * @param megapixels how large a picture may be
   */
  static Photograph decode(String name, String source, byte[] bytes, int megapixels) {
    if (bytes.length == 0) {
      throw new InvalidInputException(source + " is empty; give " + FORMATS + ".");
    }
    if (NumpyArray.isOne(bytes)) {
      return new Photograph(name, NumpyArray.read(source, bytes));
    }
    try {
      return new Photograph(name, pixels(source, bytes, megapixels));
    } catch (InvalidInputException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new InvalidInputException(
          source + " does not fit into memory; give Java more (-Xmx) or a smaller picture.", e);
    } catch (IOException | RuntimeException e) {
      // Java's decoders meet broken files with whatever exception their arithmetic runs into.
      if (endsEarly(e)) {
        throw new InvalidInputException(
            source + " is cut off: its picture is not complete; copy or download it again.", e);
      }
      throw new InvalidInputException(
          source
              + " is damaged or compressed in an unusual way; save it again as an ordinary JPEG or"
              + " PNG.",
          e);
    }
  }

  private static boolean endsEarly(Throwable fault) {
    for (Throwable one = fault; one != null; one = one.getCause()) {
      if (one instanceof EOFException) {
        return true;
      }
    }
    return false;
  }

  private static Pixels pixels(String source, byte[] bytes, int megapixels) throws IOException {
    if (startsWith(bytes, 0xFF, 0xD8)) {
      Jpeg jpeg = Jpeg.of(bytes);
      checkSize(source, jpeg.width(), jpeg.height(), megapixels);
      ImageReader reader = reader("jpeg");
      try {
        return jpeg.decode(reader);
      } finally {
        reader.dispose();
      }
    }
    if (startsWith(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      Orientation orientation = Png.orientation(bytes);
      return orientation.upright(stored(source, "png", bytes, megapixels));
    }
    if (startsWith(bytes, 'G', 'I', 'F', '8')) {
      return stored(source, "gif", bytes, megapixels);
    }
    if (startsWith(bytes, 'B', 'M')) {
      return stored(source, "bmp", bytes, megapixels);
    }
    String format = ForeignFormats.name(bytes);
    throw new InvalidInputException(
        source
            + (format.isEmpty()
                ? " is in a format that cannot be read; give "
                : " is " + format + ", which cannot be read; give ")
            + FORMATS
            + ".");
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || bytes[i] != (byte) start[i]) {
        return false;
      }
    }
    return true;
  }

  private static Pixels stored(String source, String format, byte[] bytes, int megapixels)
      throws IOException {
    ImageReader reader = reader(format);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      checkSize(source, reader.getWidth(0), reader.getHeight(0), megapixels);
      return Pixels.of(reader.read(0));
    } finally {
      reader.dispose();
    }
  }

  /** Returns Java's own reader: others on the class path compute other colours. */
  private static ImageReader reader(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return reader;
      }
    }
    throw new IllegalStateException("this Java has no reader for " + format);
  }

  private static void checkSize(String source, int width, int height, int megapixels) {
    if ((long) width * height > megapixels * 1_000_000L) {
      throw new InvalidInputException(
          source
              + " is too large: "
              + width
              + " x "
              + height
              + " pixels; give a picture of at most "
              + megapixels
              + " megapixels.");
    }
  }

  private static InvalidInputException tooManyBytes(String source) {
    return new InvalidInputException(
        source + " is too large; give a file of at most " + MOST_MEGABYTES + " MB.");
  }
}
