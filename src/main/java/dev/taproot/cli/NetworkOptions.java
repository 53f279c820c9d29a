package dev.taproot.cli;

import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Labels;
import dev.taproot.network.Network;
import dev.taproot.network.NetworkLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which network is asked. */
final class NetworkOptions {
  @Option(
      names = "--network",
      paramLabel = "F",
      description =
          "A TorchScript archive, a folder with one, or an address in DJL's cache. What it needs is"
              + " read from the JSON file beside it (name, labels, size, resize, interpolation,"
              + " mean, std), unless said here. Default: the embedded EfficientNet-Lite0.")
  private @Nullable String archive;

  @Option(
      names = "--labels",
      paramLabel = "F",
      description = "The archive's class names: a text file, one a line, or: imagenet.")
  private @Nullable String labels;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "The side of the archive's square input, in pixels. Default: 224.")
  private @Nullable Integer size;

  @Option(
      names = "--mean",
      split = ",",
      paramLabel = "R,G,B",
      hideParamSyntax = true,
      description = "The mean that the archive expects. Default: ImageNet's.")
  private @Nullable List<Double> mean;

  @Option(
      names = "--std",
      split = ",",
      paramLabel = "R,G,B",
      hideParamSyntax = true,
      description = "The standard deviation that the archive expects. Default: ImageNet's.")
  private @Nullable List<Double> std;

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "cpu, gpu, or gpu1 and so on. Default: a GPU if there is one, else the CPU.")
  private @Nullable String device;

  /** Returns the files that loading the network reads, as far as the options name them. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    try {
      if (labels != null) {
        files.add(Path.of(labels));
      }
      if (archive != null) {
        Path given = Path.of(archive);
        files.add(given);
        files.add(given.resolveSibling(Destinations.stem(archive) + ".json"));
        if (Files.isDirectory(given)) {
          try (Stream<Path> inside = Files.list(given)) {
            inside.forEach(files::add);
          }
        }
      }
    } catch (InvalidPathException | IOException e) {
      // Loading says so.
      return List.of();
    }
    return files;
  }

  /** Loads the network, which is the caller's to close. */
  Network load() {
    if (archive == null) {
      refuseWithoutArchive("--labels", labels);
      refuseWithoutArchive("--size", size);
      refuseWithoutArchive("--mean", mean);
      refuseWithoutArchive("--std", std);
      return device == null ? Network.embedded() : Network.embedded(device);
    }
    NetworkLoader loader = Network.from(archive);
    if (labels != null) {
      loader =
          loader.labels(labels.equals("imagenet") ? Labels.imagenet() : Labels.read(path(labels)));
    }
    if (size != null) {
      loader = loader.size(size);
    }
    if (mean != null) {
      loader = loader.mean(mean);
    }
    if (std != null) {
      loader = loader.std(std);
    }
    if (device != null) {
      loader = loader.device(device);
    }
    return loader.load();
  }

  private static Path path(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "The labels \"%s\" are no path (%s); a text file with one label a line would be right."
              .formatted(file, e.getReason()),
          e);
    }
  }

  private static void refuseWithoutArchive(String option, @Nullable Object value) {
    if (value != null) {
      throw new UsageException(
          option
              + " describes a network of your own, but none is given; --network with its archive"
              + " would be right");
    }
  }
}
