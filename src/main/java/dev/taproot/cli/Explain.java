package dev.taproot.cli;

import dev.taproot.Explainer;
import dev.taproot.Explanation;
import dev.taproot.Taproot;
import dev.taproot.files.WholeFile;
import dev.taproot.gap.Rule;
import dev.taproot.image.Photograph;
import dev.taproot.network.Network;
import dev.taproot.view.Columns;
import dev.taproot.view.TreeHtml;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints trees of evidence and writes reports of them. */
@Command(
    name = "explain",
    header = "Says why a network decides so on an image, as a tree of evidence.",
    description = {
      "Prints the tree and writes it as a report, a page that opens in any browser.",
      "",
      "--report, --png, --json and --csv name a file, or a folder that is there. A folder gets a file for"
          + " each image, named like the image; of several images with the same name the second"
          + " gets -2. Files that are there are replaced."
    },
    footer = {
      "  taproot explain chelsea",
      "  taproot explain dog.jpg --target beagle --against basset --depth 4 --width 5",
      "  taproot explain photos --report reports --json reports",
      "  taproot explain dog.jpg --network resnet50.pt --labels imagenet"
    })
final class Explain implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final Images images = new Images();

  @Option(
      names = "--target",
      paramLabel = "T",
      description = "The class to explain, by label or index. Default: the network's top class.")
  private @Nullable String target;

  @Option(
      names = "--against",
      paramLabel = "T",
      description = "Explain why the target rather than this class.")
  private @Nullable String against;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "A,B,…",
      hideParamSyntax = true,
      description =
          "The layers to decompose onto, the top one first. Default: those that taproot layers"
              + " suggests.")
  private @Nullable List<String> layers;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many layers to go down. Default: ${DEFAULT-VALUE}.")
  private int depth;

  @Option(
      names = "--width",
      paramLabel = "N",
      defaultValue = "3",
      description = "Most channels shown for each decision. Default: ${DEFAULT-VALUE}.")
  private int width;

  @Option(
      names = "--opposition",
      paramLabel = "N",
      defaultValue = "0",
      description = "Most channels shown against each decision. Default: ${DEFAULT-VALUE}.")
  private int opposition;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      defaultValue = "flow",
      converter = RuleWord.class,
      description =
          "What is asked of a channel next: flow (what of it the decision used), peak (why its"
              + " strongest neuron is on) or sum (why the channel is on). Default:"
              + " ${DEFAULT-VALUE}.")
  private Rule rule = Rule.FLOW;

  @Option(
      names = "--integrated",
      paramLabel = "N",
      description =
          "Take integrated gradients in N steps: smaller residuals, about N times the work.")
  private @Nullable Integer integrated;

  @Option(
      names = "--biases",
      description =
          "Name what biases, batch norm shifts and clipping contribute, by module: they are most of"
              + " the residual.")
  private boolean biases;

  @Option(
      names = "--verify",
      description =
          "Test each piece of evidence: switch its channel off, and say how far the decision above"
              + " and the class score really fall.")
  private boolean verify;

  @Option(
      names = "--tested",
      description =
          "Show those channels without which the decision really falls most, of three times as"
              + " many by score; comes with --verify.")
  private boolean tested;

  @Option(
      names = "--report",
      paramLabel = "F",
      description = "Where the report goes. Default: the current folder.")
  private Path report = Path.of("");

  @Option(
      names = "--png",
      paramLabel = "F",
      description = "Write the tree as a picture as well, for where no HTML is shown.")
  private @Nullable Path png;

  @Option(names = "--json", paramLabel = "F", description = "Write the tree as JSON as well.")
  private @Nullable Path json;

  @Option(names = "--csv", paramLabel = "F", description = "Write the tree as CSV as well.")
  private @Nullable Path csv;

  @Mixin private final NetworkOptions networkOptions = new NetworkOptions();

  Explain(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Destinations destinations = new Destinations(images.given(), networkOptions.files());
    List<Path> reports = destinations.files("--report", report, ".html");
    List<Path> pngs = png == null ? List.of() : destinations.files("--png", png, ".png");
    List<Path> jsons = json == null ? List.of() : destinations.files("--json", json, ".json");
    List<Path> csvs = csv == null ? List.of() : destinations.files("--csv", csv, ".csv");
    try (Network network = networkOptions.load()) {
      if (images.given().size() > 1 && !images.anyPrepared()) {
        rehearse(network);
      }
      return images.each(
          terminal,
          (index, photograph) -> {
            Explanation decomposed =
                question(network, photograph, target, against).decompose(depth);
            Explanation why = verify && !tested ? decomposed.verify() : decomposed;
            if (!pngs.isEmpty()) {
              WholeFile.write(pngs.get(index), why.png());
            }
            if (!jsons.isEmpty()) {
              WholeFile.write(jsons.get(index), why.json());
            }
            if (!csvs.isEmpty()) {
              WholeFile.write(csvs.get(index), why.csv());
            }
            WholeFile.write(reports.get(index), TreeHtml.page(why.tree()));
            return why.text()
                + "\nReport: "
                + Columns.printable(reports.get(index).toString())
                + "\n";
          });
    }
  }

  private String[] layerNames() {
    if (layers == null) {
      return new String[0];
    }
    if (layers.isEmpty()) {
      throw new UsageException(
          "--layers names no layer; names with a comma between them would be right");
    }
    return layers.stream().map(String::strip).toArray(String[]::new);
  }

  private Explainer question(
      Network network, Photograph photograph, @Nullable String target, @Nullable String against) {
    Explainer question =
        Taproot.explain(photograph)
            .with(network)
            .layers(layerNames())
            .width(width)
            .opposition(opposition)
            .rule(rule);
    if (target != null) {
      question = question.target(target);
    }
    if (against != null) {
      question = question.against(against);
    }
    if (biases) {
      question = question.biases();
    }
    if (integrated != null) {
      question = question.integrated(integrated);
    }
    return tested ? question.tested() : question;
  }

  /**
   * Asks the question once of a single pixel, so that a fault of the question's own is said once
   * and not of every image. The pixel's top class is none of the images': without a target, the
   * class to contrast with is looked up alone. Prepared inputs may have another size, at which only
   * they can be asked.
   */
  private void rehearse(Network network) {
    BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    Photograph photograph = Photograph.of("pixel", pixel);
    boolean ownTop = target == null && against != null;
    Explainer question =
        ownTop
            ? question(network, photograph, against, null)
            : question(network, photograph, target, against);
    question.width(1).opposition(0).decompose(depth);
  }
}
