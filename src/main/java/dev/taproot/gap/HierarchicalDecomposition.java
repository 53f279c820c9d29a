package dev.taproot.gap;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Location;
import dev.taproot.evidence.RelevanceMap;
import dev.taproot.image.Photograph;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Layer;
import dev.taproot.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The method: a decision is decomposed onto the layer below by gradient-based activation
 * propagation, its strongest evidence becomes the next decisions, and so on, top-down.
 *
 * <p>After Cheng, Jiang, Han, Wang and Torr, Deeply Explain CNN via Hierarchical Decomposition,
 * IJCV 131 (2023) 1091-1105. For a decision u = &lt;w, A_up&gt; and the layer below with output A:
 *
 * <pre>
 *   gradient    G   = du/dA                          one vjp
 *   relevance   R   = G * A                          elementwise
 *   score       s_k = sum over positions of R[k]     what channel k contributes
 *   residual        = u - sum over k of s_k          what the first order does not explain
 *   share           = s_k / sum over j of |s_j|
 * </pre>
 */
public final class HierarchicalDecomposition {
  private static final String DECISIONS = "decisions";

  private final ForwardPass pass;
  private final List<Layer> layers;
  private final Rule rule;
  private final Attribution attribution;
  private final int width;
  private final int opposition;
  private final Patches patches;

  /**
   * Sets out how to decompose.
   *
   * @param pass the recorded forward pass
   * @param photograph what was recorded
   * @param layers the layers to decompose onto, top first
   * @param rule how evidence becomes the next decision
   * @param attribution how the gradient is taken
   * @param width most channels of support kept for each decision, at least 1
   * @param opposition most channels of opposition kept for each decision, 0 for none
   */
  public HierarchicalDecomposition(
      ForwardPass pass,
      Photograph photograph,
      List<Layer> layers,
      Rule rule,
      Attribution attribution,
      int width,
      int opposition) {
    this.pass = pass;
    this.layers = List.copyOf(layers);
    this.rule = rule;
    this.attribution = attribution;
    this.width = width;
    this.opposition = opposition;
    this.patches = new Patches(pass.input().framing(), photograph);
  }

  /**
   * Decomposes a decision down to a depth.
   *
   * @param decision the decision
   * @param depth how many layers to go down
   * @return what it rests on
   */
  public Grounds decompose(Decision decision, int depth) {
    try (Progress progress = Progress.of(DECISIONS, most(depth))) {
      Gap gap = gap(decision, 0);
      Grounds grounds = gap.grounds(0, below(gap, 0, depth, 1, progress));
      progress.finish();
      return grounds;
    }
  }

  /** How many decisions a tree of some depth has at most. */
  private int most(int depth) {
    long children = 1;
    long most = 0;
    for (int i = 0; i < depth; i++) {
      most = Math.min(Integer.MAX_VALUE, most + children);
      children = Math.min(Integer.MAX_VALUE, children * (width + opposition));
    }
    return (int) most;
  }

  /**
   * Goes on below one node of a tree.
   *
   * @param decision the tree's root
   * @param path the evidence on the way to the node, from below the root to the node itself
   * @param depth how many layers to go down from there
   * @return the node with what it rests on, at the position that its decision stands on
   */
  public Evidence deepen(Decision decision, List<Evidence> path, int depth) {
    Gap gap = gap(decision, 0);
    Evidence node = path.get(path.size() - 1);
    int skipped = 0;
    for (int level = 0; level < path.size(); level++) {
      Next next = next(gap, path.get(level).channel(), level);
      if (level == path.size() - 1) {
        node = at(next.location, node, gap);
      }
      gap = next.gap;
      skipped = next.skipped;
    }
    try (Progress progress = Progress.of(DECISIONS, most(depth))) {
      List<Evidence> below = below(gap, path.size(), depth, node.rootShare(), progress);
      progress.finish();
      return node.on(gap.grounds(skipped, below));
    }
  }

  /** The evidence of a decision that was decomposed onto the layer of some level. */
  private List<Evidence> below(Gap gap, int level, int depth, double rootShare, Progress progress) {
    progress.step();
    List<Evidence> evidence = new ArrayList<>();
    for (int channel : gap.strongest()) {
      double shareOfRoot = shareOfRoot(rootShare, gap, channel, level);
      Evidence leaf = evidence(gap, channel, shareOfRoot);
      if (depth == 1) {
        evidence.add(leaf);
      } else {
        Next next = next(gap, channel, level);
        Grounds grounds =
            next.gap.grounds(
                next.skipped, below(next.gap, level + 1, depth - 1, shareOfRoot, progress));
        evidence.add(at(next.location, leaf, gap).on(grounds));
      }
    }
    return evidence;
  }

  /**
   * With FLOW a score is in units of the root, and so is its sign. Else signs multiply, and what
   * raises a decision below zero draws it towards nothing.
   */
  private double shareOfRoot(double parent, Gap gap, int channel, int level) {
    double share = parent * gap.share(channel);
    return rule == Rule.FLOW
        ? Math.copySign(share, gap.scores[channel])
        : level > 0 && gap.value < 0 ? -share : share;
  }

  /** Decomposes one decision onto the layer of a level: one vjp. */
  private Gap gap(Decision decision, int level) {
    return gap(decision, level, 1);
  }

  private Gap gap(Decision decision, int level, int direction) {
    Layer layer = layers.get(level);
    FeatureMaps output = pass.output(layer.name());
    FeatureMaps gradient = pass.gradient(decision, layer.name(), attribution);
    return new Gap(
        decision.value(pass.output(decision.layer())), layer, output, gradient, direction);
  }

  /** A decision that evidence became, decomposed. */
  private record Next(Gap gap, Location location, int skipped) {}

  /** Makes a channel the next decision, by the rule, and decomposes it. */
  private Next next(Gap gap, int channel, int level) {
    Location strongest = gap.strongestPosition(channel);
    return switch (rule) {
      case FLOW ->
          new Next(
              gap(
                  Decision.region(gap.layer, channel, gap.gradient.map(channel)),
                  level + 1,
                  gap.scores[channel] < 0 ? -1 : 1),
              strongest,
              0);
      case SUM -> new Next(gap(Decision.channel(gap.layer, channel), level + 1), strongest, 0);
      case PEAK -> peak(gap, channel, level);
    };
  }

  /**
   * Decides on the strongest position that has a gradient. Where an activation is clipped (ReLU6 at
   * 6) the gradient is zero, though the neuron is as on as can be; all other positions at the same
   * ceiling are clipped as well and are passed over with it.
   */
  private Next peak(Gap gap, int channel, int level) {
    float[] relevance = gap.relevance(channel);
    float[] activation = gap.output.map(channel);
    int sign = gap.scores[channel] < 0 ? -1 : 1;
    List<Integer> positions =
        IntStream.range(0, relevance.length)
            .filter(i -> sign * relevance[i] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -sign * relevance[i]))
            .toList();
    Set<Float> ceilings = new HashSet<>();
    int skipped = 0;
    for (int position : positions) {
      if (!ceilings.contains(activation[position])) {
        Location location =
            new Location(position / gap.layer.width(), position % gap.layer.width());
        Gap below = gap(Decision.neuron(gap.layer, channel, location), level + 1);
        if (!below.saturated()) {
          return new Next(below, location, skipped);
        }
        ceilings.add(activation[position]);
      }
      skipped++;
    }
    Location location = gap.strongestPosition(channel);
    return new Next(
        gap(Decision.neuron(gap.layer, channel, location), level + 1), location, skipped);
  }

  private Evidence evidence(Gap gap, int channel, double rootShare) {
    float[] relevance = gap.relevance(channel);
    Location location = gap.strongestPosition(channel);
    return new Evidence(
        gap.layer.name(),
        channel,
        gap.scores[channel],
        gap.share(channel),
        rootShare,
        location,
        patches.of(gap.layer, relevance, location),
        new RelevanceMap(gap.layer.height(), gap.layer.width(), relevance),
        null);
  }

  /** Moves evidence to the position that its decision stands on. */
  private Evidence at(Location location, Evidence evidence, Gap gap) {
    if (location.equals(evidence.location())) {
      return evidence;
    }
    return new Evidence(
        evidence.layer(),
        evidence.channel(),
        evidence.score(),
        evidence.share(),
        evidence.rootShare(),
        location,
        patches.of(gap.layer, evidence.map().values(), location),
        evidence.map(),
        evidence.grounds());
  }

  /**
   * Decomposes a decision with equal decisions merged: a channel that several decisions rest on is
   * asked once. FLOW is linear, so the weights with which they ask add up; with SUM they are the
   * same; with PEAK they are merged where they are the same position. By the last two a merged
   * node's score adds up scores in units of different decisions; each edge has its own.
   *
   * @param decision the decision
   * @param depth how many layers to go down
   * @return the graph's nodes and edges
   */
  public Merged merge(Decision decision, int depth) {
    try (Progress progress = Progress.of(DECISIONS, mostMerged(depth))) {
      Merged merged = merge(decision, depth, progress);
      progress.finish();
      return merged;
    }
  }

  /** How many decisions there are at most where each channel of a layer is one. */
  private int mostMerged(int depth) {
    int most = most(depth);
    int channels = layers.subList(0, depth - 1).stream().mapToInt(Layer::channels).sum();
    return rule == Rule.PEAK ? most : Math.min(most, 1 + channels);
  }

  private Merged merge(Decision decision, int depth, Progress progress) {
    List<EvidenceGraph.Node> nodes = new ArrayList<>();
    List<EvidenceGraph.Edge> edges = new ArrayList<>();
    List<Asked> asked = List.of(new Asked(0, null, gap(decision, 0), 0, 1));
    for (int level = 0; level < depth; level++) {
      Map<Object, Merging> merging = new LinkedHashMap<>();
      for (Asked one : asked) {
        progress.step();
        nodes.add(
            new EvidenceGraph.Node(
                one.number, one.evidence, one.gap.grounds(one.skipped, List.of())));
        for (int channel : one.gap.strongest()) {
          Next next = rule == Rule.PEAK && level + 1 < depth ? peak(one.gap, channel, level) : null;
          Object key = next == null ? channel : List.of(channel, next.location);
          merging
              .computeIfAbsent(key, k -> new Merging(one.gap.layer, channel, next))
              .add(one, shareOfRoot(one.rootShare, one.gap, channel, level));
        }
      }
      int number = asked.get(asked.size() - 1).number + 1;
      List<Merging> children =
          merging.values().stream()
              .sorted(Comparator.comparingDouble(child -> -Math.abs(child.score)))
              .toList();
      List<Asked> below = new ArrayList<>();
      for (Merging child : children) {
        for (Asked parent : child.parents) {
          edges.add(
              new EvidenceGraph.Edge(
                  parent.number,
                  number,
                  parent.gap.scores[child.channel],
                  parent.gap.share(child.channel)));
        }
        Evidence evidence = child.evidence();
        if (level + 1 == depth) {
          nodes.add(new EvidenceGraph.Node(number, evidence, null));
        } else {
          below.add(child.ask(number, evidence, level));
        }
        number++;
      }
      if (below.isEmpty()) {
        break;
      }
      asked = below;
    }
    return new Merged(List.copyOf(nodes), List.copyOf(edges));
  }

  /**
   * A merged decomposition.
   *
   * @param nodes the root first, then layer by layer
   * @param edges from decisions to their evidence
   */
  public record Merged(List<EvidenceGraph.Node> nodes, List<EvidenceGraph.Edge> edges) {}

  /** A node of the graph whose decision has been decomposed. */
  private record Asked(
      int number, @Nullable Evidence evidence, Gap gap, int skipped, double rootShare) {}

  /** A channel that one or more decisions of the level above rest on. */
  private final class Merging {
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
      score += parent.gap.scores[channel];
      magnitude += parent.gap.magnitude;
      float[] more = parent.gap.gradient.map(channel);
      float[] relevant = parent.gap.relevance(channel);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += more[i];
        relevance[i] += relevant[i];
      }
    }

    Evidence evidence() {
      RelevanceMap map = new RelevanceMap(layer.height(), layer.width(), relevance);
      Location location =
          peak != null ? peak.location : score < 0 ? map.weakest() : map.strongest();
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

    Asked ask(int number, Evidence evidence, int level) {
      if (peak != null) {
        return new Asked(number, evidence, peak.gap, peak.skipped, rootShare);
      }
      Gap gap =
          rule == Rule.SUM
              ? gap(Decision.channel(layer, channel), level + 1)
              : gap(Decision.region(layer, channel, gradient), level + 1, score < 0 ? -1 : 1);
      return new Asked(number, evidence, gap, 0, rootShare);
    }
  }

  /** One decision decomposed onto one layer: gradient, scores, residual. */
  private final class Gap {
    private final double value;
    private final Layer layer;
    private final FeatureMaps output;
    private final FeatureMaps gradient;
    private final int direction;
    private final double[] scores;
    private final double magnitude;

    /**
     * @param direction -1 where the decision itself is opposition, so that what makes it negative
     *     is its support
     */
    Gap(double value, Layer layer, FeatureMaps output, FeatureMaps gradient, int direction) {
      this.value = value;
      this.layer = layer;
      this.output = output;
      this.gradient = gradient;
      this.direction = direction;
      this.scores = new double[output.channels()];
      for (int i = 0; i < output.values().length; i++) {
        scores[i / output.area()] += (double) gradient.values()[i] * output.values()[i];
      }
      this.magnitude = Arrays.stream(scores).map(Math::abs).sum();
    }

    /** R[k] = G[k] * A[k]. */
    float[] relevance(int channel) {
      float[] relevance = gradient.map(channel);
      int from = channel * output.area();
      for (int i = 0; i < relevance.length; i++) {
        relevance[i] *= output.values()[from + i];
      }
      return relevance;
    }

    double share(int channel) {
      return magnitude == 0 ? 0 : scores[channel] / magnitude;
    }

    boolean saturated() {
      for (float g : gradient.values()) {
        if (g != 0) {
          return false;
        }
      }
      return true;
    }

    Location strongestPosition(int channel) {
      RelevanceMap map = new RelevanceMap(layer.height(), layer.width(), relevance(channel));
      return scores[channel] < 0 ? map.weakest() : map.strongest();
    }

    /** The channels kept: support by score, the lower number first where equal, then opposition. */
    List<Integer> strongest() {
      List<Integer> kept = new ArrayList<>(ranked(direction, width));
      kept.addAll(ranked(-direction, opposition));
      return kept;
    }

    private List<Integer> ranked(int sign, int most) {
      return IntStream.range(0, scores.length)
          .filter(k -> sign * scores[k] > 0)
          .boxed()
          .sorted(Comparator.comparingDouble(k -> -sign * scores[k]))
          .limit(most)
          .toList();
    }

    Grounds grounds(int skipped, List<Evidence> evidence) {
      double support = Arrays.stream(scores).filter(s -> s > 0).sum();
      double against = Arrays.stream(scores).filter(s -> s < 0).sum();
      return new Grounds(
          layer.name(),
          value,
          value - support - against,
          support,
          against,
          scores.length,
          skipped,
          saturated(),
          evidence);
    }
  }
}
