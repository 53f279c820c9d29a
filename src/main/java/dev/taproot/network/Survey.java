package dev.taproot.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network is made of: every value that can be read on the way from the image to the logits,
 * and which values each is computed from.
 *
 * @param values in the order of execution
 * @param logits what the logits are computed from, as places in the list, {@link #IMAGE} for the
 *     image itself
 * @param classes how many logits there are
 */
public record Survey(List<Value> values, List<Integer> logits, int classes) {
  /** The image's place in a list of sources. */
  public static final int IMAGE = -1;

  /** Copies the lists. */
  public Survey {
    values = List.copyOf(values);
    logits = List.copyOf(logits);
  }

  /**
   * One value.
   *
   * @param name the layer's name
   * @param kind the module's class or the operation
   * @param shape of the value for one image, without the batch: C x H x W, or just C; empty where
   *     the first dimension is not the batch
   * @param sources what it is computed from, as places in the list of values, {@link #IMAGE} for
   *     the image itself
   * @param alias whether it is its only source, unchanged (a block returns its last layer's output)
   * @param window what the operation sees of its sources; null if it looks at one position at a
   *     time, or at all of them
   * @param nonNegative whether no element was below zero
   * @param inner whether it is the inside of a module that PyTorch itself offers, which the user is
   *     not shown
   */
  public record Value(
      String name,
      String kind,
      List<Integer> shape,
      List<Integer> sources,
      boolean alias,
      @Nullable Window window,
      boolean nonNegative,
      boolean inner) {

    /** Copies the lists. */
    public Value {
      shape = List.copyOf(shape);
      sources = List.copyOf(sources);
    }
  }

  /**
   * The window of a convolution, a pooling or a padding, each down and across, in positions of its
   * source.
   *
   * @param kernel how many positions it sees
   * @param stride by how many it moves on
   * @param padding by how many its first window lies outside
   * @param dilation how far the positions lie apart
   * @param products how many products of a weight and an activation it takes for one image; 0 for
   *     what has no weights, or where it is not known
   */
  public record Window(Pair kernel, Pair stride, Pair padding, Pair dilation, long products) {}

  /**
   * Two numbers.
   *
   * @param down along the height
   * @param across along the width
   */
  public record Pair(int down, int across) {}
}
