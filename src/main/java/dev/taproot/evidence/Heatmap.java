package dev.taproot.evidence;

import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;

/**
 * Relevance at its place in a photograph.
 *
 * @param photograph what was looked at
 * @param framing where the network's input lies in it
 * @param map relevance over the input (H x W)
 */
public record Heatmap(Photograph photograph, Framing framing, RelevanceMap map) {
  @Override
  public String toString() {
    return "Heatmap of %d x %d positions over %s"
        .formatted(map.height(), map.width(), photograph.name());
  }
}
