package dev.taproot.evaluation;

import dev.taproot.image.Input;
import dev.taproot.network.Network;
import dev.taproot.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the network still sees while pixels go, or come back, in the order of a heatmap: deletion
 * and insertion (Petsiuk, Das and Saenko, RISE, BMVC 2018), drop and increase in confidence
 * (Chattopadhay et al., Grad-CAM++, WACV 2018).
 */
final class PixelFlipping {
  /**
   * Of the blur from which insertion starts: a Gaussian of sigma 5, cut off to 11 pixels. RISE's
   * authors have these numbers as well, but fold what they cut off back into the kernel, which
   * makes theirs flatter.
   */
  private static final int KERNEL = 11;

  private static final double SIGMA = 5;

  /** How many equal stretches of a curve are looked at to begin with. */
  private static final int STRETCHES = 16;

  /**
   * The area in doubt over a stretch, its change of probability times its part of all steps, below
   * which it is taken for a line: a change by 0.05 over a sixteenth.
   */
  private static final double FLAT = 0.05 / STRETCHES;

  private final Network network;
  private final Input input;
  private final int target;
  private final int steps;
  private final float[] image;
  private final float[] blurred;

  /**
   * @param target the class whose probability is watched
   * @param steps in how many steps all pixels go; RISE takes 224 for 224 x 224 pixels. Between
   *     steps where the probability hardly changes those in between are not run
   */
  PixelFlipping(Network network, Input input, int target, int steps) {
    this.network = network;
    this.input = input;
    this.target = target;
    this.steps = steps;
    this.image = input.values();
    this.blurred = blurred();
  }

  /**
   * The class's probability while pixels become zero, the mean colour, the most relevant first.
   *
   * @param map H x W values, row by row
   */
  Curve deletion(float[] map) {
    return curve(ranks(map), image, new float[image.length]);
  }

  /**
   * The class's probability while a blurred photograph's pixels become sharp, the most relevant
   * first.
   *
   * @param map H x W values, row by row
   */
  Curve insertion(float[] map) {
    return curve(ranks(map), blurred, image);
  }

  /**
   * The class's probability where each pixel is as bright as it is relevant: the positive part of
   * the map, up to 1, times the photograph.
   *
   * @param map H x W values, row by row
   */
  double masked(float[] map) {
    float largest = 0;
    for (float value : map) {
      largest = Math.max(largest, value);
    }
    float[] values = image.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= largest == 0 ? 0 : Math.max(0, map[i % map.length]) / largest;
    }
    return probabilities(List.of(values))[0];
  }

  /** The place of each pixel in the order of the map, the most relevant first. */
  private static int[] ranks(float[] map) {
    // Each number is in the upper half, so that it sorts as an integer; in the lower its pixel.
    long[] order = new long[map.length];
    for (int i = 0; i < order.length; i++) {
      int bits = Float.floatToIntBits(map[i]);
      int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
      order[i] = (long) ~ascending << Integer.SIZE | i;
    }
    Arrays.sort(order);
    int[] ranks = new int[map.length];
    for (int place = 0; place < order.length; place++) {
      ranks[(int) order[place]] = place;
    }
    return ranks;
  }

  private Curve curve(int[] ranks, float[] from, float[] to) {
    double[] values = new double[steps + 1];
    Arrays.fill(values, Double.NaN);
    List<Integer> wanted =
        IntStream.rangeClosed(0, STRETCHES)
            .map(i -> (int) Math.round((double) i * steps / STRETCHES))
            .distinct()
            .boxed()
            .toList();
    try (Progress progress = Progress.of("steps", steps + 1)) {
      while (!wanted.isEmpty()) {
        double[] found =
            probabilities(wanted.stream().map(step -> mixed(ranks, from, to, step)).toList());
        for (int i = 0; i < found.length; i++) {
          values[wanted.get(i)] = found[i];
          progress.step();
        }
        wanted = betweenUnequal(values);
      }
      progress.finish();
    }
    fillIn(values);
    return new Curve(values);
  }

  private List<Integer> betweenUnequal(double[] values) {
    List<Integer> between = new ArrayList<>();
    int before = 0;
    for (int step = 1; step < values.length; step++) {
      if (!Double.isNaN(values[step])) {
        double doubt = Math.abs(values[step] - values[before]) * (step - before) / steps;
        if (step - before > 1 && doubt > FLAT) {
          between.add((before + step) / 2);
        }
        before = step;
      }
    }
    return between;
  }

  private static void fillIn(double[] values) {
    int before = 0;
    for (int step = 1; step < values.length; step++) {
      if (!Double.isNaN(values[step])) {
        for (int i = before + 1; i < step; i++) {
          double part = (double) (i - before) / (step - before);
          values[i] = values[before] + part * (values[step] - values[before]);
        }
        before = step;
      }
    }
  }

  private float[] mixed(int[] ranks, float[] from, float[] to, int step) {
    int changed = (int) ((long) ranks.length * step / steps);
    float[] values = from.clone();
    for (int i = 0; i < values.length; i++) {
      if (ranks[i % ranks.length] < changed) {
        values[i] = to[i];
      }
    }
    return values;
  }

  private double[] probabilities(List<float[]> images) {
    float[][] logits = network.logits(images.stream().map(input::with).toList());
    return Arrays.stream(logits).mapToDouble(one -> softmax(one, target)).toArray();
  }

  static double softmax(float[] logits, int target) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - logits[target]);
    }
    return 1 / sum;
  }

  /** The photograph through a Gaussian of fixed size, with zeros around it. */
  private float[] blurred() {
    double[] weights = new double[KERNEL];
    double sum = 0;
    for (int i = 0; i < KERNEL; i++) {
      double away = i - KERNEL / 2;
      weights[i] = Math.exp(-away * away / (2 * SIGMA * SIGMA));
      sum += weights[i];
    }
    for (int i = 0; i < KERNEL; i++) {
      weights[i] /= sum;
    }
    return along(false, weights, along(true, weights, image));
  }

  private float[] along(boolean rows, double[] weights, float[] values) {
    int height = input.height();
    int width = input.width();
    int step = rows ? 1 : width;
    int length = rows ? width : height;
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int place = rows ? i % width : i / width % height;
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        int offset = k - weights.length / 2;
        if (place + offset >= 0 && place + offset < length) {
          sum += weights[k] * values[i + offset * step];
        }
      }
      result[i] = (float) sum;
    }
    return result;
  }
}
