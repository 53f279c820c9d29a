package dev.taproot.network;

import java.util.Map;

/**
 * Some channels of a layer switched off: whatever the network computed for them is replaced.
 *
 * @param values for each channel, the one value that all its positions take; 0 silences it
 */
public record Intervention(Map<Integer, Float> values) {
  /** Nothing is changed. */
  public static final Intervention NONE = new Intervention(Map.of());

  /** Copies the map. */
  public Intervention {
    values = Map.copyOf(values);
  }

  /**
   * What came of it.
   *
   * @param value what the decision that was asked about comes to
   * @param logits the network's answer, one for each class; empty if it was not wanted
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Outcome(double value, float[] logits) {}
}
