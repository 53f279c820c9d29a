package dev.taproot.gap;

import dev.taproot.evidence.Effect;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import dev.taproot.network.Gradient;
import dev.taproot.network.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tests a tree by intervention: each channel shown is switched off in its layer and the network run
 * on from there, to see how far the decision that was decomposed, and the root, really fall.
 */
public final class Verification {
  /** How many channels are switched off in one batch. */
  private static final int TOGETHER = 8;

  private final ForwardPass pass;
  private final List<Layer> layers;
  private final Rule rule;
  private final Attribution attribution;
  private final Effects effects;

  /**
   * Sets out how to test.
   *
   * @param pass the recorded forward pass
   * @param layers the layers that were decomposed onto, top first
   * @param rule how evidence became the next decision
   * @param attribution how the gradient was taken
   * @param effects how effects are measured
   */
  public Verification(
      ForwardPass pass, List<Layer> layers, Rule rule, Attribution attribution, Effects effects) {
    this.pass = pass;
    this.layers = List.copyOf(layers);
    this.rule = rule;
    this.attribution = attribution;
    this.effects = effects;
  }

  /**
   * Tests each piece of evidence.
   *
   * @param root the decision
   * @param grounds what it was found to rest on
   * @return the same tree, with effects
   */
  public Grounds verify(Decision root, Grounds grounds) {
    List<NavigableSet<Integer>> channels = new ArrayList<>();
    collect(grounds, 0, channels);
    int runs = grounds.size() + channels.stream().skip(1).mapToInt(NavigableSet::size).sum();
    return Asking.ask(
        "interventions",
        runs,
        asking -> verified(root, grounds, 0, onRoot(root, channels, asking), asking));
  }

  /** The channels shown of each layer, whichever decisions rest on them. */
  private static void collect(Grounds grounds, int level, List<NavigableSet<Integer>> channels) {
    if (level == channels.size()) {
      channels.add(new TreeSet<>());
    }
    for (Evidence evidence : grounds.evidence()) {
      channels.get(level).add(evidence.channel());
      Grounds below = evidence.grounds();
      if (below != null) {
        collect(below, level + 1, channels);
      }
    }
  }

  /** What the root loses without channels of each layer but the first, by the channels' numbers. */
  private List<double[]> onRoot(Decision root, List<NavigableSet<Integer>> shown, Asking asking) {
    List<Callable<double[]>> tasks = new ArrayList<>();
    for (int level = 0; level < shown.size(); level++) {
      Layer layer = layers.get(level);
      List<Integer> channels = level == 0 ? List.of() : List.copyOf(shown.get(level));
      tasks.add(
          () -> {
            double[] measured = measured(root, layer, channels, asking);
            double[] all = new double[layer.channels()];
            for (int i = 0; i < measured.length; i++) {
              all[channels.get(i)] = measured[i];
            }
            return all;
          });
    }
    return asking.all(tasks);
  }

  private double[] measured(Decision decision, Layer layer, List<Integer> channels, Asking asking) {
    List<Callable<double[]>> tasks = new ArrayList<>();
    for (int from = 0; from < channels.size(); from += TOGETHER) {
      List<Integer> some = channels.subList(from, Math.min(channels.size(), from + TOGETHER));
      tasks.add(
          () -> {
            some.forEach(channel -> asking.count());
            return effects.of(decision, layer, some);
          });
    }
    return asking.all(tasks).stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private Grounds verified(
      Decision decision, Grounds grounds, int level, List<double[]> onRoot, Asking asking) {
    Layer layer = layers.get(level);
    List<Evidence> evidence = grounds.evidence();
    double[] onDecision =
        measured(decision, layer, evidence.stream().map(Evidence::channel).toList(), asking);
    Gradient gradient = gradient(decision, layer, evidence);
    List<Callable<Evidence>> tasks = new ArrayList<>();
    for (int i = 0; i < onDecision.length; i++) {
      Evidence one = evidence.get(i);
      double ofRoot = level == 0 ? onDecision[i] : onRoot.get(level)[one.channel()];
      Evidence tested = one.tested(new Effect(onDecision[i], ofRoot));
      Grounds below = one.grounds();
      tasks.add(
          () ->
              below == null
                  ? tested
                  : tested.on(
                      verified(next(layer, one, gradient), below, level + 1, onRoot, asking)));
    }
    return grounds.showing(asking.all(tasks));
  }

  /** G[k] of the channels that became decisions, where the rule has them decide by it. */
  private @Nullable Gradient gradient(Decision decision, Layer layer, List<Evidence> evidence) {
    int[] decided =
        evidence.stream()
            .filter(one -> one.grounds() != null)
            .mapToInt(Evidence::channel)
            .toArray();
    return rule != Rule.FLOW || decided.length == 0
        ? null
        : pass.gradient(decision, layer, attribution, scores -> decided);
  }

  /** The decision that evidence became. */
  private Decision next(Layer layer, Evidence evidence, @Nullable Gradient gradient) {
    int channel = evidence.channel();
    return gradient != null
        ? Decision.region(layer, channel, gradient.map(channel))
        : rule == Rule.PEAK
            ? Decision.neuron(layer, channel, evidence.location())
            : Decision.channel(layer, channel);
  }
}
