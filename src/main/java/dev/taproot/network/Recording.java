package dev.taproot.network;

/**
 * One forward pass of one image, kept so that vector-Jacobian products can be taken between any two
 * of its layers. Owns native memory until it is closed; what it returned stays valid.
 */
public interface Recording extends AutoCloseable {
  /** The name that stands for the network's output where a layer is asked for. */
  String LOGITS = "logits";

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
   * @param weights w, of the upper layer's shape
   * @param to the lower layer
   * @return G, of the lower layer's shape; zero where nothing depends on it
   */
  FeatureMaps vjp(String from, FeatureMaps weights, String to);

  /** Frees the native memory; closing twice does nothing. */
  @Override
  void close();
}
