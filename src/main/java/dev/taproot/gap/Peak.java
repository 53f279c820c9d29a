package dev.taproot.gap;

import dev.taproot.evidence.Location;
import dev.taproot.gap.HierarchicalDecomposition.Gap;
import dev.taproot.gap.HierarchicalDecomposition.Next;
import dev.taproot.network.Neuron;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The position that a channel's decision stands on, while it is looked for. */
final class Peak {
  private final Gap gap;
  private final int channel;
  private final int sign;
  private final float[] relevance;
  private final float[] activation;
  private final Set<Float> ceilings = new HashSet<>();
  private int position;
  private @Nullable Next next;

  Peak(Gap gap, int channel) {
    this.gap = gap;
    this.channel = channel;
    this.sign = gap.score(channel) < 0 ? -1 : 1;
    this.relevance = gap.relevance(channel);
    this.activation = gap.output().map(channel);
    Location strongest = gap.strongestPosition(channel);
    this.position = strongest.row() * gap.layer().width() + strongest.column();
  }

  Neuron neuron() {
    return new Neuron(channel, location());
  }

  private Location location() {
    return new Location(position / gap.layer().width(), position % gap.layer().width());
  }

  /** Takes the decision at this position, or goes on to another one if it is saturated. */
  boolean goesOnFrom(Gap below) {
    if (next == null || !below.saturated()) {
      next = new Next(below, location(), skipped(position));
    }
    if (!below.saturated()) {
      return false;
    }
    ceilings.add(activation[position]);
    int following =
        IntStream.range(0, relevance.length)
            .filter(i -> sign * relevance[i] > 0 && !ceilings.contains(activation[i]))
            .boxed()
            .max(
                Comparator.<Integer>comparingDouble(i -> sign * relevance[i])
                    .thenComparing(Comparator.reverseOrder()))
            .orElse(-1);
    if (following < 0) {
      int all = (int) IntStream.range(0, relevance.length).filter(this::isRelevant).count();
      next = new Next(next.gap(), next.location(), all);
      return false;
    }
    position = following;
    return true;
  }

  private boolean isRelevant(int i) {
    return sign * relevance[i] > 0;
  }

  /** How many positions are stronger. */
  private int skipped(int than) {
    return (int)
        IntStream.range(0, relevance.length)
            .filter(this::isRelevant)
            .filter(
                i ->
                    sign * relevance[i] > sign * relevance[than]
                        || (relevance[i] == relevance[than] && i < than))
            .count();
  }

  Next next() {
    return Objects.requireNonNull(next, "no position was tried");
  }
}
