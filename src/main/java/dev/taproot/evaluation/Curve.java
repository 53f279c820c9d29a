package dev.taproot.evaluation;

import java.util.Arrays;

/**
 * What becomes of a quantity while more and more is taken away, or brought back.
 *
 * @param values the quantity at equal steps, from nothing changed to everything changed
 */
@SuppressWarnings("ArrayRecordComponent")
record Curve(double[] values) {
  /** The area below the curve over 0 to 1, by the trapezoidal rule (Petsiuk, Das, Saenko 2018). */
  double area() {
    double ends = (values[0] + values[values.length - 1]) / 2;
    return (Arrays.stream(values).sum() - ends) / (values.length - 1);
  }

  /** The curve at some number of equally spaced places, linear in between. */
  double[] at(int places) {
    double[] found = new double[places];
    for (int i = 0; i < places; i++) {
      double where = (double) i * (values.length - 1) / (places - 1);
      int before = Math.min((int) where, values.length - 2);
      found[i] = values[before] + (where - before) * (values[before + 1] - values[before]);
    }
    return found;
  }
}
