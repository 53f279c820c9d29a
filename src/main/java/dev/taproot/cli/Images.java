package dev.taproot.cli;

import dev.taproot.Taproot;
import dev.taproot.image.Photograph;
import dev.taproot.image.PhotographFolder;
import dev.taproot.input.InvalidInputException;
import dev.taproot.parallel.InOrder;
import dev.taproot.progress.Progress;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The images of a command, worked on by all cores: a bad one does not keep back the others. */
final class Images {
  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description =
          "A picture (JPEG, PNG, GIF, BMP), a sample's name (taproot samples lists them), a NumPy"
              + " file with a prepared input (float32, 1 x 3 x H x W), or a folder with pictures or"
              + " NumPy files.")
  private List<String> words = List.of();

  private @Nullable List<String> given;

  /** What is done with each image, on any thread. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @param index the image's place among those given, 0 first
     * @param photograph the image
     * @return what to print
     */
    String on(int index, Photograph photograph);
  }

  /** Returns the images as they were given, in a folder's place the files in it. */
  List<String> given() {
    if (given == null) {
      given = words.stream().flatMap(Images::files).toList();
    }
    return given;
  }

  private static Stream<String> files(String word) {
    if (!isFolder(word)) {
      return Stream.of(word);
    }
    try {
      return new PhotographFolder(Path.of(word)).files().stream().map(Path::toString);
    } catch (InvalidInputException e) {
      // Said in its turn.
      return Stream.of(word);
    }
  }

  /** A path may hold characters that {@code Path.of} refuses. */
  private static boolean isFolder(String word) {
    return new File(word).isDirectory();
  }

  /** Tells whether an image is a prepared input, by its name. */
  boolean anyPrepared() {
    return given().stream().anyMatch(image -> image.toLowerCase(Locale.ROOT).endsWith(".npy"));
  }

  /** Works on each, prints the answers in the images' order, and returns the exit code. */
  int each(Terminal terminal, Work work) {
    List<String> images = given();
    ProgressLine line = new ProgressLine(terminal);
    Progress.shownBy(line);
    if (images.size() == 1) {
      terminal.out().print(work.on(0, photograph(images.get(0))));
      return ExitCode.DONE;
    }
    int code = ExitCode.DONE;
    try (Progress progress = Progress.of("images", images.size());
        InOrder<String> answers =
            InOrder.of(images.size(), place -> work.on(place, photograph(images.get(place))))) {
      for (int i = 0; i < images.size(); i++) {
        try {
          String answer = answers.next();
          line.clear();
          terminal.out().print((i == 0 ? "" : "\n") + answer);
        } catch (InvalidInputException e) {
          line.clear();
          terminal.complain(named(images.get(i), String.valueOf(e.getMessage())));
          code = ExitCode.INVALID_INPUT;
        } catch (InterruptedException e) {
          throw progress.interrupted();
        }
        progress.step();
      }
      progress.finish();
    }
    return code;
  }

  private static Photograph photograph(String image) {
    return isFolder(image) ? new PhotographFolder(Path.of(image)).get(0) : Taproot.image(image);
  }

  private static String named(String image, String sentence) {
    return sentence.contains(image) ? sentence : image + ": " + sentence;
  }
}
