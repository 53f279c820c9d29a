package dev.taproot.network;

import dev.taproot.image.Interpolation;
import dev.taproot.image.Preprocessing;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.torchscript.PyTorch;
import dev.taproot.network.torchscript.TorchScriptRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What to load and how: the archive, and what is to be said about it. Immutable; each call gives a
 * changed copy.
 *
 * <p>What is not said here is read from the JSON file beside the archive ({@code resnet50.json} for
 * {@code resnet50.pt}) with any of the keys name, labels (a list, the name of a text file beside
 * it, or imagenet), size, resize, interpolation (nearest, bilinear or bicubic), mean and std; what
 * is not there either is ImageNet's usual preprocessing, and no labels.
 */
public final class NetworkLoader {
  private final Path archive;
  private final @Nullable String name;
  private final @Nullable Labels labels;
  private final @Nullable Integer size;
  private final @Nullable Integer resize;
  private final @Nullable Interpolation interpolation;
  private final @Nullable List<Double> mean;
  private final @Nullable List<Double> std;
  private final String device;

  NetworkLoader(Path archive) {
    this(archive, null, null, null, null, null, null, null, "");
  }

  private NetworkLoader(
      Path archive,
      @Nullable String name,
      @Nullable Labels labels,
      @Nullable Integer size,
      @Nullable Integer resize,
      @Nullable Interpolation interpolation,
      @Nullable List<Double> mean,
      @Nullable List<Double> std,
      String device) {
    this.archive = archive;
    this.name = name;
    this.labels = labels;
    this.size = size;
    this.resize = resize;
    this.interpolation = interpolation;
    this.mean = mean;
    this.std = std;
    this.device = device;
  }

  /**
   * Sets what to call the network.
   *
   * @param name the name; by default the file's, without its ending
   * @return the changed copy
   */
  public NetworkLoader name(String name) {
    return new NetworkLoader(archive, name, labels, size, resize, interpolation, mean, std, device);
  }

  /**
   * Sets the names of the classes.
   *
   * @param labels by index
   * @return the changed copy
   */
  public NetworkLoader labels(Labels labels) {
    return new NetworkLoader(archive, name, labels, size, resize, interpolation, mean, std, device);
  }

  /**
   * Sets the side of the square input; a resize in the JSON file is then not read.
   *
   * @param size in pixels; by default 224
   * @return the changed copy
   */
  public NetworkLoader size(int size) {
    return new NetworkLoader(archive, name, labels, size, resize, interpolation, mean, std, device);
  }

  /**
   * Sets how long a photograph's short side is made before the centre is cut out.
   *
   * @param resize in pixels; by default 8/7 of the size, as 256 is of 224
   * @return the changed copy
   */
  public NetworkLoader resize(int resize) {
    return new NetworkLoader(archive, name, labels, size, resize, interpolation, mean, std, device);
  }

  /**
   * Sets how a photograph is resized.
   *
   * @param interpolation by default bilinear
   * @return the changed copy
   */
  public NetworkLoader interpolation(Interpolation interpolation) {
    return new NetworkLoader(archive, name, labels, size, resize, interpolation, mean, std, device);
  }

  /**
   * Sets the mean that is subtracted from pixel / 255.
   *
   * @param mean for red, green, blue
   * @return the changed copy
   */
  public NetworkLoader mean(List<Double> mean) {
    return new NetworkLoader(archive, name, labels, size, resize, interpolation, mean, std, device);
  }

  /**
   * Sets what the difference to the mean is divided by.
   *
   * @param std for red, green, blue
   * @return the changed copy
   */
  public NetworkLoader std(List<Double> std) {
    return new NetworkLoader(archive, name, labels, size, resize, interpolation, mean, std, device);
  }

  /**
   * Sets what to compute on.
   *
   * @param device {@code cpu}, {@code gpu}, {@code gpu1}, …; by default a GPU if there is one
   * @return the changed copy
   */
  public NetworkLoader device(String device) {
    return new NetworkLoader(archive, name, labels, size, resize, interpolation, mean, std, device);
  }

  static void warmUp() {
    PyTorch.begin();
  }

  /**
   * Loads the network.
   *
   * @return the network, to be closed when it is no longer needed
   * @throws InvalidInputException if the file is no TorchScript archive of a CNN, or what was said
   *     about it is no use
   */
  public Network load() {
    if (!Files.exists(archive)) {
      throw new InvalidInputException(
          "There is no network \"%s\"; a TorchScript archive (.pt) would be right."
              .formatted(archive));
    }
    if (!Files.isRegularFile(archive)) {
      throw new InvalidInputException(
          "\"%s\" is no file; a TorchScript archive (.pt) would be right.".formatted(archive));
    }
    return load(Sha256.of(archive), () -> archive);
  }

  /**
   * Loads the network, whose archive's SHA-256 is known, and which may yet have to be put there.
   */
  Network load(String sha256, Supplier<Path> file) {
    warmUp();
    NetworkLoader complete = completed();
    String called = complete.name == null ? stem(archive) : complete.name;
    return new Network(
        called,
        sha256,
        complete.labels == null ? Labels.UNKNOWN : complete.labels,
        complete.preprocessing(),
        TorchScriptRecorder.load(file, called, sha256, device));
  }

  private Preprocessing preprocessing() {
    Preprocessing usual = Preprocessing.IMAGENET;
    int side = size == null ? usual.size() : size;
    return new Preprocessing(
        side,
        resize != null ? resize : usualResize(side),
        interpolation == null ? usual.interpolation() : interpolation,
        mean == null ? usual.mean() : mean,
        std == null ? usual.std() : std);
  }

  /** 8/7 of the size, as far as a photograph can be resized. */
  private static int usualResize(int size) {
    Preprocessing usual = Preprocessing.IMAGENET;
    int resize = Math.round(size * (float) usual.resize() / usual.size());
    return Math.max(size, Math.min(resize, Preprocessing.MOST_SIDE));
  }

  /** What the JSON file beside the archive adds. */
  private NetworkLoader completed() {
    Description said = Description.read(archive.resolveSibling(stem(archive) + ".json"));
    return new NetworkLoader(
        archive,
        name == null ? said.name() : name,
        labels == null ? said.labels() : labels,
        size == null ? said.size() : size,
        resize == null && size == null ? said.resize() : resize,
        interpolation == null ? said.interpolation() : interpolation,
        mean == null ? said.mean() : mean,
        std == null ? said.std() : std,
        device);
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
