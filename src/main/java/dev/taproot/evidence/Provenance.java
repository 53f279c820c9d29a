package dev.taproot.evidence;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an explanation comes from, so that it can be made again.
 *
 * @param network the network's name
 * @param sha256 the SHA-256 of its archive, in hexadecimal
 * @param image the photograph's name
 * @param preprocessing how the photograph was made the network's input, in words
 * @param rule how a channel became the next decision: FLOW, PEAK or SUM
 * @param attribution how relevance was computed, in words
 * @param layers the layers decomposed onto, top first
 * @param width most channels of support shown for each decision
 * @param opposition most channels of opposition shown for each decision
 * @param device what it was computed on: {@code cpu}, {@code gpu0}, …
 * @param versions Taproot, DJL, PyTorch and Java with their versions
 * @param selection in words, which channels are shown; null for those with the largest scores
 * @param tested in words, what channels were set to when the evidence was tested; null if it was
 *     not
 */
public record Provenance(
    String network,
    String sha256,
    String image,
    String preprocessing,
    String rule,
    String attribution,
    List<String> layers,
    int width,
    int opposition,
    String device,
    Map<String, String> versions,
    @Nullable String selection,
    @Nullable String tested) {

  /** Tells where an explanation comes from that is neither selected nor tested by effect. */
  public Provenance(
      String network,
      String sha256,
      String image,
      String preprocessing,
      String rule,
      String attribution,
      List<String> layers,
      int width,
      int opposition,
      String device,
      Map<String, String> versions) {
    this(
        network,
        sha256,
        image,
        preprocessing,
        rule,
        attribution,
        layers,
        width,
        opposition,
        device,
        versions,
        null,
        null);
  }

  /** Copies the lists. */
  public Provenance {
    layers = List.copyOf(layers);
    versions = Map.copyOf(versions);
  }
}
