package dev.taproot.view;

/** A share drawn in block characters, the largest share of a tree being the full length. */
final class ShareBar {
  private static final int LENGTH = 12;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";

  private final double full;

  ShareBar(double full) {
    this.full = full;
  }

  /** Draws support in solid blocks and opposition in shaded ones. */
  String draw(double share) {
    double part = full > 0 && Double.isFinite(share) ? Math.min(1, Math.abs(share) / full) : 0;
    if (share < 0) {
      return "▒".repeat((int) Math.max(1, Math.round(part * LENGTH)));
    }
    int eighths = (int) Math.round(part * LENGTH * 8);
    String bar = "█".repeat(eighths / 8);
    return eighths % 8 == 0 ? bar : bar + EIGHTHS.charAt(eighths % 8);
  }
}
