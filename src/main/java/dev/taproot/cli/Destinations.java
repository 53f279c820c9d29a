package dev.taproot.cli;

import dev.taproot.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where files for images go: a folder that is there takes one for each image, named like it; any
 * other path is the file for the only image.
 */
final class Destinations {
  private final List<String> images;
  private final List<String> stems;
  private final Set<Path> taken = new HashSet<>();

  Destinations(List<String> images) {
    this.images = images;
    this.stems = stems(images);
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
    for (String image : images) {
      if (same(file, Path.of(image))) {
        throw new UsageException(
            "%s would write over the image \"%s\"; another file would be right"
                .formatted(option, image));
      }
    }
  }

  private static boolean same(Path file, Path image) {
    try {
      return Files.exists(file) && Files.exists(image) && Files.isSameFile(file, image);
    } catch (IOException e) {
      return false;
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

  private static String stem(String image) {
    Path fileName = Path.of(image).getFileName();
    String name = fileName == null ? "image" : fileName.toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
