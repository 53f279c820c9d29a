package dev.taproot.cli;

import dev.taproot.evaluation.Evaluation;
import dev.taproot.evaluation.Summary;
import dev.taproot.image.Box;
import dev.taproot.image.PhotographFolder;
import dev.taproot.input.InvalidInputException;
import dev.taproot.input.NearestNames;
import dev.taproot.network.Network;
import dev.taproot.saliency.SaliencyMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** Measures how well explanations hold on a folder of photographs. */
@Command(
    name = "evaluate",
    header = "Measures how well explanations hold, beside the known methods.",
    description =
        "Tests on each photograph of a folder whether the channels that score highest really count"
            + " most, whether the pixels of heatmaps are those that the network needs, and whether"
            + " heatmaps change with the network and with nothing else. What is measured is written"
            + " to DIR as it comes: a command that was ended goes on where it was.",
    footer = {
      "  taproot evaluate photos",
      "  taproot evaluate photos --classes photos.csv --methods taproot,grad-cam --out holds"
    })
final class Evaluate implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FOLDER", description = "A folder with photographs.")
  private Path folder = Path.of("");

  @Option(
      names = "--classes",
      paramLabel = "F",
      description =
          "A CSV file with columns file and class: the class to explain on each photograph, by index"
              + " or label. Default: what the network says.")
  private @Nullable Path classes;

  @Option(
      names = "--boxes",
      paramLabel = "F",
      description =
          "A CSV file with columns file, x, y, width, height: boxes around what shows the class, in"
              + " pixels of the photograph, for the pointing game.")
  private @Nullable Path boxes;

  @Option(
      names = "--methods",
      split = ",",
      paramLabel = "M",
      description =
          "Heatmaps to compare: taproot, grad-cam, grad-cam++, layer-cam, gradient-x-input,"
              + " integrated-gradients, smoothgrad, occlusion, random. Default: all but occlusion.")
  private @Nullable List<String> methods;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "224",
      description =
          "In how many steps pixels are taken away and brought back. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "evaluation",
      description =
          "Where measurements.csv, summary.csv and report.html are written. Default:"
              + " ${DEFAULT-VALUE}.")
  private Path out = Path.of("evaluation");

  @Mixin private final NetworkOptions networkOptions = new NetworkOptions();

  Evaluate(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<SaliencyMethod> named =
        methods == null ? List.of() : methods.stream().map(Evaluate::method).toList();
    PhotographFolder photographs = new PhotographFolder(folder);
    try (Network network = networkOptions.load()) {
      Map<String, String> targets = classes == null ? Map.of() : classes(classes);
      Map<String, List<Box>> around = boxes == null ? Map.of() : boxes(boxes);
      List<SaliencyMethod> chosen =
          methods == null ? new Evaluation(network, photographs).methods() : named;
      Summary summary =
          new Evaluation(network, photographs, targets, around, chosen, steps).run(out);
      summary.leftOut().forEach(terminal::complain);
      terminal.out().print(summary.text());
      terminal.out().println(out.resolve("report.html"));
      return summary.leftOut().isEmpty() ? 0 : ExitCode.INVALID_INPUT;
    }
  }

  private static SaliencyMethod method(String name) {
    SaliencyMethod method = Evaluation.METHODS.get(name);
    if (method == null) {
      List<String> names = List.copyOf(Evaluation.METHODS.keySet());
      String near = NearestNames.didYouMean(name, names);
      throw new InvalidInputException(
          "No method is called \"%s\"%s"
              .formatted(
                  name,
                  near.isEmpty()
                      ? "; one of " + String.join(", ", names) + " would be right."
                      : near));
    }
    return method;
  }

  private static Map<String, String> classes(Path file) {
    Table table = table(file, "file", "class");
    Map<String, String> classes = new HashMap<>();
    for (int i = 0; i < table.rowCount(); i++) {
      classes.put(table.column("file").getString(i), table.column("class").getString(i));
    }
    return classes;
  }

  private static Map<String, List<Box>> boxes(Path file) {
    Table table = table(file, "file", "x", "y", "width", "height");
    Map<String, List<Box>> boxes = new HashMap<>();
    for (int i = 0; i < table.rowCount(); i++) {
      int[] numbers = new int[4];
      for (int k = 0; k < 4; k++) {
        String cell = table.column(List.of("x", "y", "width", "height").get(k)).getString(i);
        try {
          numbers[k] = (int) Math.round(Double.parseDouble(cell));
        } catch (NumberFormatException e) {
          throw new InvalidInputException(
              "\"%s\" has \"%s\" for a box in line %d; a number of pixels would be right."
                  .formatted(file, cell, i + 2),
              e);
        }
      }
      if (numbers[2] < 1 || numbers[3] < 1) {
        throw new InvalidInputException(
            "\"%s\" has a box of %d x %d pixels in line %d; 1 x 1 or more would be right."
                .formatted(file, numbers[2], numbers[3], i + 2));
      }
      boxes
          .computeIfAbsent(table.column("file").getString(i), name -> new ArrayList<>())
          .add(new Box(numbers[0], numbers[1], numbers[2], numbers[3]));
    }
    return boxes;
  }

  private static Table table(Path file, String... columns) {
    Table table;
    try {
      table = Table.read().csv(file.toFile());
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          "\"%s\" cannot be read as CSV; a file with columns %s would be right."
              .formatted(file, String.join(", ", columns)),
          e);
    }
    for (String column : columns) {
      if (!table.containsColumn(column)) {
        throw new InvalidInputException(
            "\"%s\" has columns %s, but no \"%s\"; columns %s would be right."
                .formatted(
                    file,
                    String.join(", ", table.columnNames()),
                    column,
                    String.join(", ", columns)));
      }
    }
    return table;
  }
}
