package dev.taproot.view;

import java.util.Locale;

/**
 * How the numbers of one decision are written: all with the same decimals, so that they can be
 * compared and added by eye.
 *
 * @param decimals after the point
 */
record Notation(int decimals) {
  private static final int SIGNIFICANT = 3;
  private static final int MOST_DECIMALS = 9;

  /** Chooses the decimals that give the largest of the values three significant digits. */
  static Notation fitting(double... values) {
    double largest = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    if (largest == 0) {
      return new Notation(SIGNIFICANT - 1);
    }
    int digitsBeforePoint = (int) Math.floor(Math.log10(largest)) + 1;
    int decimals = Math.min(MOST_DECIMALS, SIGNIFICANT - digitsBeforePoint);
    return new Notation(Math.max(0, decimals));
  }

  /** Writes a value with a sign only where it is negative: {@code 9.31}. */
  String plain(double value) {
    if (!Double.isFinite(value)) {
      return "not a finite number";
    }
    String digits = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
    return value < 0 && !isZero(digits) ? "−" + digits : digits;
  }

  /** Writes a value with its sign: {@code +3.21}, and zero without one. */
  String signed(double value) {
    String plain = plain(value);
    return value > 0 && Double.isFinite(value) && !isZero(plain) ? "+" + plain : plain;
  }

  /** Writes a share between -1 and 1 in percent: {@code 31%}, {@code 4.2%}, {@code −0.3%}. */
  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return "–";
    }
    double magnitude = Math.abs(share) * 100;
    String sign = share < 0 ? "−" : "";
    if (magnitude == 0) {
      return "0%";
    }
    if (magnitude < 0.05) {
      return share < 0 ? ">−0.1%" : "<0.1%";
    }
    return sign + String.format(Locale.ROOT, magnitude < 9.95 ? "%.1f%%" : "%.0f%%", magnitude);
  }

  /**
   * Writes a share of the root, which shrinks from layer to layer, with two significant digits:
   * {@code 1.3%}, {@code 0.087%}, {@code 0.0043%}.
   */
  static String smallPercent(double share) {
    double magnitude = Math.abs(share) * 100;
    if (!Double.isFinite(share) || magnitude == 0 || magnitude >= 0.995) {
      return percent(share);
    }
    int decimals = 1 - (int) Math.floor(Math.log10(magnitude));
    String digits = String.format(Locale.ROOT, "%." + Math.min(4, decimals) + "f%%", magnitude);
    if (digits.equals("0.0000%")) {
      return share < 0 ? ">−0.0001%" : "<0.0001%";
    }
    return share < 0 ? "−" + digits : digits;
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(c -> c == '0' || c == '.');
  }
}
