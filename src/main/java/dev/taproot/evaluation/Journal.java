package dev.taproot.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.taproot.input.InvalidInputException;
import dev.taproot.input.Reasons;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
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
  private final RandomAccessFile disk;
  private final Set<String> done;

  private Journal(Path file, RandomAccessFile disk, Set<String> done) {
    this.file = file;
    this.disk = disk;
    this.done = done;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param file the CSV file
   * @throws InvalidInputException if it cannot be written, another process writes it, or it holds
   *     something else
   */
  static Journal open(Path file) {
    Journal journal;
    try {
      // Says why, should it not be possible.
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      // Unlike a FileChannel, it stays open where the thread is interrupted.
      journal = new Journal(file, new RandomAccessFile(file.toFile(), "rw"), new LinkedHashSet<>());
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    try {
      journal.goOn();
      return journal;
    } catch (IOException e) {
      journal.close();
      throw unwritable(file, e);
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** Finds the pieces that are whole, and takes back what comes after them. */
  private void goOn() throws IOException {
    if (isLocked()) {
      throw new InvalidInputException(
          "\"%s\" is being written by another process; another folder, or to wait for its end, would be right."
              .formatted(file));
    }
    byte[] bytes = new byte[(int) disk.length()];
    disk.readFully(bytes);
    String begin = new String(bytes, 0, Math.min(bytes.length, HEADER.length()), UTF_8);
    if (!HEADER.startsWith(begin)) {
      throw new InvalidInputException(
          "\"%s\" holds something else than measurements; another folder would be right."
              .formatted(file));
    }
    int whole = 0;
    int line = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        List<String> fields = fields(new String(bytes, line, i - line, UTF_8));
        if (line == 0) {
          whole = i + 1;
        } else if (fields.size() == 6 && fields.get(4).equals(DONE)) {
          done.add(piece(fields.get(0), fields.get(1)));
          whole = i + 1;
        }
        line = i + 1;
      }
    }
    disk.setLength(whole);
    disk.seek(whole);
    if (whole == 0) {
      write(HEADER);
    }
  }

  /** Locks the file until it is closed, or the process has ended, unless another did. */
  private boolean isLocked() throws IOException {
    try {
      return disk.getChannel().tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
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
      for (String line : Files.readAllLines(file, UTF_8)) {
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
      disk.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private void write(String text) throws IOException {
    disk.write(text.getBytes(UTF_8));
    disk.getFD().sync();
  }

  private static String piece(String photograph, String test) {
    return test + " " + inOneLine(photograph);
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
    String line = inOneLine(field);
    return line.matches("[^\",]*") ? line : "\"" + line.replace("\"", "\"\"") + "\"";
  }

  /** A name as it stands in a line. */
  static String inOneLine(String field) {
    return field.replaceAll("[\r\n]+", " ");
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
