package dev.taproot.image;

import dev.taproot.input.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tensor in a file that {@code numpy.save} wrote: NumPy's format NPY (NEP 1), versions 1 to 3.
 *
 * <p>The header is a Python literal. It is matched against the one form that NumPy writes and never
 * evaluated.
 */
final class NumpyArray {
  private static final int MOST_HEADER_BYTES = 1 << 16;
  private static final int MOST_SIDE = 1 << 14;
  private static final String HOW_TO_SAVE =
      "save it with numpy.save(file, numpy.ascontiguousarray(tensor, \"<f4\"))";

  private static final String ENTRY =
      "'(?<key>\\w+)'\\s*:\\s*(?<value>'[^'\\\\]*'|True|False|\\((?:\\d+\\s*,\\s*)*+(?:\\d+)?\\))";
  private static final Pattern FIRST_ENTRY = Pattern.compile("\\s*" + ENTRY);
  private static final Pattern HEADER = Pattern.compile("\\{(?<entries>.*)}\\s*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private NumpyArray() {}

  /** Tells whether a file begins as NumPy's do. */
  static boolean isOne(byte[] bytes) {
    return bytes.length >= 6
        && bytes[0] == (byte) 0x93
        && new String(bytes, 1, 5, StandardCharsets.US_ASCII).equals("NUMPY");
  }

  /**
   * Reads a prepared tensor (1 x 3 x H x W) of 32-bit floats.
   *
   * @param source the file, as a message calls it
   * @param bytes the whole file
   * @throws InvalidInputException if it holds something else, or not all of it
   */
  static PreparedTensor read(String source, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Map<String, String> header = header(source, in);
    String type = header.getOrDefault("descr", "");
    if (!type.equals("'<f4'")) {
      throw new InvalidInputException(
          source
              + " holds values of type "
              + type
              + ", not 32-bit floats ('<f4'); "
              + HOW_TO_SAVE
              + ".");
    }
    if (!"False".equals(header.get("fortran_order"))) {
      throw new InvalidInputException(
          source + " stores its tensor column by column (Fortran order); " + HOW_TO_SAVE + ".");
    }
    String shape = header.getOrDefault("shape", "");
    List<Integer> sides = sides(shape);
    if (sides.size() != 4
        || sides.get(0) != 1
        || sides.get(1) != 3
        || sides.get(2) < 1
        || sides.get(2) > MOST_SIDE
        || sides.get(3) < 1
        || sides.get(3) > MOST_SIDE) {
      throw new InvalidInputException(
          source
              + " holds a tensor of shape "
              + shape
              + "; a prepared photograph has shape (1, 3, height, width), with sides of 1 to "
              + MOST_SIDE
              + ".");
    }
    int height = sides.get(2);
    int width = sides.get(3);
    long wanted = 4L * 3 * height * width;
    if (in.remaining() != wanted) {
      throw new InvalidInputException(
          source
              + (in.remaining() < wanted ? " is cut off: " : " is damaged: ")
              + in.remaining()
              + " bytes follow its header, where a tensor of shape "
              + shape
              + " takes "
              + wanted
              + "; copy or save it again.");
    }
    float[] values = new float[3 * height * width];
    in.asFloatBuffer().get(values);
    try {
      return new PreparedTensor(height, width, values);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(source + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Reads the header and leaves the buffer at the values. */
  private static Map<String, String> header(String source, ByteBuffer in) {
    if (in.limit() < 12) {
      throw cutOff(source);
    }
    int version = in.get(6);
    if (version < 1 || version > 3) {
      throw new InvalidInputException(
          source
              + " is in version "
              + version
              + " of NumPy's format; versions 1 to 3 can be read: save it again with"
              + " numpy.save.");
    }
    in.position(8);
    long length =
        version == 1 ? Short.toUnsignedInt(in.getShort()) : Integer.toUnsignedLong(in.getInt());
    if (length > MOST_HEADER_BYTES) {
      throw notNumpys(source);
    }
    if (length > in.remaining()) {
      throw cutOff(source);
    }
    byte[] text = new byte[(int) length];
    in.get(text);
    return entries(source, new String(text, StandardCharsets.ISO_8859_1));
  }

  private static Map<String, String> entries(String source, String header) {
    Matcher braces = HEADER.matcher(header);
    if (!braces.matches()) {
      throw notNumpys(source);
    }
    String rest = braces.group("entries");
    Map<String, String> entries = new HashMap<>();
    while (!rest.isBlank()) {
      Matcher entry = FIRST_ENTRY.matcher(rest);
      if (!entry.lookingAt() || entries.put(entry.group("key"), entry.group("value")) != null) {
        throw notNumpys(source);
      }
      rest = rest.substring(entry.end()).stripLeading();
      if (rest.startsWith(",")) {
        rest = rest.substring(1);
      } else if (!rest.isEmpty()) {
        throw notNumpys(source);
      }
    }
    if (!entries.keySet().equals(Set.of("descr", "fortran_order", "shape"))) {
      throw notNumpys(source);
    }
    return entries;
  }

  /** Returns the numbers of a shape; none where one has more than nine digits. */
  private static List<Integer> sides(String shape) {
    List<Integer> sides = new ArrayList<>();
    for (String side : shape.replaceAll("[()\\s]", "").split(",", -1)) {
      if (side.isEmpty()) {
        continue;
      }
      if (!NUMBER.matcher(side).matches()) {
        return List.of();
      }
      sides.add(Integer.valueOf(side));
    }
    return sides;
  }

  private static InvalidInputException cutOff(String source) {
    return new InvalidInputException(
        source + " is cut off: it ends within its header; copy or save it again.");
  }

  private static InvalidInputException notNumpys(String source) {
    return new InvalidInputException(
        source
            + " begins like a file of NumPy's, but its header does not describe one array of plain"
            + " numbers; "
            + HOW_TO_SAVE
            + ".");
  }
}
