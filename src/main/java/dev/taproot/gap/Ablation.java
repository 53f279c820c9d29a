package dev.taproot.gap;

import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import java.util.List;

/**
 * What the positions of a channel are set to when it is switched off: zero (zero ablation) or a
 * mean (mean ablation), which says less about what is not there and keeps later layers nearer to
 * what they are used to.
 *
 * @param mean whether it is the channel's mean over its positions rather than zero
 * @param over the photographs over which the mean is taken, each counting the same; empty for the
 *     photograph explained
 */
public record Ablation(boolean mean, List<Photograph> over) {
  /** Zero. */
  public static final Ablation ZERO = new Ablation(false, List.of());

  /**
   * The channel's own mean over its positions, so that only the pattern is lost. What reads no more
   * of the channel than its mean, as a global average pooling does, loses nothing by it.
   */
  public static final Ablation MEAN = new Ablation(true, List.of());

  /** Copies the list. */
  public Ablation {
    over = List.copyOf(over);
  }

  /**
   * The channel's mean over its positions in other photographs, so that only what is particular to
   * this one is lost.
   *
   * @param photographs at least one, each of which is run through the network once
   * @return the ablation
   * @throws InvalidInputException if there are none
   */
  public static Ablation meanOver(List<Photograph> photographs) {
    if (photographs.isEmpty()) {
      throw new InvalidInputException(
          "There is no photograph to take the mean over; at least one would be right.");
    }
    return new Ablation(true, photographs);
  }

  /** Says it in words: {@code channels set to zero}. */
  @Override
  public String toString() {
    return !mean
        ? "channels set to zero"
        : over.isEmpty()
            ? "channels set to their mean"
            : over.size() == 1
                ? "channels set to their mean in " + over.get(0).name()
                : "channels set to their mean over %d photographs".formatted(over.size());
  }
}
