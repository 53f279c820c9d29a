package dev.taproot.cli;

import dev.taproot.Taproot;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.progress.Progress;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Parameters;

/** The images of a command, gone through one by one: a bad one does not keep back the others. */
final class Images {
  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description =
          "A picture (JPEG, PNG, GIF, BMP), a sample's name (taproot samples lists them), or a"
              + " NumPy file with a prepared input (float32, 1 x 3 x H x W).")
  private List<String> given = List.of();

  /** What is done with each image. */
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

  /** Returns the images as they were given. */
  List<String> given() {
    return given;
  }

  /** Tells whether an image is a prepared input, by its name. */
  boolean anyPrepared() {
    return given.stream().anyMatch(image -> image.toLowerCase(Locale.ROOT).endsWith(".npy"));
  }

  /** Works on each and returns the exit code. */
  int each(Terminal terminal, Work work) {
    ProgressLine line = new ProgressLine(terminal);
    Progress.shownBy(line);
    if (given.size() == 1) {
      terminal.out().print(work.on(0, Taproot.image(given.get(0))));
      return ExitCode.DONE;
    }
    int code = ExitCode.DONE;
    try (Progress progress = Progress.of("images", given.size())) {
      for (int i = 0; i < given.size(); i++) {
        try {
          String answer = work.on(i, Taproot.image(given.get(i)));
          line.clear();
          terminal.out().print((i == 0 ? "" : "\n") + answer);
        } catch (InvalidInputException e) {
          line.clear();
          terminal.complain(named(given.get(i), String.valueOf(e.getMessage())));
          code = ExitCode.INVALID_INPUT;
        }
        progress.step();
      }
      progress.finish();
    }
    return code;
  }

  private static String named(String image, String sentence) {
    return sentence.contains(image) ? sentence : image + ": " + sentence;
  }
}
