package dev.taproot.network;

import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Classification;
import dev.taproot.image.Input;
import dev.taproot.image.Photograph;
import dev.taproot.image.Preprocessing;
import dev.taproot.input.InvalidInputException;
import dev.taproot.input.NearestNames;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A convolutional network that classifies photographs, with the names of its classes and the way a
 * photograph is prepared for it.
 *
 * <p>Owns native memory until it is closed; {@link #embedded()} is shared and stays open. May be
 * used by several threads at a time, none of which may close it meanwhile. To ask a closed one is
 * an {@link InvalidInputException}.
 */
public final class Network implements AutoCloseable {
  private final String name;
  private final String sha256;
  private final Labels labels;
  private final Preprocessing preprocessing;
  private final Recorder recorder;
  private final Map<List<Integer>, LayerGraph> graphs = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Network(
      String name, String sha256, Labels labels, Preprocessing preprocessing, Recorder recorder) {
    this.name = name;
    this.sha256 = sha256;
    this.labels = labels;
    this.preprocessing = preprocessing;
    this.recorder = recorder;
  }

  /**
   * Begins to start PyTorch, so that the first network loads sooner; returns at once. Need not be
   * called.
   */
  public static void warmUp() {
    NetworkLoader.warmUp();
  }

  /** Returns EfficientNet-Lite0 with ImageNet's 1000 classes, which comes with Taproot. */
  public static Network embedded() {
    return EmbeddedNetwork.get();
  }

  /**
   * Loads the embedded network for a device of one's own choice.
   *
   * @param device {@code cpu}, {@code gpu}, {@code gpu1}, …
   * @return the network, to be closed when it is no longer needed
   * @throws InvalidInputException if there is no such device
   */
  public static Network embedded(String device) {
    return EmbeddedNetwork.load(device);
  }

  /**
   * Loads a TorchScript archive, with what the JSON file beside it says ({@link NetworkLoader}).
   *
   * @param archive a file that {@code torch.jit.save} wrote, or a folder that DJL can load
   * @return the network, to be closed when it is no longer needed
   * @throws InvalidInputException if it is none, or no CNN
   */
  public static Network load(Path archive) {
    return from(archive).load();
  }

  /**
   * Loads a network by an address of DJL's model zoo, {@code djl://…}, or by a path.
   *
   * @param address the address; the model has to be in DJL's cache already, for nothing is
   *     downloaded
   * @return the network, to be closed when it is no longer needed
   * @throws InvalidInputException if it is not there, or no CNN
   */
  public static Network load(String address) {
    return from(address).load();
  }

  /**
   * Begins to load a TorchScript archive with labels, preprocessing or a device of one's own.
   *
   * @param archive a file that {@code torch.jit.save} wrote, or a folder that DJL can load
   * @return what to load and how
   */
  public static NetworkLoader from(Path archive) {
    return DjlModel.isFolder(archive) ? DjlModel.in(archive) : new NetworkLoader(archive);
  }

  /**
   * Begins to load a network by an address of DJL's model zoo, {@code djl://…}, or by a path.
   *
   * @param address the address
   * @return what to load and how
   * @throws InvalidInputException if it is neither, or DJL finds no model there
   */
  public static NetworkLoader from(String address) {
    if (DjlModel.isAddress(address)) {
      return DjlModel.at(address);
    }
    try {
      return from(Path.of(address));
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "\"%s\" is neither a path nor an address of DJL's (%s); a TorchScript archive (.pt) would be right."
              .formatted(address, e.getReason()),
          e);
    }
  }

  /** Returns the network's name. */
  public String name() {
    return name;
  }

  /** Returns the SHA-256 of the network's archive, in hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** Returns the names of its classes. */
  public Labels labels() {
    return labels;
  }

  /** Returns how a photograph is prepared for it. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  /** Returns what it computes on: {@code cpu}, {@code gpu0}, …. */
  public String device() {
    return recorder.device();
  }

  /**
   * Returns the layers for an input of the network's usual size, in the order of execution.
   *
   * @throws InvalidInputException if the network is no CNN
   */
  public Layers layers() {
    return layers(preprocessing.size(), preprocessing.size());
  }

  /**
   * Returns the layers for an input of some size, in the order of execution.
   *
   * @param height of the input, in pixels
   * @param width of the input, in pixels
   * @return the layers
   * @throws InvalidInputException if the network is no CNN
   */
  public Layers layers(int height, int width) {
    return new Layers(graph(height, width).layers());
  }

  /**
   * Tells whether one layer is computed from another.
   *
   * @param upper the layer
   * @param lower the other
   * @param height of the input, in pixels
   * @param width of the input, in pixels
   * @return whether there is a path between them
   */
  public boolean dependsOn(Layer upper, Layer lower, int height, int width) {
    return graph(height, width).dependsOn(upper.name(), lower.name());
  }

  /**
   * Finds out what the neurons of one layer see of another.
   *
   * @param upper the layer
   * @param lower the other
   * @param height of the input, in pixels
   * @param width of the input, in pixels
   * @return what they see; empty if they see all of it, or something besides it
   */
  public Optional<Sight> sight(Layer upper, Layer lower, int height, int width) {
    return graph(height, width).sight(upper.name(), lower.name());
  }

  private LayerGraph graph(int height, int width) {
    return graphs.computeIfAbsent(List.of(height, width), size -> survey(height, width));
  }

  private LayerGraph survey(int height, int width) {
    LayerGraph found = new LayerGraph(open().survey(height, width), height, width);
    if (found.layers().stream()
        .noneMatch(layer -> layer.separator() && layer.height() * layer.width() > 1)) {
      throw new InvalidInputException(
          "\"%s\" is no CNN: no layer that all of the image's evidence goes through has channels x height x width; a network of convolutions would be right."
              .formatted(name));
    }
    return found;
  }

  /**
   * Returns the layers that an explanation uses by default, the top one first: separators, the
   * outputs of whole blocks where there are any. There is one for each of the resolutions, of more
   * than three without the highest, and a second one where many convolutions lie between two.
   */
  public List<Layer> suggestedLayers() {
    return suggested(layers());
  }

  /**
   * Picks the suggested ones of some layers, the top one first.
   *
   * @param layers in the order of execution
   * @return those suggested
   */
  public static List<Layer> suggested(List<Layer> layers) {
    List<Layer> suggested = new ArrayList<>(layers.stream().filter(Layer::suggested).toList());
    Collections.reverse(suggested);
    return suggested;
  }

  /**
   * Finds a layer by its name.
   *
   * @param layers where to look
   * @param wanted the name
   * @return the layer
   * @throws InvalidInputException if there is none; says which come near
   */
  public static Layer find(List<Layer> layers, String wanted) {
    for (Layer layer : layers) {
      if (layer.name().equals(wanted)) {
        return layer;
      }
    }
    String near = NearestNames.didYouMean(wanted, layers.stream().map(Layer::name).toList());
    throw new InvalidInputException(
        "No layer is called \"%s\"%s"
            .formatted(
                wanted,
                near.isEmpty()
                    ? "; one of "
                        + String.join(", ", suggested(layers).stream().map(Layer::name).toList())
                        + " would be right."
                    : near));
  }

  /**
   * Prepares a photograph for the network.
   *
   * @param photograph the photograph
   * @return the input
   */
  public Input prepare(Photograph photograph) {
    return preprocessing.apply(photograph);
  }

  /**
   * Says what a photograph shows.
   *
   * @param photograph the photograph
   * @return every class, the most probable first
   */
  public Classification classify(Photograph photograph) {
    return scores(open().logits(prepare(photograph)));
  }

  /**
   * Runs the network on many inputs, several at a time.
   *
   * @param inputs as {@link #prepare} makes them, or changed ({@link Input#with}); all of one size
   * @return for each input its logits, one for each class
   * @throws InvalidInputException if the inputs are of several sizes
   */
  public float[][] logits(List<Input> inputs) {
    for (Input input : inputs) {
      Input first = inputs.get(0);
      if (input.height() != first.height() || input.width() != first.width()) {
        throw new InvalidInputException(
            "Inputs are run several at a time, given one of %d x %d and one of %d x %d; inputs of one size would be right."
                .formatted(first.height(), first.width(), input.height(), input.width()));
      }
    }
    return open().logits(inputs);
  }

  /**
   * Turns logits into class scores.
   *
   * @param logits one for each class
   * @return every class, the most probable first
   * @throws InvalidInputException if there are not as many labels as logits, or a logit is no
   *     number
   */
  public Classification scores(float[] logits) {
    if (!labels.names().isEmpty() && labels.names().size() != logits.length) {
      throw new InvalidInputException(
          "\"%s\" tells %d classes apart, given %d labels; as many labels as classes would be right."
              .formatted(name, logits.length, labels.names().size()));
    }
    double highest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new InvalidInputException(
            "\"%s\" gives %s instead of a number for this photograph; its weights or its preprocessing must be wrong."
                .formatted(name, logit));
      }
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - highest);
    }
    double top = highest;
    double total = sum;
    return new Classification(
        IntStream.range(0, logits.length)
            .mapToObj(
                i -> new ClassScore(i, labels.of(i), logits[i], Math.exp(logits[i] - top) / total))
            .sorted(Comparator.comparingDouble(ClassScore::logit).reversed())
            .toList());
  }

  /**
   * Records a forward pass.
   *
   * @param input the image
   * @param layers the names of the layers to be asked about, top first
   * @return the recording, to be closed by the caller
   */
  public Recording record(Input input, List<String> layers) {
    return record(input, layers, Map.of());
  }

  /**
   * Records a forward pass in which some layers' outputs are replaced.
   *
   * @param input the image
   * @param layers the names of the layers to be asked about, top first, those replaced among them
   * @param put the outputs to put in the place of what the layers compute
   * @return the recording, to be closed by the caller
   */
  public Recording record(Input input, List<String> layers, Map<String, FeatureMaps> put) {
    return record(input, layers, put, false);
  }

  /**
   * Records a forward pass whose gradients say what biases contribute, too: whatever a module adds
   * to what it is given, which no layer below can account for. Takes longer.
   *
   * @param input the image
   * @param layers the names of the layers to be asked about, top first
   * @return the recording, to be closed by the caller
   */
  public Recording recordWithBiases(Input input, List<String> layers) {
    return record(input, layers, Map.of(), true);
  }

  private Recording record(
      Input input, List<String> layers, Map<String, FeatureMaps> put, boolean biases) {
    LayerGraph graph = graph(input.height(), input.width());
    Map<String, String> convolutions = new HashMap<>();
    for (int i = 1; i < layers.size() && !biases; i++) {
      String upper = layers.get(i - 1);
      if (layers.get(i).equals(Recording.IMAGE)) {
        break;
      }
      graph
          .lastConvolution(upper, layers.get(i))
          .ifPresent(convolution -> convolutions.put(upper, convolution));
    }
    return open().record(input, layers, convolutions, put, biases);
  }

  /**
   * Loads the network again with noise in the place of its top layers' weights, to see whether an
   * explanation depends on what the network has learned: normal, with the mean and the standard
   * deviation that the weights of each layer have.
   *
   * <p>J. Adebayo, J. Gilmer, M. Muelly, I. Goodfellow, M. Hardt, B. Kim: Sanity Checks for
   * Saliency Maps, NeurIPS 2018.
   *
   * @param top of how many layers with weights, counted from the top; where there are fewer, of all
   * @param seed where the noise begins; one seed always gives the same
   * @return the changed network, to be closed by the caller
   * @throws InvalidInputException if the archive has no weights that can be changed
   */
  public Network randomised(int top, long seed) {
    if (top < 1) {
      throw new InvalidInputException(
          "The weights of layers are randomised from the top down, given %d layers; 1 or more would be right."
              .formatted(top));
    }
    return new Network(
        "%s, top %d randomised".formatted(name, top),
        sha256,
        labels,
        preprocessing,
        open().randomised(top, seed));
  }

  /** Frees the network's native memory. */
  @Override
  public void close() {
    if (this != EmbeddedNetwork.ifLoaded()) {
      closed = true;
      recorder.close();
    }
  }

  private Recorder open() {
    if (closed) {
      throw new InvalidInputException(
          "The network \"%s\" is closed; one that is not closed yet would be right, such as this one loaded again."
              .formatted(name));
    }
    return recorder;
  }

  @Override
  public String toString() {
    return "Network[" + name + ", " + sha256.substring(0, 12) + ", " + device() + "]";
  }
}
