package dev.taproot.network;

import dev.taproot.image.Input;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the method asks of a network, and all that a new kind of network has to offer: to say what
 * layers it has, and to record a forward pass so that vectors can be propagated back through it.
 */
public interface Recorder extends AutoCloseable {
  /**
   * Looks at the network once, to learn its layers and how they hang together.
   *
   * @param height of the image it is asked about, in pixels
   * @param width of that image, in pixels
   * @return the layers
   */
  Survey survey(int height, int width);

  /**
   * Runs the network without recording anything.
   *
   * @param input the image
   * @return the logits
   */
  float[] logits(Input input);

  /**
   * Runs the network on many images without recording anything, several at a time where that gives
   * what one at a time gives.
   *
   * @param inputs the images, all of one size
   * @return the logits of each
   */
  float[][] logits(List<Input> inputs);

  /**
   * Runs the network and records it from the lowest of some layers up.
   *
   * @param input the image
   * @param layers the names of the layers to be asked about later
   * @param convolutions for some of the layers the convolution that makes its channels
   * @param put values that replace the output of some of these layers, as if they had computed them
   * @param biases whether gradients are to say what biases contribute, too
   * @return the recording, to be closed by the caller
   */
  Recording record(
      Input input,
      Collection<String> layers,
      Map<String, String> convolutions,
      Map<String, FeatureMaps> put,
      boolean biases);

  /**
   * Loads the network again with noise in the place of its top layers' weights: normal, with the
   * mean and the standard deviation that the weights have (Adebayo et al., Sanity Checks for
   * Saliency Maps, NeurIPS 2018).
   *
   * @param layers of how many layers with weights, counted from the top
   * @param seed where the noise begins; one seed always gives the same
   * @return the changed network, to be closed by the caller
   */
  Recorder randomised(int layers, long seed);

  /** Returns what it computes on: {@code cpu}, {@code gpu0}, …. */
  String device();

  /** Frees the network's native memory. */
  @Override
  void close();
}
