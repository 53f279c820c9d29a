package dev.taproot.gap;

import dev.taproot.image.Input;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.network.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * One photograph's way through a network, recorded, so that any decision on it can be decomposed.
 * Owns native memory until it is closed.
 */
public final class ForwardPass implements AutoCloseable {
  private final Network network;
  private final Input input;
  private final List<Layer> layers;
  private final Recording recording;
  private final Map<String, FeatureMaps> outputs = new HashMap<>();
  private final Map<String, List<Recording>> onTheLine = new HashMap<>();
  private boolean closed;

  /**
   * Runs a network on a photograph and records it.
   *
   * @param network the network, which has to stay open as long as this
   * @param photograph the photograph
   * @param layers the layers to be asked about, top first
   */
  public ForwardPass(Network network, Photograph photograph, List<Layer> layers) {
    this.network = network;
    this.input = network.prepare(photograph);
    this.layers = List.copyOf(layers);
    this.recording = network.record(input, layers.stream().map(Layer::name).toList());
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
  public synchronized FeatureMaps output(String layer) {
    checkOpen();
    return outputs.computeIfAbsent(layer, recording::output);
  }

  /**
   * Computes the gradient of a decision with respect to a layer below: G = du/dA.
   *
   * @param decision the decision
   * @param layer the layer below
   * @param attribution at what activations it is taken
   * @return G (C x H x W)
   * @throws CancellationException if the thread was interrupted
   * @throws InvalidInputException if this is closed
   */
  public synchronized FeatureMaps gradient(
      Decision decision, String layer, Attribution attribution) {
    checkOpen();
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted before the next decision was decomposed");
    }
    FeatureMaps weights = decision.in(output(decision.layer()));
    if (attribution.steps() == 0) {
      return recording.vjp(decision.layer(), weights, layer);
    }
    FeatureMaps output = output(layer);
    double[] sum = new double[output.values().length];
    for (Recording step : line(layer, attribution.steps())) {
      float[] gradient = step.vjp(decision.layer(), weights, layer).values();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += gradient[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / attribution.steps());
    }
    return new FeatureMaps(output.channels(), output.height(), output.width(), mean);
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
  public synchronized void close() {
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
