package dev.taproot.network;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.taproot.image.Interpolation;
import dev.taproot.image.Preprocessing;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.torchscript.TorchScriptRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to load and how: the archive, and what is to be said about it. Immutable; each call gives a
 * changed copy.
 *
 * <p>What is not said here is read from the JSON file beside the archive ({@code resnet50.json} for
 * {@code resnet50.pt}) with any of the keys name, labels (a list, or the name of a text file beside
 * it), size, resize, interpolation (nearest, bilinear or bicubic), mean and std; what is not there
 * either is ImageNet's usual preprocessing, and no labels.
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
    return load(sha256(archive));
  }

  /** Loads the network, whose archive's SHA-256 is known. */
  Network load(String sha256) {
    NetworkLoader complete = completed();
    String called = complete.name == null ? stem(archive) : complete.name;
    return new Network(
        called,
        sha256,
        complete.labels == null ? Labels.UNKNOWN : complete.labels,
        complete.preprocessing(),
        TorchScriptRecorder.load(archive, called, sha256, device));
  }

  private Preprocessing preprocessing() {
    Preprocessing usual = Preprocessing.IMAGENET;
    int side = size == null ? usual.size() : size;
    return new Preprocessing(
        side,
        resize != null ? resize : Math.round(side * (float) usual.resize() / usual.size()),
        interpolation == null ? usual.interpolation() : interpolation,
        mean == null ? usual.mean() : mean,
        std == null ? usual.std() : std);
  }

  /** What the JSON file beside the archive adds. */
  private NetworkLoader completed() {
    Path file = archive.resolveSibling(stem(archive) + ".json");
    if (!Files.isRegularFile(file)) {
      return this;
    }
    try {
      JsonObject said = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      NetworkLoader all = this;
      if (name == null && said.has("name")) {
        all = all.name(said.get("name").getAsString());
      }
      if (labels == null && said.has("labels")) {
        all = all.labels(labels(file, said.get("labels")));
      }
      if (size == null && said.has("size")) {
        all = all.size(said.get("size").getAsInt());
      }
      if (resize == null && size == null && said.has("resize")) {
        all = all.resize(said.get("resize").getAsInt());
      }
      if (interpolation == null && said.has("interpolation")) {
        all = all.interpolation(interpolation(said.get("interpolation").getAsString()));
      }
      if (mean == null && said.has("mean")) {
        all = all.mean(numbers(said.getAsJsonArray("mean")));
      }
      if (std == null && said.has("std")) {
        all = all.std(numbers(said.getAsJsonArray("std")));
      }
      return all;
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | ClassCastException
        | IllegalArgumentException
        | UnsupportedOperationException e) {
      throw new InvalidInputException(
          "\"%s\", which describes the network beside it, cannot be read (%s); an object with any of name, labels, size, resize, interpolation, mean, std would be right."
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  private static Labels labels(Path file, JsonElement said) {
    if (said.isJsonArray()) {
      List<String> names = new ArrayList<>();
      said.getAsJsonArray().forEach(label -> names.add(label.getAsString()));
      return new Labels(names);
    }
    return Labels.read(file.resolveSibling(said.getAsString()));
  }

  private static Interpolation interpolation(String said) {
    for (Interpolation known : Interpolation.values()) {
      if (known.name().equalsIgnoreCase(said)) {
        return known;
      }
    }
    throw new InvalidInputException(
        "No interpolation is called \"%s\"; nearest, bilinear or bicubic would be right."
            .formatted(said));
  }

  private static List<Double> numbers(JsonArray said) {
    List<Double> numbers = new ArrayList<>();
    said.forEach(number -> numbers.add(number.getAsDouble()));
    return numbers;
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Computes a file's SHA-256, in hexadecimal. */
  static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 20];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new InvalidInputException(
          "The network \"%s\" cannot be read (%s).".formatted(file, e.getMessage()), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
