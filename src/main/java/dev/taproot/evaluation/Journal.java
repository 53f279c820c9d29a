package dev.taproot.evaluation;

import dev.taproot.input.InvalidInputException;
import dev.taproot.input.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * All that was measured, as CSV, written to disk piece by piece: what was begun when the process
 * was killed is taken back on the next start, what was done stays.
 *
 * <p>A piece is what one test measured on one photograph; its last line says {@code done}.
 */
final class Journal implements AutoCloseable {
  static final String HEADER = "photograph,test,method,at,measure,value\n";
  private static final String DONE = "done";

  private final Path file;
  private final FileChannel channel;
  private final Set<String> done;

  private Journal(Path file, FileChannel channel, Set<String> done) {
    this.file = file;
    this.channel = channel;
    this.done = done;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param file the CSV file
   * @throws InvalidInputException if it cannot be written
   */
  static Journal open(Path file) {
    try {
      Set<String> done = new LinkedHashSet<>();
      long whole = 0;
      if (Files.exists(file)) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int line = 0;
        for (int end; (end = text.indexOf('\n', line)) >= 0; line = end + 1) {
          List<String> fields = fields(text.substring(line, end));
          if (line == 0) {
            whole = end + 1L;
          } else if (fields.size() == 6 && fields.get(4).equals(DONE)) {
            done.add(piece(fields.get(0), fields.get(1)));
            whole = text.substring(0, end + 1).getBytes(StandardCharsets.UTF_8).length;
          }
        }
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(whole);
      channel.position(whole);
      Journal journal = new Journal(file, channel, done);
      if (whole == 0) {
        journal.write(HEADER);
      }
      return journal;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Tells whether a piece is there already. */
  boolean has(String photograph, String test) {
    return done.contains(piece(photograph, test));
  }

  /** Adds a piece, whole, on disk when this returns. */
  void add(String photograph, String test, List<Measurement> measurements) {
    StringBuilder rows = new StringBuilder();
    measurements.forEach(one -> rows.append(row(one)));
    rows.append(row(new Measurement(photograph, test, "", "", DONE, measurements.size())));
    try {
      write(rows.toString());
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    done.add(piece(photograph, test));
  }

  /** Reads all that was measured. */
  static List<Measurement> read(Path file) {
    try {
      List<Measurement> measurements = new ArrayList<>();
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        List<String> fields = fields(line);
        if (fields.size() == 6 && !fields.get(4).equals(DONE) && !fields.get(5).equals("value")) {
          measurements.add(
              new Measurement(
                  fields.get(0),
                  fields.get(1),
                  fields.get(2),
                  fields.get(3),
                  fields.get(4),
                  Double.parseDouble(fields.get(5))));
        }
      }
      return measurements;
    } catch (IOException e) {
      throw new InvalidInputException(
          "\"%s\" cannot be read (%s); a file that you may read would be right."
              .formatted(file, Reasons.of(e)),
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  private static String piece(String photograph, String test) {
    return test + " " + photograph;
  }

  private static String row(Measurement one) {
    return String.join(
            ",",
            quoted(one.photograph()),
            quoted(one.test()),
            quoted(one.method()),
            quoted(one.at()),
            quoted(one.measure()),
            String.format(Locale.ROOT, "%.9g", one.value()))
        + "\n";
  }

  private static String quoted(String field) {
    String line = field.replaceAll("[\r\n]+", " ");
    return line.matches("[^\",]*") ? line : "\"" + line.replace("\"", "\"\"") + "\"";
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  private static InvalidInputException unwritable(Path file, IOException e) {
    return new InvalidInputException(
        "\"%s\" cannot be written (%s); a folder with room that you may write to would be right."
            .formatted(file, Reasons.of(e)),
        e);
  }
}
