package dev.taproot.network;

import dev.taproot.evidence.Location;

/**
 * What the neurons of a layer see of a lower one: a window, everywhere of the same size, and
 * nothing outside of it. A crop of the lower layer to such a window is all that it takes to compute
 * the neuron, and its gradient.
 *
 * @param down along the height
 * @param across along the width
 */
public record Sight(Axis down, Axis across) {

  /**
   * Along one axis.
   *
   * @param stride how many positions of the lower layer lie between neighbours of the upper one
   * @param first the first position that position 0 sees, negative if it begins in the padding
   * @param length how many positions a crop takes to hold what a neuron sees
   * @param size how many positions there are
   */
  public record Axis(int stride, int first, int length, int size) {

    /**
     * A crop begins at a multiple of the stride, so that what it is sampled at stays the same, and
     * ends at the border where the layer ends.
     */
    static Axis of(ReceptiveField field, int size) {
      int needed = field.size() + field.stride() - 1;
      int length = needed >= size ? size : size - (size - needed) / field.stride() * field.stride();
      return new Axis(field.stride(), field.first(), length, size);
    }

    int start(int position) {
      int start = Math.floorDiv(position * stride + first, stride) * stride;
      return Math.max(0, Math.min(start, size - length));
    }
  }

  /**
   * A part of the lower layer.
   *
   * @param top its first row
   * @param left its first column
   * @param row where the neuron lies in what is computed from the crop
   * @param column where the neuron lies in what is computed from the crop
   */
  public record Crop(int top, int left, int row, int column) {}

  /**
   * Returns the crop that a neuron takes.
   *
   * @param neuron a neuron of the upper layer
   * @return {@code down.length()} x {@code across.length()} positions of the lower layer
   */
  public Crop crop(Neuron neuron) {
    Location location = neuron.location();
    int top = down.start(location.row());
    int left = across.start(location.column());
    return new Crop(
        top,
        left,
        location.row() - top / down.stride(),
        location.column() - left / across.stride());
  }

  /** Returns the crop's part of the lower layer's area, 0 to 1. */
  public double part() {
    return (double) down.length() * across.length() / ((double) down.size() * across.size());
  }

  /**
   * Puts a map over a crop back into its place.
   *
   * @param map over the crop, row by row
   * @param crop where it lies
   * @return a map over the lower layer, zero outside of the crop
   */
  public float[] uncropped(float[] map, Crop crop) {
    float[] whole = new float[down.size() * across.size()];
    for (int row = 0; row < down.length(); row++) {
      System.arraycopy(
          map,
          row * across.length(),
          whole,
          (crop.top() + row) * across.size() + crop.left(),
          across.length());
    }
    return whole;
  }
}
