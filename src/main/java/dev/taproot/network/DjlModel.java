package dev.taproot.network;

import ai.djl.MalformedModelException;
import ai.djl.engine.EngineException;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.util.Utils;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.torchscript.PyTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Networks kept as DJL keeps them: a model folder, or an address in its model zoo. */
final class DjlModel {
  private static final String SCHEME = "djl://";

  private DjlModel() {}

  static boolean isFolder(Path path) {
    return Files.isDirectory(path);
  }

  static boolean isAddress(String address) {
    return address.startsWith(SCHEME);
  }

  /**
   * Finds the archive and the labels in a model folder. DJL itself is not asked: it would run the
   * Java classes that it finds in the folder.
   */
  static NetworkLoader in(Path folder) {
    String right =
        "a folder with a TorchScript archive named like it, or with one archive only, would be right";
    Path name = folder.toAbsolutePath().normalize().getFileName();
    try {
      return described(folder, String.valueOf(name), folder.toString(), right);
    } catch (IOException e) {
      throw new InvalidInputException(
          "The folder \"%s\" cannot be read; %s.".formatted(folder, right), e);
    }
  }

  /** Finds the archive and the labels of a model in the zoo, as far as DJL has it already. */
  static NetworkLoader at(String address) {
    String right =
        "nothing is downloaded, so the model has to be in DJL's cache (%s) already"
            .formatted(Utils.getCacheDir());
    PyTorch.start();
    try (ZooModel<Image, Classifications> model =
        Criteria.builder()
            .setTypes(Image.class, Classifications.class)
            .optEngine("PyTorch")
            .optModelUrls(address)
            .build()
            .loadModel()) {
      return described(model.getModelPath(), model.getName(), address, right);
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException
        | ModelNotFoundException
        | MalformedModelException
        | EngineException
        | IllegalArgumentException e) {
      throw new InvalidInputException(
          "DJL finds no PyTorch model at \"%s\"; %s.".formatted(address, right), e);
    }
  }

  private static NetworkLoader described(Path folder, String name, String given, String right)
      throws IOException {
    NetworkLoader loader = new NetworkLoader(archive(folder, name, given, right)).name(name);
    Path labels = folder.resolve("synset.txt");
    return Files.isRegularFile(labels) ? loader.labels(synset(labels)) : loader;
  }

  private static Path archive(Path folder, String name, String given, String right)
      throws IOException {
    Path named = folder.resolve(name + ".pt");
    if (Files.isRegularFile(named)) {
      return named;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> archives = files.filter(file -> file.toString().endsWith(".pt")).sorted().toList();
      if (archives.size() == 1) {
        return archives.get(0);
      }
      throw new InvalidInputException(
          "There are %d TorchScript archives in \"%s\"; %s."
              .formatted(archives.size(), given, right));
    }
  }

  /** Labels as DJL keeps them: a WordNet number, then the names. */
  private static Labels synset(Path file) {
    return new Labels(
        Labels.read(file).names().stream()
            .map(line -> line.replaceFirst("^n\\d{8} ", ""))
            .toList());
  }
}
