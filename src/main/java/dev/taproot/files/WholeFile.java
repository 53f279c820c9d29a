package dev.taproot.files;

import dev.taproot.input.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that appears whole or not at all: written beside its place, then moved there. */
public final class WholeFile {
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
   * @param file where to; what was there is replaced, or left as it was if writing fails
   * @param contents what it is to hold
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Contents contents) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW)) {
        contents.writeTo(out);
      }
      try {
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(beside);
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
    check(file);
    try {
      write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new InvalidInputException(
          "\"%s\" cannot be written; a place with room where files may be made would be right."
              .formatted(file),
          e);
    }
  }

  /**
   * Checks that a file could be written, before work is done for it.
   *
   * @param file where something is to be written
   * @throws InvalidInputException if its folder is not there, or it is a folder itself
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
    if (!Files.isWritable(folder)) {
      throw new InvalidInputException(
          "\"%s\" cannot be written: the folder \"%s\" is read-only.".formatted(file, folder));
    }
  }
}
