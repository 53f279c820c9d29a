package dev.taproot.cli;

import dev.taproot.evidence.ClassScore;
import dev.taproot.files.WholeFile;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import dev.taproot.view.ClassesCsv;
import dev.taproot.view.ClassesText;
import dev.taproot.view.Columns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what a network sees in images. */
@Command(
    name = "classify",
    header = "Says what a network sees in an image.",
    description =
        "Prints the most probable classes of each image with their probability (the softmax of the"
            + " logits) and logit.",
    footer = {
      "  taproot classify chelsea",
      "  taproot classify photos --top 1 --csv classes.csv",
      "  taproot classify dog.jpg --network resnet50.pt --labels imagenet"
    })
final class Classify implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final Images images = new Images();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many classes to show. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--csv",
      paramLabel = "F",
      description =
          "Write all images' classes to one CSV file as well: image, rank, class (its index),"
              + " label, logit, probability.")
  private @Nullable Path csv;

  @Mixin private final NetworkOptions networkOptions = new NetworkOptions();

  Classify(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (top < 1) {
      throw new InvalidInputException(
          "--top is how many classes to show, given %d; 1 or more would be right.".formatted(top));
    }
    Path table =
        csv == null
            ? null
            : new Destinations(images.given(), networkOptions.files()).file("--csv", csv);
    Map<Integer, String> records = new ConcurrentSkipListMap<>();
    try (Network network = networkOptions.load()) {
      int code =
          images.each(
              terminal,
              (index, photograph) -> {
                List<ClassScore> classes = network.classify(photograph).top(top);
                records.put(index, ClassesCsv.of(images.given().get(index), classes));
                return Columns.printable(photograph.name() + " · " + network.name())
                    + "\n"
                    + ClassesText.of(classes);
              });
      if (table != null && !records.isEmpty()) {
        WholeFile.write(table, ClassesCsv.header() + String.join("", records.values()));
      }
      return code;
    }
  }
}
