package dev.taproot.cli;

import dev.taproot.files.WholeFile;
import dev.taproot.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where files for images go: a folder that is there takes one for each image, named like it; any
 * other path is the file for the only image.
 */
final class Destinations {
  private final List<String> images;
  private final Map<Object, Path> read = new HashMap<>();
  private final List<String> stems;
  private final Set<Path> taken = new HashSet<>();

  /**
   * Takes what a command reads, which no output may replace.
   *
   * @param images as they were given
   * @param others the other files, whether they are there or not
   */
  Destinations(List<String> images, List<Path> others) {
    this.images = images;
    this.stems = stems(images);
    Stream.concat(images.stream().map(Destinations::path), others.stream())
        .forEach(input -> identities(input).forEach(identity -> read.put(identity, input)));
  }

  /**
   * Chooses the files and checks that they could be written.
   *
   * @param option the option that the place was given with
   * @param place a folder or a file
   * @param ending what the files' names end in, in a folder
   * @return a file for each image
   */
  List<Path> files(String option, Path place, String ending) {
    List<Path> files;
    if (Files.isDirectory(place)) {
      files = stems.stream().map(stem -> place.resolve(stem + ending).normalize()).toList();
    } else if (images.size() == 1) {
      files = List.of(place);
    } else {
      throw new UsageException(
          "%s is one file for %d images, \"%s\"; a folder that is there would be right"
              .formatted(option, images.size(), place));
    }
    files.forEach(file -> reserve(option, file));
    return files;
  }

  /** Checks a file that is for all images together. */
  Path file(String option, Path file) {
    reserve(option, file);
    return file;
  }

  private void reserve(String option, Path file) {
    WholeFile.check(file);
    if (!taken.add(file.toAbsolutePath().normalize())) {
      throw new UsageException(
          "%s would write over another output, \"%s\"; a file of its own would be right"
              .formatted(option, file));
    }
    for (Object identity : identities(file)) {
      Path input = read.get(identity);
      if (input != null) {
        throw new UsageException(
            "%s would write over \"%s\", which is read; another file would be right"
                .formatted(option, input));
      }
    }
  }

  /** What two paths to one file have in common. */
  private static List<Object> identities(Path path) {
    Path normal = path.toAbsolutePath().normalize();
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return List.of(normal, key == null ? path.toRealPath() : key);
    } catch (IOException e) {
      return List.of(normal);
    }
  }

  /** The images' names without folder and ending; the second of the same name gets {@code -2}. */
  static List<String> stems(List<String> images) {
    Set<String> used = new HashSet<>();
    List<String> stems = new ArrayList<>();
    for (String image : images) {
      String stem = stem(image);
      String free = stem;
      for (int number = 2; !used.add(free.toLowerCase(Locale.ROOT)); number++) {
        free = stem + "-" + number;
      }
      stems.add(free);
    }
    return stems;
  }

  private static Path path(String image) {
    try {
      return Path.of(image);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "The image \"%s\" is no path (%s); a file's path or a sample's name would be right."
              .formatted(image, e.getReason()),
          e);
    }
  }

  /** A file's name without folder and ending. */
  static String stem(String image) {
    Path fileName = Path.of(image).getFileName();
    String name = fileName == null ? "image" : fileName.toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
