package dev.taproot.cli;

import dev.taproot.image.Photograph;
import dev.taproot.image.Sample;
import dev.taproot.view.Columns;
import dev.taproot.view.Columns.Side;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the photographs that come with Taproot. */
@Command(
    name = "samples",
    header = "Lists the photographs that come with Taproot.",
    description = "Their names can stand wherever an image is asked for.",
    footer = {"  taproot samples", "  taproot explain coffee"})
final class Samples implements Callable<Integer> {
  private final Terminal terminal;

  Samples(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Columns columns = new Columns(Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT);
    columns.add("name", "title", "credit", "licence");
    for (Sample sample : Photograph.samples()) {
      columns.add(sample.name(), sample.title(), sample.credit(), sample.licence());
    }
    terminal.out().print(columns);
    return ExitCode.DONE;
  }
}
