package dev.taproot.network;

/**
 * What one position of a layer sees of the input, along one axis: position i sees input pixels
 * {@code i * stride + first} to {@code i * stride + last}.
 *
 * <p>Computed from the windows of the operations on the way (Araujo, Norris and Sim, Computing
 * Receptive Fields of Convolutional Neural Networks, Distill 2019).
 *
 * @param stride how many input pixels lie between neighbouring positions
 * @param first the first input pixel that position 0 sees, negative if it begins in the padding
 * @param last the last input pixel that position 0 sees
 * @param whole whether the position sees the whole input, because of a global pooling on the way or
 *     an operation whose window is not known; then first and last just mark the position's place
 */
public record ReceptiveField(int stride, int first, int last, boolean whole) {
  /** What a pixel of the input sees: itself. */
  static final ReceptiveField PIXEL = new ReceptiveField(1, 0, 0, false);

  /** Returns how many input pixels a position sees, those in the padding included. */
  public int size() {
    return last - first + 1;
  }

  /** Seen through the window of one more operation. */
  ReceptiveField through(int kernel, int step, int padding, int dilation) {
    int reach = (kernel - 1) * dilation;
    int before = padding < 0 ? reach / 2 : padding;
    return new ReceptiveField(
        stride * step, first - before * stride, last + (reach - before) * stride, whole);
  }

  /** Seen by a value computed from two others at the same positions. */
  ReceptiveField and(ReceptiveField other) {
    return new ReceptiveField(
        stride,
        Math.min(first, other.first),
        Math.max(last, other.last),
        whole || other.whole || stride != other.stride);
  }

  /** All of an input that the layer divides evenly among its positions. */
  static ReceptiveField whole(int input, int positions) {
    int stride = Math.max(1, Math.round((float) input / positions));
    return new ReceptiveField(stride, 0, stride - 1, true);
  }
}
