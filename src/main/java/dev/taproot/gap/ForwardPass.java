package dev.taproot.gap;

import dev.taproot.image.Input;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Gradient;
import dev.taproot.network.Intervention;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.network.Neuron;
import dev.taproot.network.Recording;
import dev.taproot.network.Sight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * One photograph's way through a network, recorded, so that any decision on it can be decomposed,
 * by several threads at once. Owns native memory until it is closed.
 */
public final class ForwardPass implements AutoCloseable {
  /** A crop is run forward and back, the whole only back: from here on that costs more. */
  private static final double WORTH_CROPPING = 0.4;

  private final Network network;
  private final Input input;
  private final List<Layer> layers;
  private final Recording recording;
  private final boolean biases;
  private final Map<String, Optional<Sight>> sights = new ConcurrentHashMap<>();
  private final Map<String, List<Recording>> onTheLine = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Runs a network on a photograph and records it.
   *
   * @param network the network, which has to stay open as long as this
   * @param photograph the photograph
   * @param layers the layers to be asked about, top first
   */
  public ForwardPass(Network network, Photograph photograph, List<Layer> layers) {
    this(network, photograph, layers, false);
  }

  /**
   * Runs a network on a photograph and records it.
   *
   * @param network the network, which has to stay open as long as this
   * @param photograph the photograph
   * @param layers the layers to be asked about, top first
   * @param biases whether gradients say what biases contribute, too, which takes longer
   */
  public ForwardPass(Network network, Photograph photograph, List<Layer> layers, boolean biases) {
    this(network, network.prepare(photograph), layers, biases);
  }

  /**
   * Runs a network on an input and records it.
   *
   * @param network the network, which has to stay open as long as this
   * @param input what it is given
   * @param layers the layers to be asked about, top first
   */
  public ForwardPass(Network network, Input input, List<Layer> layers) {
    this(network, input, layers, false);
  }

  private ForwardPass(Network network, Input input, List<Layer> layers, boolean biases) {
    this.network = network;
    this.biases = biases;
    this.input = input;
    this.layers = List.copyOf(layers);
    List<String> names = layers.stream().map(Layer::name).toList();
    this.recording = biases ? network.recordWithBiases(input, names) : network.record(input, names);
  }

  /** Returns what the network was given. */
  public Input input() {
    return input;
  }

  /**
   * Returns a layer's output.
   *
   * @param layer its name, or {@link Recording#LOGITS}
   * @return the output (C x H x W)
   * @throws InvalidInputException if this is closed
   */
  public FeatureMaps output(String layer) {
    checkOpen();
    return recording.output(layer);
  }

  /**
   * Computes the gradient of a decision with respect to a layer below: G = du/dA.
   *
   * @param decision the decision
   * @param layer the layer below
   * @param attribution at what activations it is taken
   * @param wanted the channels of which G itself is wanted
   * @return G, and what each channel scores by it
   * @throws InvalidInputException if this is closed
   */
  public Gradient gradient(
      Decision decision, Layer layer, Attribution attribution, Gradient.Wanted wanted) {
    checkOpen();
    return attribution.steps() == 0
        ? recording.vjp(decision.layer(), decision.weights(), layer.name(), wanted)
        : integrated(decision, layer.name(), attribution.steps(), wanted);
  }

  /**
   * Computes the gradients of several neurons of a layer, where it pays each on the part of the
   * layer below that the neuron sees.
   *
   * @param upper the neurons' layer
   * @param neurons the neurons
   * @param layer the layer below
   * @param attribution at what activations they are taken
   * @param wanted the channels of which G itself is wanted
   * @return for each neuron G, and what each channel scores by it
   * @throws InvalidInputException if this is closed
   */
  List<Gradient> gradients(
      Layer upper,
      List<Neuron> neurons,
      Layer layer,
      Attribution attribution,
      Gradient.Wanted wanted) {
    checkOpen();
    Optional<Sight> sight = sight(upper, layer, attribution);
    if (sight.isPresent()) {
      List<Gradient> onCrops =
          recording.vjps(upper.name(), neurons, layer.name(), sight.get(), wanted);
      if (onCrops != null) {
        return onCrops;
      }
      sights.put(layer.name(), Optional.empty());
    }
    return neurons.stream()
        .map(
            neuron -> {
              Decision decision = Decision.neuron(upper, neuron.channel(), neuron.location());
              return gradient(decision, layer, attribution, wanted);
            })
        .toList();
  }

  /** Tells whether neurons of one layer are asked about a layer below on crops of it. */
  boolean crops(Layer upper, Layer layer, Attribution attribution) {
    return sight(upper, layer, attribution).isPresent();
  }

  private Optional<Sight> sight(Layer upper, Layer layer, Attribution attribution) {
    if (attribution.steps() > 0 || biases) {
      return Optional.empty();
    }
    return sights.computeIfAbsent(
        layer.name(),
        name ->
            network
                .sight(upper, layer, input.height(), input.width())
                .filter(sight -> sight.part() <= WORTH_CROPPING));
  }

  /**
   * Runs the network on another photograph.
   *
   * @param other the photograph
   * @return for each of the layers, by its name, the mean of each channel over its positions
   * @throws InvalidInputException if this is closed
   */
  Map<String, float[]> means(Photograph other) {
    checkOpen();
    List<String> names = layers.stream().map(Layer::name).toList();
    Map<String, float[]> means = new HashMap<>();
    try (Recording of = network.record(network.prepare(other), names)) {
      names.forEach(name -> means.put(name, of.output(name).means()));
    }
    return means;
  }

  /**
   * Runs the network on from a layer of which some channels are switched off, and reads a decision
   * above it.
   *
   * @param decision the decision
   * @param layer the layer
   * @param interventions what is switched off, each time in a run of its own
   * @param logits whether the network's answer is wanted as well
   * @return for each intervention what the decision comes to
   * @throws InvalidInputException if this is closed
   */
  public List<Intervention.Outcome> intervene(
      Decision decision, Layer layer, List<Intervention> interventions, boolean logits) {
    checkOpen();
    return recording.intervene(
        layer.name(), interventions, decision.layer(), decision.weights(), logits);
  }

  /** The mean of the gradients on the line from zero, times the activations at its end. */
  private Gradient integrated(Decision decision, String layer, int steps, Gradient.Wanted wanted) {
    FeatureMaps output = output(layer);
    int area = output.area();
    double[] sum = new double[output.values().length];
    int[] all = IntStream.range(0, output.channels()).toArray();
    for (Recording step : line(layer, steps)) {
      step.vjp(decision.layer(), decision.weights(), layer, scores -> all)
          .maps()
          .forEach(
              (channel, map) -> {
                for (int i = 0; i < area; i++) {
                  sum[channel * area + i] += map[i];
                }
              });
    }
    double[] scores = new double[output.channels()];
    boolean zero = true;
    for (int i = 0; i < sum.length; i++) {
      scores[i / area] += sum[i] / steps * output.values()[i];
      zero &= sum[i] == 0;
    }
    Map<Integer, float[]> maps = new HashMap<>();
    for (int channel : wanted.among(scores)) {
      float[] map = new float[area];
      for (int i = 0; i < area; i++) {
        map[i] = (float) (sum[channel * area + i] / steps);
      }
      maps.put(channel, map);
    }
    return new Gradient(scores, zero, maps, Map.of());
  }

  /**
   * Recordings in which a layer's output is scaled down, at the middle of each of n steps. What
   * lies below the layer is not recorded.
   */
  private List<Recording> line(String layer, int steps) {
    return onTheLine.computeIfAbsent(
        layer + " " + steps,
        key -> {
          List<String> all = layers.stream().map(Layer::name).toList();
          List<String> names = all.subList(0, all.indexOf(layer) + 1);
          List<Recording> recordings = new ArrayList<>();
          try {
            for (int i = 0; i < steps; i++) {
              FeatureMaps scaled = output(layer).times((i + 0.5f) / steps);
              recordings.add(network.record(input, names, Map.of(layer, scaled)));
            }
          } catch (RuntimeException | Error e) {
            recordings.forEach(Recording::close);
            throw e;
          }
          return recordings;
        });
  }

  /** Frees the native memory; closing twice does nothing. */
  @Override
  public void close() {
    closed = true;
    recording.close();
    onTheLine.values().forEach(line -> line.forEach(Recording::close));
    onTheLine.clear();
  }

  private void checkOpen() {
    if (closed) {
      throw new InvalidInputException(
          "This inquiry is closed: its answers stay, but only an open one can be asked; explain(…).open() opens another.");
    }
  }
}
