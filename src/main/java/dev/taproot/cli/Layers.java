package dev.taproot.cli;

import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.network.ReceptiveField;
import dev.taproot.view.Columns;
import dev.taproot.view.Columns.Side;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a network's layers. */
@Command(
    name = "layers",
    header = "Lists a network's layers, in the order of execution.",
    description =
        "Shows the separators: the layers that all of the image's evidence goes through, so that"
            + " scores can add up to the decision. The suggested ones are those that explain uses"
            + " by default.",
    footer = {"  taproot layers", "  taproot layers --network resnet50.pt --all"})
final class Layers implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--all", description = "Show the layers that are no separators as well.")
  private boolean all;

  @Mixin private final NetworkOptions networkOptions = new NetworkOptions();

  Layers(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Network network = networkOptions.load()) {
      var layers = network.layers();
      List<Layer> shown = all ? layers : layers.separators();
      terminal.out().print(table(shown) + "\n" + count(shown.size(), layers.size()) + "\n");
    }
    return ExitCode.DONE;
  }

  private static String table(List<Layer> layers) {
    Columns columns =
        new Columns(
            Side.LEFT,
            Side.LEFT,
            Side.RIGHT,
            Side.RIGHT,
            Side.RIGHT,
            Side.LEFT,
            Side.LEFT,
            Side.LEFT);
    columns.add(
        "name",
        "kind",
        "output",
        "stride",
        "receptive field",
        "separator",
        "non-negative",
        "suggested");
    for (Layer layer : layers) {
      columns.add(
          Columns.printable(layer.name()),
          Columns.printable(layer.kind()),
          layer.channels() + " x " + layer.height() + " x " + layer.width(),
          Integer.toString(layer.stride()),
          receptiveField(layer.down(), layer.across()),
          mark(layer.separator()),
          mark(layer.nonNegative()),
          mark(layer.suggested()));
    }
    return columns.toString();
  }

  private static String receptiveField(ReceptiveField down, ReceptiveField across) {
    if (down.whole() || across.whole()) {
      return "all";
    }
    return down.size() == across.size()
        ? Integer.toString(down.size())
        : down.size() + " x " + across.size();
  }

  private static String mark(boolean holds) {
    return holds ? "yes" : "";
  }

  private String count(int shown, int layers) {
    return all
        ? layers + " layers. Receptive fields are in pixels of the input."
        : "%d separators of %d layers; --all shows the others as well. Receptive fields are in pixels of the input."
            .formatted(shown, layers);
  }
}
