package dev.taproot;

import dev.taproot.evidence.RankCorrelation;
import dev.taproot.evidence.RelevanceMap;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.view.Encoded;
import dev.taproot.view.HeatmapImage;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Relevance at its place in a photograph.
 *
 * @param photograph what was looked at
 * @param framing where the network's input lies in it
 * @param map relevance over the input (H x W)
 */
public record Heatmap(Photograph photograph, Framing framing, RelevanceMap map) {
  /**
   * Compares two heatmaps by Spearman's rank correlation over the input's pixels, to which both
   * maps are resized bilinearly. Equal values share the mean of their ranks.
   *
   * <p>C. Spearman: The Proof and Measurement of Association between Two Things, American Journal
   * of Psychology 15, 1904; of saliency maps: J. Adebayo, J. Gilmer, M. Muelly, I. Goodfellow, M.
   * Hardt, B. Kim: Sanity Checks for Saliency Maps, NeurIPS 2018.
   *
   * @param other the other heatmap
   * @return 1 where both put the pixels in the same order, -1 where in the opposite one; {@code
   *     NaN} if a map has one value everywhere, which is no order
   * @throws InvalidInputException if the networks' inputs lie otherwise in the photograph
   */
  public double similarity(Heatmap other) {
    if (!framing.equals(other.framing)) {
      throw new InvalidInputException(
          "Heatmaps are compared pixel by pixel of the input, given inputs of %s and %s; two of one photograph, by networks that prepare it alike, would be right."
              .formatted(inWords(framing), inWords(other.framing)));
    }
    return RankCorrelation.of(pixels(), other.pixels());
  }

  private static String inWords(Framing framing) {
    return "%d x %d pixels at %.0f, %.0f"
        .formatted(framing.height(), framing.width(), framing.left(), framing.top());
  }

  private double[] pixels() {
    float[] values = map.resized(framing.height(), framing.width()).values();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  /**
   * Saves the heatmap, laid over the photograph, as a picture of the photograph's size.
   *
   * @param file where to, ending in {@code .png}; appears whole or not at all, in place of what was
   *     there
   * @throws InvalidInputException if the ending is another, or the file cannot be written
   */
  public void save(Path file) {
    new SavedFormats("A heatmap")
        .bytes(".png", () -> Encoded.png(HeatmapImage.overlay(photograph, framing, map)))
        .save(file);
  }

  @Override
  public String toString() {
    return "Heatmap of %d x %d positions over %s"
        .formatted(map.height(), map.width(), photograph.name());
  }
}
