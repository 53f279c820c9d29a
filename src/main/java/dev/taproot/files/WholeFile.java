package dev.taproot.files;

import dev.taproot.input.InvalidInputException;
import dev.taproot.input.Reasons;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file that appears whole or not at all: written beside its place, then moved there. */
public final class WholeFile {
  private static final Pattern PART = Pattern.compile("\\.[0-9a-f-]{36}\\.part");
  private static final Duration LONG_AGO = Duration.ofDays(1);

  /** What would be left lying about if the process were interrupted now. */
  private static final Set<Path> UNDERWAY = ConcurrentHashMap.newKeySet();

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> UNDERWAY.forEach(WholeFile::remove)));
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }

  private WholeFile() {}

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Contents {
    /**
     * Writes the contents.
     *
     * @param out where to; closed by the caller
     * @throws IOException if that fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param file where to; what was there, or what a link leads to, is replaced, or left as it was
   *     if writing fails
   * @param contents what it is to hold
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Contents contents) throws IOException {
    Path place = Files.isSymbolicLink(file) ? file.toRealPath() : file;
    Path beside = place.resolveSibling("." + UUID.randomUUID() + ".part");
    UNDERWAY.add(beside);
    try {
      try (OutputStream out = Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW)) {
        contents.writeTo(out);
      }
      try {
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(beside);
      UNDERWAY.remove(beside);
    }
  }

  /**
   * Removes what writing left unfinished in a folder more than a day ago: a process that is killed
   * cannot do so itself.
   *
   * @param folder where to look; what cannot be removed stays
   */
  public static void sweep(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Instant recent = Instant.now().minus(LONG_AGO);
      List<Path> parts =
          files.filter(file -> PART.matcher(String.valueOf(file.getFileName())).matches()).toList();
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(recent)) {
          remove(part);
        }
      }
    } catch (IOException e) {
      System.getLogger(WholeFile.class.getName())
          .log(System.Logger.Level.DEBUG, "The folder was not swept", e);
    }
  }

  private static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      System.getLogger(WholeFile.class.getName())
          .log(System.Logger.Level.DEBUG, "An unfinished file stays", e);
    }
  }

  /**
   * Writes text that a user asked for, in UTF-8.
   *
   * @param file where to; what was there is replaced
   * @param text the text
   * @throws InvalidInputException if the folder is not there or the file cannot be written
   */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes what a user asked for.
   *
   * @param file where to; what was there is replaced
   * @param contents the file's bytes
   * @throws InvalidInputException if the folder is not there or the file cannot be written
   */
  public static void write(Path file, byte[] contents) {
    check(file);
    try {
      write(file, out -> out.write(contents));
    } catch (IOException e) {
      throw new InvalidInputException(
          "\"%s\" cannot be written (%s); a place with room where files may be made would be right."
              .formatted(file, Reasons.of(e)),
          e);
    }
  }

  /**
   * Checks that a file could be written, before work is done for it.
   *
   * @param file where something is to be written
   * @throws InvalidInputException if its folder is not there or read-only, or what is at its place
   *     is a folder, a device, a link that leads nowhere or write-protected
   */
  public static void check(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "\"%s\" cannot be written: there is no folder \"%s\"; an existing folder would be right."
              .formatted(file, folder));
    }
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(
          "\"%s\" cannot be written: it is a folder; a file's name would be right."
              .formatted(file));
    }
    boolean there = Files.exists(file);
    if (there ? !Files.isRegularFile(file) : Files.isSymbolicLink(file)) {
      throw new InvalidInputException(
          "\"%s\" cannot be written: it is %s; an ordinary file would be right."
              .formatted(file, there ? "a device or a pipe" : "a link that leads to no file"));
    }
    if (there && !Files.isWritable(file)) {
      throw new InvalidInputException(
          "\"%s\" cannot be written: it is there already and write-protected; another file would be right."
              .formatted(file));
    }
    if (!Files.isWritable(folder)) {
      throw new InvalidInputException(
          "\"%s\" cannot be written: the folder \"%s\" is read-only; a folder where files may be made would be right."
              .formatted(file, folder));
    }
  }
}
