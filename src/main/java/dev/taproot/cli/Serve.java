package dev.taproot.cli;

import dev.taproot.network.Network;
import dev.taproot.web.Site;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.List;
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
      "Prints the address to open in a browser, and answers until it is stopped (Ctrl-C). A line for"
          + " each request goes to the standard error, as JSON.",
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
      description =
          "The port that it listens at; 0 for one that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = "localhost",
      description =
          "Who can reach it: localhost for this machine alone, 0.0.0.0 for all that reach this"
              + " machine. Default: ${DEFAULT-VALUE}.")
  private String host = "localhost";

  @Option(
      names = "--proxied",
      description =
          "A proxy stands before the site, such as jupyter-server-proxy: answer whatever name it is"
              + " asked by. Without it a site for this machine alone answers to the machine's own"
              + " names.")
  private boolean proxied;

  @Mixin private final NetworkOptions networkOptions = new NetworkOptions();

  Serve(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65535) {
      throw new UsageException(
          "Invalid value for option '--port': %d is given, a number from 0 to 65535 would be right"
              .formatted(port));
    }
    Network network = networkOptions.load();
    Site site;
    try {
      site = Site.start(host, port, network, proxied, terminal.err()::println);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(site, network), "taproot-stop"));
    terminal.out().println("Open " + site.address() + " in a browser; Ctrl-C stops the site.");
    elsewhere(site.port())
        .forEach(address -> terminal.out().println("From other machines: " + address));
    new CountDownLatch(1).await();
    return ExitCode.DONE;
  }

  /** The process was asked to end, and ends as if it had done all it was to do. */
  private static void stop(Site site, Network network) {
    site.close();
    network.close();
    Runtime.getRuntime().halt(ExitCode.DONE);
  }

  /** The addresses by which other machines reach a site that is open to them. */
  private List<String> elsewhere(int port) {
    if (!host.equals("0.0.0.0") && !host.equals("::")) {
      return List.of();
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(address -> "http://" + address.getHostAddress() + ":" + port + "/")
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
