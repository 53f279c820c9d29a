package dev.taproot.image;

/**
 * Resizes 8-bit pictures to the very pixels that Pillow's {@code Image.resize} gives.
 *
 * <p>The filter is separable: rows first, then columns, each pass rounded to 8 bits, with weights
 * in fixed point. Networks were trained on pictures resized like this, and a resize without
 * antialiasing, such as Java's own, changes what they answer.
 */
final class Resampling {
  /** Bits behind the point: 32 less 8 of a sample, 2 for a sum that overshoots and the sign. */
  private static final int FRACTION_BITS = 22;

  private static final int HALF = 1 << (FRACTION_BITS - 1);

  private Resampling() {}

  /**
   * Resizes a picture to width x height and returns a part of the result, without computing the
   * rest.
   *
   * @param part what to return, inside the resized picture
   */
  static Pixels resize(
      Pixels source, int width, int height, Box part, Interpolation interpolation) {
    if (interpolation == Interpolation.NEAREST) {
      return nearest(source, width, height, part);
    }
    Weights across = new Weights(source.width, width, part.x(), part.width(), interpolation);
    Weights down = new Weights(source.height, height, part.y(), part.height(), interpolation);
    int firstRow = down.first[0];
    int lastRow = down.first[part.height() - 1] + down.count[part.height() - 1];
    return resizeColumns(resizeRows(source, firstRow, lastRow, across), firstRow, down);
  }

  private static Pixels nearest(Pixels source, int width, int height, Box part) {
    int[] columns = nearest(source.width, width, part.x(), part.width());
    int[] rows = nearest(source.height, height, part.y(), part.height());
    int[] rgb = new int[part.width() * part.height()];
    int i = 0;
    for (int row : rows) {
      for (int column : columns) {
        rgb[i++] = source.rgb[row * source.width + column];
      }
    }
    return new Pixels(part.width(), part.height(), rgb);
  }

  private static int[] nearest(int from, int to, int start, int count) {
    int[] nearest = new int[count];
    double scale = (double) from / to;
    // Summed step by step, not multiplied: the roundings of the sum decide ties as in Pillow.
    double position = scale * 0.5;
    for (int i = 0; i < start + count; i++) {
      if (i >= start) {
        nearest[i - start] = Math.min((int) position, from - 1);
      }
      position += scale;
    }
    return nearest;
  }

  private static Pixels resizeRows(Pixels source, int firstRow, int lastRow, Weights weights) {
    int width = weights.first.length;
    int[] rgb = new int[width * (lastRow - firstRow)];
    int i = 0;
    for (int y = firstRow; y < lastRow; y++) {
      for (int x = 0; x < width; x++) {
        int at = y * source.width + weights.first[x];
        int weight = x * weights.most;
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        for (int end = weight + weights.count[x]; weight < end; weight++) {
          int pixel = source.rgb[at++];
          int factor = weights.values[weight];
          red += (pixel >> 16) * factor;
          green += (pixel >> 8 & 0xFF) * factor;
          blue += (pixel & 0xFF) * factor;
        }
        rgb[i++] = Pixels.pack(round(red), round(green), round(blue));
      }
    }
    return new Pixels(width, lastRow - firstRow, rgb);
  }

  /** Resizes columns; the source's rows are those of the picture from firstRow on. */
  private static Pixels resizeColumns(Pixels source, int firstRow, Weights weights) {
    int width = source.width;
    int height = weights.first.length;
    int[] rgb = new int[width * height];
    for (int y = 0; y < height; y++) {
      int top = weights.first[y] - firstRow;
      for (int x = 0; x < width; x++) {
        int at = top * width + x;
        int weight = y * weights.most;
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        for (int end = weight + weights.count[y]; weight < end; weight++, at += width) {
          int pixel = source.rgb[at];
          int factor = weights.values[weight];
          red += (pixel >> 16) * factor;
          green += (pixel >> 8 & 0xFF) * factor;
          blue += (pixel & 0xFF) * factor;
        }
        rgb[y * width + x] = Pixels.pack(round(red), round(green), round(blue));
      }
    }
    return new Pixels(width, height, rgb);
  }

  private static int round(int sum) {
    return Math.max(0, Math.min(255, sum >> FRACTION_BITS));
  }

  /** For each pixel of the result in one direction: which pixels count, and how much. */
  private static final class Weights {
    /** The first pixel that counts. */
    final int[] first;

    /** How many count. */
    final int[] count;

    /** The most that can count: the stride of the values. */
    final int most;

    /** In fixed point, those of one pixel of the result after those of another. */
    final int[] values;

    Weights(int from, int to, int start, int length, Interpolation interpolation) {
      double scale = (double) from / to;
      double stretch = Math.max(1, scale);
      double support = interpolation.support() * stretch;
      most = (int) Math.ceil(support) * 2 + 1;
      first = new int[length];
      count = new int[length];
      values = new int[Math.multiplyExact(length, most)];
      double[] weights = new double[most];
      for (int i = 0; i < length; i++) {
        double centre = (start + i + 0.5) * scale;
        first[i] = Math.max(0, (int) (centre - support + 0.5));
        count[i] = Math.min(from, (int) (centre + support + 0.5)) - first[i];
        double sum = 0;
        for (int j = 0; j < count[i]; j++) {
          weights[j] = interpolation.weight((first[i] + j - centre + 0.5) * (1 / stretch));
          sum += weights[j];
        }
        for (int j = 0; j < count[i]; j++) {
          double value = weights[j] / sum * (1 << FRACTION_BITS);
          values[i * most + j] = (int) (value + Math.copySign(0.5, value));
        }
      }
    }
  }
}
