package dev.taproot.gap;

import dev.taproot.evidence.Bias;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Location;
import dev.taproot.evidence.RelevanceMap;
import dev.taproot.image.Photograph;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Gradient;
import dev.taproot.network.Layer;
import dev.taproot.network.Neuron;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
 *   residual        = u - sum over k of s_k          what the first order does not explain,
 *                                                    less the biases where they are named
 *   share           = s_k / sum over j of |s_j|
 * </pre>
 */
public final class HierarchicalDecomposition {
  private static final int NONE = -1;
  private static final String DECISIONS = "decisions";

  /** Tested evidence is looked for among so many times the channels that are kept. */
  private static final int CANDIDATES = 3;

  /** How many neurons are decomposed in one pass back: enough for the convolutions to be busy. */
  private static final int MOST_TOGETHER = 16;

  private final ForwardPass pass;
  private final List<Layer> layers;
  private final Rule rule;
  private final Attribution attribution;
  private final int width;
  private final int opposition;
  private final @Nullable Effects effects;
  private final Patches patches;
  private final Map<Unit, Gap> known = new ConcurrentHashMap<>();

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
   * @param effects how to measure what a decision loses without a channel, where of three times as
   *     many channels by score those are kept by which it loses most; null to keep those of the
   *     largest score
   */
  public HierarchicalDecomposition(
      ForwardPass pass,
      Photograph photograph,
      List<Layer> layers,
      Rule rule,
      Attribution attribution,
      int width,
      int opposition,
      @Nullable Effects effects) {
    this.pass = pass;
    this.layers = List.copyOf(layers);
    this.rule = rule;
    this.attribution = attribution;
    this.width = width;
    this.opposition = opposition;
    this.effects = effects;
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
    Gap gap = gap(decision, 0, 1, NONE);
    return Asking.ask(
        DECISIONS, most(depth), asking -> gap.grounds(0, below(gap, 0, depth, 1, asking)));
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
    return Asking.ask(
        DECISIONS,
        most(depth),
        asking -> {
          Gap gap = gap(decision, 0, 1, path.get(0).channel());
          Evidence node = path.get(path.size() - 1);
          int skipped = 0;
          for (int level = 0; level < path.size(); level++) {
            int goingTo = level + 1 < path.size() ? path.get(level + 1).channel() : NONE;
            Next next = next(gap, path.get(level).channel(), level, goingTo, asking);
            if (level == path.size() - 1) {
              node = at(next.location, node, gap);
            }
            gap = next.gap;
            skipped = next.skipped;
          }
          List<Evidence> below = below(gap, path.size(), depth, node.rootShare(), asking);
          return node.on(gap.grounds(skipped, below));
        });
  }

  /** The evidence of a decision that was decomposed onto the layer of some level. */
  private List<Evidence> below(Gap gap, int level, int depth, double rootShare, Asking asking) {
    asking.count();
    if (depth > 1 && rule == Rule.PEAK) {
      peaks(gap, gap.strongest(), level, NONE, asking); // together, to be known one by one below
    }
    List<Callable<Evidence>> tasks = new ArrayList<>();
    for (int channel : gap.strongest()) {
      tasks.add(
          () -> {
            double shareOfRoot = shareOfRoot(rootShare, gap, channel, level);
            Evidence leaf = evidence(gap, channel, shareOfRoot);
            if (depth == 1) {
              return leaf;
            }
            Next next = next(gap, channel, level, NONE, asking);
            List<Evidence> below = below(next.gap, level + 1, depth - 1, shareOfRoot, asking);
            return at(next.location, leaf, gap).on(next.gap.grounds(next.skipped, below));
          });
    }
    return asking.all(tasks);
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

  /**
   * Decomposes one decision onto the layer of a level: one vjp.
   *
   * @param also a channel to be kept whatever it scores; {@link #NONE} for none
   */
  private Gap gap(Decision decision, int level, int direction, int also) {
    Layer layer = layers.get(level);
    double value = decision.value(pass.output(decision.layer()));
    Gradient gradient = pass.gradient(decision, layer, attribution, kept(direction, also));
    return new Gap(decision, value, layer, gradient, direction);
  }

  private Gradient.Wanted kept(int direction, int also) {
    return scores ->
        IntStream.concat(candidates(scores, direction), IntStream.of(also).filter(k -> k != NONE))
            .distinct()
            .toArray();
  }

  /** Support by score, the lower number first where equal, then opposition. */
  private IntStream candidates(double[] scores, int direction) {
    int times = effects == null ? 1 : CANDIDATES;
    return IntStream.concat(
        ranked(scores, direction, times * width), ranked(scores, -direction, times * opposition));
  }

  static IntStream ranked(double[] scores, int sign, int most) {
    return IntStream.range(0, scores.length)
        .filter(k -> sign * scores[k] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -sign * scores[k]))
        .limit(most)
        .mapToInt(k -> k);
  }

  /** The channels kept, by score: all candidates, or those whose effect is the largest. */
  private List<Integer> kept(Decision decision, Layer layer, double[] scores, int direction) {
    List<Integer> candidates = candidates(scores, direction).boxed().toList();
    if (effects == null) {
      return candidates;
    }
    double[] measured = effects.of(decision, layer, candidates);
    Map<Integer, Double> lost = new HashMap<>();
    for (int i = 0; i < measured.length; i++) {
      lost.put(candidates.get(i), direction * measured[i]);
    }
    Comparator<Integer> byEffect = Comparator.comparing(lost::get);
    Set<Integer> kept = new HashSet<>();
    candidates.stream()
        .filter(k -> direction * scores[k] > 0)
        .sorted(byEffect.reversed())
        .limit(width)
        .forEach(kept::add);
    candidates.stream()
        .filter(k -> direction * scores[k] < 0)
        .sorted(byEffect)
        .limit(opposition)
        .forEach(kept::add);
    return candidates.stream().filter(kept::contains).toList();
  }

  /** A decision that evidence became, decomposed. */
  record Next(Gap gap, Location location, int skipped) {}

  /** Makes a channel the next decision, by the rule, and decomposes it. */
  private Next next(Gap gap, int channel, int level, int also, Asking asking) {
    return switch (rule) {
      case FLOW -> {
        Decision decision = Decision.region(gap.layer, channel, gap.gradient(channel));
        int direction = gap.scores[channel] < 0 ? -1 : 1;
        yield new Next(
            gap(decision, level + 1, direction, also), gap.strongestPosition(channel), 0);
      }
      case SUM -> {
        Unit unit = new Unit(level, channel, null);
        Gap below = known.get(unit);
        if (below == null || !below.keeps(also)) {
          below = gap(Decision.channel(gap.layer, channel), level + 1, 1, also);
          known.put(unit, below);
        }
        yield new Next(below, gap.strongestPosition(channel), 0);
      }
      case PEAK -> peaks(gap, List.of(channel), level, also, asking).get(0);
    };
  }

  /**
   * What is the same decision whoever asks: a channel, or with a location a neuron, of the layer of
   * some level.
   */
  private record Unit(int level, int channel, @Nullable Location location) {}

  /**
   * For each of some channels decides on the strongest position that has a gradient. Where an
   * activation is clipped (ReLU6 at 6) the gradient is zero, though the neuron is as on as can be;
   * all other positions at the same ceiling are clipped as well and are passed over with it.
   */
  private List<Next> peaks(Gap gap, List<Integer> channels, int level, int also, Asking asking) {
    List<Peak> peaks = channels.stream().map(channel -> new Peak(gap, channel)).toList();
    List<Peak> open = peaks;
    while (!open.isEmpty()) {
      List<Gap> gaps =
          neurons(gap.layer, open.stream().map(Peak::neuron).toList(), level, also, asking);
      List<Peak> saturated = new ArrayList<>();
      for (int i = 0; i < gaps.size(); i++) {
        if (open.get(i).goesOnFrom(gaps.get(i))) {
          saturated.add(open.get(i));
        }
      }
      open = saturated;
    }
    return peaks.stream().map(Peak::next).toList();
  }

  /** Decomposes neurons of the layer of some level onto the layer below, those not known yet. */
  private List<Gap> neurons(Layer upper, List<Neuron> neurons, int level, int also, Asking asking) {
    List<Neuron> unknown =
        neurons.stream()
            .filter(
                neuron -> {
                  Gap gap = known.get(new Unit(level, neuron.channel(), neuron.location()));
                  return gap == null || !gap.keeps(also);
                })
            .toList();
    Layer layer = layers.get(level + 1);
    // At the top there is nothing else to do meanwhile, so that each is left to a core of its own.
    int together = level > 0 && pass.crops(upper, layer, attribution) ? MOST_TOGETHER : 1;
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int from = 0; from < unknown.size(); from += together) {
      List<Neuron> some = unknown.subList(from, Math.min(unknown.size(), from + together));
      tasks.add(
          () -> {
            List<Gradient> gradients =
                pass.gradients(upper, some, layer, attribution, kept(1, also));
            for (int i = 0; i < some.size(); i++) {
              Neuron neuron = some.get(i);
              Decision decision = Decision.neuron(upper, neuron.channel(), neuron.location());
              double value = pass.output(upper.name()).at(neuron);
              known.put(
                  new Unit(level, neuron.channel(), neuron.location()),
                  new Gap(decision, value, layer, gradients.get(i), 1));
            }
            return true;
          });
    }
    asking.all(tasks);
    return neurons.stream()
        .map(neuron -> known.get(new Unit(level, neuron.channel(), neuron.location())))
        .toList();
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
    Gap gap = gap(decision, 0, 1, NONE);
    return Asking.ask(DECISIONS, mostMerged(depth), asking -> merge(gap, depth, asking));
  }

  /** How many decisions there are at most where each channel of a layer is one. */
  private int mostMerged(int depth) {
    int most = most(depth);
    int channels = layers.subList(0, depth - 1).stream().mapToInt(Layer::channels).sum();
    return rule == Rule.PEAK ? most : Math.min(most, 1 + channels);
  }

  private Merged merge(Gap root, int depth, Asking asking) {
    List<EvidenceGraph.Node> nodes = new ArrayList<>();
    List<EvidenceGraph.Edge> edges = new ArrayList<>();
    List<Asked> asked = List.of(new Asked(0, null, root, 0, 1));
    for (int level = 0; level < depth; level++) {
      int above = level;
      boolean peaks = rule == Rule.PEAK && level + 1 < depth;
      if (peaks) {
        asking.all(tasks(asked, one -> peaks(one.gap, one.gap.strongest(), above, NONE, asking)));
      }
      Map<Object, Merging> merging = new LinkedHashMap<>();
      for (Asked one : asked) {
        asking.count();
        nodes.add(
            new EvidenceGraph.Node(
                one.number, one.evidence, one.gap.grounds(one.skipped, List.of())));
        for (int channel : one.gap.strongest()) {
          Next next = peaks ? next(one.gap, channel, level, NONE, asking) : null;
          Object key = next == null ? channel : List.of(channel, next.location);
          merging
              .computeIfAbsent(key, k -> new Merging(one.gap.layer, channel, next))
              .add(one, shareOfRoot(one.rootShare, one.gap, channel, level));
        }
      }
      int number = asked.get(asked.size() - 1).number + 1;
      List<Merging> children =
          merging.values().stream()
              .sorted(Comparator.comparingDouble(child -> -Math.abs(child.score())))
              .toList();
      List<Callable<Asked>> below = new ArrayList<>();
      for (Merging child : children) {
        for (Asked parent : child.parents()) {
          edges.add(
              new EvidenceGraph.Edge(
                  parent.number,
                  number,
                  parent.gap.scores[child.channel()],
                  parent.gap.share(child.channel())));
        }
        Evidence evidence = child.evidence(patches);
        int own = number++;
        if (level + 1 == depth) {
          nodes.add(new EvidenceGraph.Node(own, evidence, null));
        } else {
          below.add(() -> ask(child, own, evidence, above));
        }
      }
      if (below.isEmpty()) {
        break;
      }
      asked = asking.all(below);
    }
    return new Merged(List.copyOf(nodes), List.copyOf(edges));
  }

  private static <T, R> List<Callable<R>> tasks(List<T> items, Function<T, R> work) {
    return items.stream().<Callable<R>>map(item -> () -> work.apply(item)).toList();
  }

  /**
   * A merged decomposition.
   *
   * @param nodes the root first, then layer by layer
   * @param edges from decisions to their evidence
   */
  public record Merged(List<EvidenceGraph.Node> nodes, List<EvidenceGraph.Edge> edges) {}

  /** A node of the graph whose decision has been decomposed. */
  record Asked(int number, @Nullable Evidence evidence, Gap gap, int skipped, double rootShare) {}

  /** Makes a merged channel the next decision, by the rule, and decomposes it. */
  private Asked ask(Merging channel, int number, Evidence evidence, int level) {
    Next peak = channel.peak();
    if (peak != null) {
      return new Asked(number, evidence, peak.gap, peak.skipped, channel.rootShare());
    }
    Decision decision =
        rule == Rule.SUM
            ? Decision.channel(channel.layer(), channel.channel())
            : Decision.region(channel.layer(), channel.channel(), channel.gradient());
    int direction = rule == Rule.FLOW && channel.score() < 0 ? -1 : 1;
    Gap gap = gap(decision, level + 1, direction, NONE);
    return new Asked(number, evidence, gap, 0, channel.rootShare());
  }

  /** One decision decomposed onto one layer: gradient, scores, residual. */
  final class Gap {
    private final double value;
    private final Layer layer;
    private final Gradient gradient;
    private final double[] scores;
    private final double magnitude;
    private final List<Integer> strongest;

    /**
     * @param direction -1 where the decision itself is opposition, so that what makes it negative
     *     is its support
     */
    Gap(Decision decision, double value, Layer layer, Gradient gradient, int direction) {
      this.value = value;
      this.layer = layer;
      this.gradient = gradient;
      this.scores = gradient.scores();
      this.magnitude = Arrays.stream(scores).map(Math::abs).sum();
      this.strongest = kept(decision, layer, scores, direction);
    }

    Layer layer() {
      return layer;
    }

    double score(int channel) {
      return scores[channel];
    }

    /** The sum of all scores without their signs. */
    double magnitude() {
      return magnitude;
    }

    FeatureMaps output() {
      return pass.output(layer.name());
    }

    /** Whether a channel's maps are there; those of the strongest always are. */
    boolean keeps(int channel) {
      return channel == NONE || gradient.maps().containsKey(channel);
    }

    /** G[k], which nobody writes into. */
    float[] gradient(int channel) {
      return gradient.map(channel);
    }

    /** R[k] = G[k] * A[k]. */
    float[] relevance(int channel) {
      float[] relevance = gradient(channel).clone();
      FeatureMaps output = output();
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
      return gradient.zero();
    }

    Location strongestPosition(int channel) {
      RelevanceMap map = new RelevanceMap(layer.height(), layer.width(), relevance(channel));
      return scores[channel] < 0 ? map.weakest() : map.strongest();
    }

    List<Integer> strongest() {
      return strongest;
    }

    Grounds grounds(int skipped, List<Evidence> evidence) {
      double support = Arrays.stream(scores).filter(s -> s > 0).sum();
      double against = Arrays.stream(scores).filter(s -> s < 0).sum();
      List<Bias> biases =
          gradient.biases().entrySet().stream()
              .filter(bias -> bias.getValue() != 0)
              .map(bias -> new Bias(bias.getKey(), bias.getValue()))
              .sorted(
                  Comparator.<Bias>comparingDouble(bias -> -Math.abs(bias.score()))
                      .thenComparing(Bias::module))
              .toList();
      return new Grounds(
          layer.name(),
          value,
          value - support - against - biases.stream().mapToDouble(Bias::score).sum(),
          support,
          against,
          scores.length,
          skipped,
          saturated(),
          evidence,
          biases);
    }
  }
}
