package dev.taproot.gap;

import dev.taproot.evidence.Location;
import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import dev.taproot.network.Layer;
import dev.taproot.network.ReceptiveField;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * Where in the photograph a channel's evidence lies.
 *
 * <p>A patch is the box around the connected positions, about the strongest, whose relevance is at
 * least half of the strongest's. Each position stands for the part of the input that it sees, but
 * for no more than three strides: the rest of a receptive field counts ever less towards its border
 * (Luo et al., Understanding the Effective Receptive Field, 2016).
 */
final class Patches {
  private static final int STRIDES = 3;

  private final Framing framing;
  private final Photograph photograph;

  Patches(Framing framing, Photograph photograph) {
    this.framing = framing;
    this.photograph = photograph;
  }

  /**
   * Finds a patch.
   *
   * @param layer the layer
   * @param relevance one channel's, H x W
   * @param strongest the position to start from
   * @return the patch, in photograph pixels
   */
  Box of(Layer layer, float[] relevance, Location strongest) {
    int width = layer.width();
    int start = strongest.row() * width + strongest.column();
    float peak = relevance[start];
    BitSet seen = new BitSet(relevance.length);
    Deque<Integer> open = new ArrayDeque<>();
    seen.set(start);
    open.add(start);
    int top = strongest.row();
    int bottom = top;
    int left = strongest.column();
    int right = left;
    while (!open.isEmpty()) {
      int position = open.remove();
      int row = position / width;
      int column = position % width;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      left = Math.min(left, column);
      right = Math.max(right, column);
      int[][] neighbours = {
        {row - 1, column}, {row + 1, column}, {row, column - 1}, {row, column + 1}
      };
      for (int[] next : neighbours) {
        int place = next[0] * width + next[1];
        boolean inside =
            next[0] >= 0 && next[0] < layer.height() && next[1] >= 0 && next[1] < width;
        if (inside && !seen.get(place) && peak != 0 && relevance[place] / peak >= 0.5f) {
          seen.set(place);
          open.add(place);
        }
      }
    }
    Span rows = span(layer.down(), top, bottom);
    Span columns = span(layer.across(), left, right);
    return framing.box(
        columns.from, rows.from, columns.to, rows.to, photograph.width(), photograph.height());
  }

  private record Span(double from, double to) {}

  private static Span span(ReceptiveField field, int first, int last) {
    double middle = (field.first() + field.last() + 1) / 2.0;
    double seen = field.whole() ? STRIDES * field.stride() : field.size();
    double half = Math.min(seen, STRIDES * field.stride()) / 2.0;
    return new Span(first * field.stride() + middle - half, last * field.stride() + middle + half);
  }
}
