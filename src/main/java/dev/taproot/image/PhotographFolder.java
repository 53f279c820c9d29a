package dev.taproot.image;

import dev.taproot.input.InvalidInputException;
import dev.taproot.input.Reasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.Stream;

/** The photographs in a folder, by name, each read when it is asked for, and not kept. */
public final class PhotographFolder extends AbstractList<Photograph> {
  /** Not the files that macOS lays beside others: {@code ._dog.jpg} holds no picture. */
  private static final String NAMES = "(?i)[^.].*\\.(jpe?g|png|gif|bmp|npy)";

  private final List<Path> files;

  /**
   * Finds the photographs.
   *
   * @param folder a folder with JPEG, PNG, GIF, BMP or NPY files; other files, and those whose
   *     names begin with a full stop, are passed over
   * @throws InvalidInputException if the folder is not there, or holds no photograph
   */
  public PhotographFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "\"%s\" is no folder; the path of a folder with photographs would be right."
              .formatted(folder));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      files =
          entries
              .filter(file -> file.getFileName().toString().matches(NAMES))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidInputException(
          "The folder \"%s\" cannot be listed (%s); one that you may open would be right."
              .formatted(
                  folder, e instanceof IOException fault ? Reasons.of(fault) : e.getMessage()),
          e);
    }
    if (files.isEmpty()) {
      throw new InvalidInputException(
          "There is no photograph in \"%s\"; a folder with JPEG, PNG, GIF, BMP or NPY files would be right."
              .formatted(folder));
    }
  }

  /** Returns the photographs' files, of which none is read for that. */
  public List<Path> files() {
    return files;
  }

  /**
   * Reads a photograph.
   *
   * @param index its place in the order of names
   * @return the photograph
   * @throws InvalidInputException if it cannot be read
   */
  @Override
  public Photograph get(int index) {
    return Photograph.read(files.get(index));
  }

  @Override
  public int size() {
    return files.size();
  }

  /** Names no photograph: to say more of them, each would have to be read. */
  @Override
  public String toString() {
    return size() + " photographs";
  }
}
