package dev.taproot;

import ai.djl.modality.cv.Image;
import dev.taproot.evidence.Alignment;
import dev.taproot.image.Photograph;
import dev.taproot.image.PhotographFolder;
import dev.taproot.input.InvalidInputException;
import dev.taproot.view.TreeTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import tech.tablesaw.api.Table;

/**
 * Where to start: an image, and the question why a network decides so on it.
 *
 * <pre>{@code
 * import static dev.taproot.Taproot.*;
 * explain(image("chelsea")).decompose(3)
 * }</pre>
 */
public final class Taproot {
  static {
    try {
      ServiceLoader.load(FrontEnd.class, Taproot.class.getClassLoader()).forEach(FrontEnd::join);
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      // Answers are worth having without a front end, too.
      System.getLogger(Taproot.class.getName())
          .log(
              Level.WARNING,
              "Answers may show as text alone, because a front end is broken: {0}",
              e.toString());
    }
  }

  private Taproot() {}

  /**
   * Takes a photograph by its name: a bundled sample ({@code chelsea}), or a file's path.
   *
   * @param name the sample's name or the path; a file that is there goes before a sample
   * @return the photograph
   * @throws InvalidInputException if there is neither, or the file is no photograph
   */
  public static Photograph image(String name) {
    if (name.isBlank()) {
      throw new InvalidInputException(
          "The image has no name; a file's path or a sample's name would be right.");
    }
    if (name.matches("(?i)(https?|ftp|file|jar):.*/.*")) {
      throw new InvalidInputException(
          "\"%s\" is an address; the path of a file would be right, or a call with a URL."
              .formatted(name));
    }
    Path path = path(name);
    if (Files.exists(path) || path.getNameCount() > 1 || name.contains(".")) {
      return Photograph.read(path);
    }
    return Photograph.sample(name);
  }

  /**
   * Reads a photograph, or a preprocessed tensor from a {@code .npy} file.
   *
   * @param file a JPEG, PNG, GIF, BMP or NPY file
   * @return the photograph
   * @throws InvalidInputException if it is none of them
   */
  public static Photograph image(Path file) {
    return Photograph.read(file);
  }

  /**
   * Reads a photograph from an address.
   *
   * @param address a file, jar, http or https address
   * @return the photograph
   * @throws InvalidInputException if there is no photograph
   */
  public static Photograph image(URL address) {
    return Photograph.read(address);
  }

  /**
   * Takes a picture that is already in memory.
   *
   * @param picture the picture, copied
   * @return the photograph
   */
  public static Photograph image(BufferedImage picture) {
    return Photograph.of("image", picture);
  }

  /**
   * Takes a picture of DJL's.
   *
   * @param picture the picture, copied
   * @return the photograph
   */
  public static Photograph image(Image picture) {
    return Photograph.of("image", picture);
  }

  /**
   * Finds the photographs in a folder, by name; each is read when it is asked for, and not kept.
   *
   * @param folder a folder with JPEG, PNG, GIF, BMP or NPY files; other files, and those whose
   *     names begin with a full stop, are passed over
   * @return the photographs, in the order of their names; to get one that cannot be read is an
   *     {@link InvalidInputException}
   * @throws InvalidInputException if the folder is not there, or holds no photograph
   */
  public static PhotographFolder images(Path folder) {
    return new PhotographFolder(folder);
  }

  /**
   * Finds the photographs in a folder.
   *
   * @param folder its path
   * @return as {@link #images(Path)}
   * @throws InvalidInputException as {@link #images(Path)}
   */
  public static PhotographFolder images(String folder) {
    return images(path(folder));
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "\"%s\" is no path (%s); a path in the characters of the locale, such as C.UTF-8, would be right."
              .formatted(name, e.getReason()),
          e);
    }
  }

  /**
   * Does something with each of many photographs, on all cores, showing how far it is.
   *
   * <pre>{@code
   * var whys = each(images("photographs"), photo -> explain(photo).decompose(2));
   * }</pre>
   *
   * <p>A photograph that cannot be read, or of which the work throws an {@link
   * InvalidInputException}, is left out of the results; where progress is shown its sentence is,
   * too, else it is logged as a warning.
   *
   * @param photographs what to work on; each is taken from the list by the thread that works on it
   * @param work what to do, on as many threads at a time as there are cores; a single photograph is
   *     worked on by this thread
   * @param <T> what comes of it
   * @return what came of each, in their order
   * @throws InvalidInputException if nothing came of any photograph, or of the first ten; the
   *     sentence is that of the first. Whatever else the work throws comes out as it is, of the
   *     first photograph in their order; some of those after it may have been worked on
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; no work is in
   *     hand any more then
   */
  public static <T> Results<T> each(
      List<Photograph> photographs, Function<? super Photograph, ? extends T> work) {
    return Results.of(photographs, work);
  }

  /**
   * Returns a row for each piece of evidence of several explanations, with columns for the
   * photograph and the class before those of {@link Explanation#table()}.
   *
   * @param explanations the explanations, such as those of many photographs
   * @return a new table
   */
  public static Table table(Collection<Explanation> explanations) {
    return TreeTable.of(explanations.stream().map(Explanation::tree).toList());
  }

  /**
   * Begins the question why a network decides so on a photograph; by default the embedded network
   * about its top class.
   *
   * @param photograph what is looked at
   * @return the question
   */
  public static Explainer explain(Photograph photograph) {
    return new Explainer(photograph);
  }

  /**
   * Lays two explanations side by side: two classes of one photograph, two networks on one
   * photograph, two photographs of a class.
   *
   * @param left one explanation
   * @param right the other one; depth, layers, width and rule may differ
   * @return what both show, and what only one shows
   */
  public static Comparison compare(Explanation left, Explanation right) {
    return new Comparison(Alignment.of(left.tree(), right.tree()));
  }

  /** Returns Taproot's version. */
  public static String version() {
    try (InputStream in = Taproot.class.getResourceAsStream("version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
