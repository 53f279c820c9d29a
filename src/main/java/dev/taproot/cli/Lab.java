package dev.taproot.cli;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Says what {@code ./taproot lab} does: the script does it before this program would start. */
@Command(
    name = "lab",
    header = "Opens the notebooks in JupyterLab.",
    description = {
      "Installs Taproot into the local Maven repository, where %%maven finds it, and JupyterLab with"
          + " the Java kernel JJava into .taproot/lab-venv; both only where they are not there yet"
          + " or something has changed. Then starts JupyterLab in the folder notebooks. It works in"
          + " a clone of Taproot and needs a JDK, Maven, and Python 3.9 or later."
    },
    customSynopsis = "taproot lab [OPTIONS OF jupyter lab]...",
    footer = {"  taproot lab", "  taproot lab --no-browser --port 9999"})
final class Lab implements Callable<Integer> {
  @Unmatched private final List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    throw new UsageException(
        "The archive alone has no notebooks; ./taproot lab%s in a clone of Taproot would be right"
            .formatted(arguments.stream().map(word -> " " + word).collect(joining())));
  }
}
