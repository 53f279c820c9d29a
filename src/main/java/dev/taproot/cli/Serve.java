package dev.taproot.cli;

import dev.taproot.network.Network;
import dev.taproot.web.Site;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens the web site on one's own machine. */
@Command(
    name = "serve",
    header = "Opens a web site: drop a photograph, see what the network thinks, ask why.",
    description = {
      "Prints the address to open in a browser, and answers until it is stopped (Ctrl-C).",
      "",
      "Photographs stay in this program's memory: they are not written to disk, and are sent nowhere"
          + " else."
    },
    footer = {
      "  taproot serve",
      "  taproot serve --port 9000 --network resnet50.pt --labels imagenet",
      "  taproot serve --host 0.0.0.0"
    })
final class Serve implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8181",
      description = "Where it listens; 0 for any port that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = "localhost",
      description =
          "Who can reach it: localhost for this machine alone, 0.0.0.0 for all that reach this"
              + " machine. Default: ${DEFAULT-VALUE}.")
  private String host = "localhost";

  @Mixin private final NetworkOptions networkOptions = new NetworkOptions();

  Serve(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Network network = networkOptions.load();
        Site site = Site.start(host, port, network)) {
      terminal.out().println("http://" + host + ":" + site.port() + "/");
      new CountDownLatch(1).await();
    }
    return ExitCode.DONE;
  }
}
