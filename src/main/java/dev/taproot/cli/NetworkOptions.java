package dev.taproot.cli;

import dev.taproot.network.Labels;
import dev.taproot.network.Network;
import dev.taproot.network.NetworkLoader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which network is asked. */
final class NetworkOptions {
  @Option(
      names = "--network",
      paramLabel = "F",
      description =
          "A TorchScript archive, a folder with one, or an address in DJL's cache. What it needs is"
              + " read from the JSON file beside it, unless said here. Default: the embedded"
              + " EfficientNet-Lite0.")
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
          loader.labels(
              labels.equals("imagenet") ? Labels.imagenet() : Labels.read(Path.of(labels)));
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

  private static void refuseWithoutArchive(String option, @Nullable Object value) {
    if (value != null) {
      throw new UsageException(
          option
              + " describes a network of your own, but none is given; --network with its archive"
              + " would be right");
    }
  }
}
