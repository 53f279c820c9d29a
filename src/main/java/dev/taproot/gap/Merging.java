package dev.taproot.gap;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Location;
import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.HierarchicalDecomposition.Asked;
import dev.taproot.gap.HierarchicalDecomposition.Next;
import dev.taproot.network.Layer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel that one or more decisions of the level above rest on. */
final class Merging {
  private final Layer layer;
  private final int channel;
  private final @Nullable Next peak;
  private final List<Asked> parents = new ArrayList<>();
  private final float[] gradient;
  private final float[] relevance;
  private double score;
  private double rootShare;
  private double magnitude;

  Merging(Layer layer, int channel, @Nullable Next peak) {
    this.layer = layer;
    this.channel = channel;
    this.peak = peak;
    this.gradient = new float[layer.height() * layer.width()];
    this.relevance = new float[gradient.length];
  }

  void add(Asked parent, double shareOfRoot) {
    parents.add(parent);
    rootShare += shareOfRoot;
    score += parent.gap().score(channel);
    magnitude += parent.gap().magnitude();
    float[] more = parent.gap().gradient(channel);
    float[] relevant = parent.gap().relevance(channel);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += more[i];
      relevance[i] += relevant[i];
    }
  }

  Evidence evidence(Patches patches) {
    RelevanceMap map = new RelevanceMap(layer.height(), layer.width(), relevance);
    Location location =
        peak != null ? peak.location() : score < 0 ? map.weakest() : map.strongest();
    return new Evidence(
        layer.name(),
        channel,
        score,
        magnitude == 0 ? 0 : score / magnitude,
        rootShare,
        location,
        patches.of(layer, relevance, location),
        map,
        null);
  }

  Layer layer() {
    return layer;
  }

  int channel() {
    return channel;
  }

  /** The position that it is decided on, where the rule is PEAK and there is a layer below. */
  @Nullable Next peak() {
    return peak;
  }

  List<Asked> parents() {
    return parents;
  }

  /** What the decisions above ask with: the sum of their G[k]. */
  float[] gradient() {
    return gradient;
  }

  double score() {
    return score;
  }

  double rootShare() {
    return rootShare;
  }
}
