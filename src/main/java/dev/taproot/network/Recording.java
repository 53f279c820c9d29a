package dev.taproot.network;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One forward pass of one image, kept so that vector-Jacobian products can be taken between any two
 * of its layers. Owns native memory until it is closed; what it returned stays valid. Several
 * threads can ask at once.
 */
public interface Recording extends AutoCloseable {
  /** The name that stands for the network's output where a layer is asked for. */
  String LOGITS = "logits";

  /** The name that stands for the network's input (3 x H x W) where a layer is asked for. */
  String IMAGE = ":image";

  /**
   * Returns a layer's output.
   *
   * @param layer a recorded layer, or {@link #LOGITS}, which has one channel for each class and a
   *     single position
   * @return the output (C x H x W)
   */
  FeatureMaps output(String layer);

  /**
   * Computes the gradient of a linear functional of one layer's output with respect to another's: G
   * = d&lt;w, A_from&gt; / dA_to. Recorded layers between the two cut the way: what goes through
   * them does not count, so of separators only neighbours are to be asked.
   *
   * @param from the upper layer, or {@link #LOGITS}
   * @param weights w, for each channel that it is not zero on: H x W values, row by row
   * @param to the lower layer
   * @param wanted the channels of which G itself is wanted
   * @return G, zero where nothing depends on the lower layer
   */
  Gradient vjp(String from, Map<Integer, float[]> weights, String to, Gradient.Wanted wanted);

  /**
   * Computes all of the gradient of a linear functional of one layer's output with respect to
   * another's.
   *
   * @param from the upper layer, or {@link #LOGITS}
   * @param weights w, of the upper layer's shape
   * @param to the lower layer
   * @return G, of the lower layer's shape; zero where nothing depends on it
   */
  default FeatureMaps vjp(String from, FeatureMaps weights, String to) {
    Map<Integer, float[]> maps =
        IntStream.range(0, weights.channels()).boxed().collect(toMap(k -> k, weights::map));
    FeatureMaps output = output(to);
    float[] all = new float[output.values().length];
    vjp(from, maps, to, Gradient.Wanted.ALL)
        .maps()
        .forEach((k, map) -> System.arraycopy(map, 0, all, k * output.area(), output.area()));
    return new FeatureMaps(output.channels(), output.height(), output.width(), all);
  }

  /**
   * Computes the gradients of some neurons with respect to a lower layer, each on the crop of that
   * layer that the neuron sees, all at once.
   *
   * @param from the neurons' layer
   * @param neurons the neurons
   * @param to the lower layer
   * @param sight what the neurons see of it
   * @param wanted the channels of which G itself is wanted
   * @return for each neuron G, zero outside of the crop; null if on a crop the network cannot be
   *     run, or says something else
   */
  @Nullable List<Gradient> vjps(
      String from, List<Neuron> neurons, String to, Sight sight, Gradient.Wanted wanted);

  /**
   * Runs the network on from a layer of which some channels are switched off, and reads a decision
   * above it. Other recorded layers do not cut the way.
   *
   * @param layer the layer
   * @param interventions what is switched off, each time in a run of its own
   * @param from the decision's layer, or {@link #LOGITS}
   * @param weights w, for each channel that it is not zero on: H x W values, row by row
   * @param logits whether the network's answer is wanted as well
   * @return for each intervention what the decision u = &lt;w, A_from&gt; comes to
   */
  List<Intervention.Outcome> intervene(
      String layer,
      List<Intervention> interventions,
      String from,
      Map<Integer, float[]> weights,
      boolean logits);

  /** Frees the native memory; closing twice does nothing. */
  @Override
  void close();
}
