package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.RelevanceMap;
import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.awt.image.BufferedImage;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pictures on the cards of one photograph's evidence, each drawn once as long as the evidence
 * is held.
 */
final class CardPictures {
  private static final int PATCH = 128;
  private static final int HEATMAP = 152;

  private final Photograph photograph;
  private final Backdrop input;
  private final Map<RelevanceMap, Pair> drawn = Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * Begins with none.
   *
   * @param input the part of the photograph that the network saw
   */
  CardPictures(Photograph photograph, Backdrop input) {
    this.photograph = photograph;
    this.input = input.within(HEATMAP);
  }

  /**
   * Where evidence lies, and its relevance over the input; data URIs.
   *
   * @param box where the patch lies in the photograph
   */
  record Pair(Box box, String patch, String heatmap) {}

  /** Draws the pictures of all evidence, which is most of the work on a page, on all cores. */
  void draw(Collection<Evidence> evidence) {
    evidence.parallelStream().forEach(this::of);
  }

  Pair of(Evidence evidence) {
    @Nullable Pair known = drawn.get(evidence.map());
    if (known != null && known.box().equals(evidence.box())) {
      return known;
    }
    Pair pair =
        new Pair(
            evidence.box(),
            DataUri.jpeg(patch(evidence.box())),
            DataUri.jpeg(HeatmapImage.overlay(input, evidence.map())));
    drawn.put(evidence.map(), pair);
    return pair;
  }

  private BufferedImage patch(Box box) {
    int x = Math.max(0, Math.min(box.x(), photograph.width() - 1));
    int y = Math.max(0, Math.min(box.y(), photograph.height() - 1));
    Box inside =
        new Box(
            x,
            y,
            Math.min(box.width(), photograph.width() - x),
            Math.min(box.height(), photograph.height() - y));
    Framing whole = Framing.whole(inside.width(), inside.height());
    return new Backdrop(photograph.crop(inside), whole)
        .patch(new Box(0, 0, inside.width(), inside.height()), PATCH);
  }
}
