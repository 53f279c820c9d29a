package dev.taproot;

import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Classification;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Provenance;
import dev.taproot.evidence.Silenced;
import dev.taproot.gap.Ablation;
import dev.taproot.gap.Decision;
import dev.taproot.gap.Effects;
import dev.taproot.gap.ForwardPass;
import dev.taproot.gap.HierarchicalDecomposition;
import dev.taproot.gap.Verification;
import dev.taproot.image.Photograph;
import dev.taproot.image.PreparedTensor;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Intervention;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.network.Recording;
import dev.taproot.network.torchscript.PyTorch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question kept open: the recorded forward pass of one photograph, of which any node can be asked
 * "why?" at any time. Owns native memory until it is closed; its answers outlive it, and a question
 * after that is an {@link InvalidInputException}. An interrupted thread gets a {@link
 * java.util.concurrent.CancellationException}, after which the inquiry can be used on.
 */
public final class Inquiry implements AutoCloseable {
  private static final int TOP = 5;

  private final Explainer question;
  private final Network network;
  private final List<Layer> layers;
  private final ForwardPass pass;
  private final Classification classes;
  private final ClassScore target;
  private final @Nullable ClassScore against;
  private final Decision decision;
  private final HierarchicalDecomposition decomposition;

  /** Records as many layers as the depth needs; with depth 0 all of the question's. */
  Inquiry(Explainer question, int depth) {
    this.question = question;
    this.network = question.asked();
    this.layers = chosenLayers(question, network, depth);
    this.pass = new ForwardPass(network, question.photograph(), layers, question.withBiases());
    try {
      this.classes = network.scores(pass.output(Recording.LOGITS).values());
      Target asked = Target.of(question, network, classes);
      this.target = asked.target();
      this.against = asked.against();
      this.decision = asked.decision();
      this.decomposition =
          new HierarchicalDecomposition(
              pass,
              question.photograph(),
              layers,
              question.rule(),
              question.attribution(),
              question.width(),
              question.opposition(),
              question.selectedBy() == null ? null : Effects.of(pass, question.selectedBy()));
    } catch (RuntimeException | Error e) {
      pass.close();
      throw e;
    }
  }

  /**
   * Decomposes the decision.
   *
   * @param depth how many layers to go down, at least 1
   * @return the answer
   * @throws InvalidInputException if there are not so many layers
   */
  public Explanation decompose(int depth) {
    checkDepth(depth, layers.size());
    Explanation why = explanation(decomposition.decompose(decision, depth), depth, null);
    return question.selectedBy() == null ? why : verify(why, question.selectedBy());
  }

  /**
   * Decomposes the decision with equal decisions merged.
   *
   * @param depth how many layers to go down, at least 1
   * @return the answer as a graph
   * @throws InvalidInputException if there are not so many layers
   */
  public EvidenceGraph graph(int depth) {
    checkDepth(depth, layers.size());
    HierarchicalDecomposition.Merged merged = decomposition.merge(decision, depth);
    return new EvidenceGraph(
        question.photograph(),
        pass.input().framing(),
        target,
        against,
        top(),
        merged.nodes(),
        merged.edges(),
        provenance(depth, null));
  }

  /**
   * Tests each piece of evidence by intervention, channels set to zero, without another forward
   * pass; see {@link #verify(Explanation, Ablation)}.
   *
   * @param why an explanation that this inquiry, or the same question, gave
   * @return the explanation with the effect of each piece of evidence
   * @throws InvalidInputException if the explanation is of another decision
   */
  public Explanation verify(Explanation why) {
    return verify(why, Ablation.ZERO);
  }

  /**
   * Tests each piece of evidence by intervention: its channel is switched off in its layer and the
   * network run on from there, to see how far the decision above, and the root, really fall.
   *
   * @param why an explanation that this inquiry, or the same question, gave
   * @param ablation what channels are set to
   * @return the explanation with the effect of each piece of evidence; the one given stays as it is
   * @throws InvalidInputException if the explanation is of another decision, or made another way
   */
  public Explanation verify(Explanation why, Ablation ablation) {
    checkIsOfThisDecision(why);
    Provenance made = why.provenance();
    int depth = made.layers().size();
    Provenance own = provenance(Math.min(depth, layers.size()), null);
    if (!made.layers().equals(own.layers())
        || !made.rule().equals(own.rule())
        || !made.attribution().equals(own.attribution())) {
      throw new InvalidInputException(
          "The explanation was made by %s with %s onto %s, but this inquiry is by %s with %s onto %s; one that this inquiry gave would be right."
              .formatted(
                  made.rule(),
                  made.attribution(),
                  String.join(",", made.layers()),
                  own.rule(),
                  own.attribution(),
                  String.join(",", own.layers())));
    }
    Verification verification =
        new Verification(
            pass, layers, question.rule(), question.attribution(), Effects.of(pass, ablation));
    return explanation(verification.verify(decision, why.root()), depth, ablation.toString());
  }

  /**
   * Asks a node why: the same explanation, gone on below that node. The evidence that is new has
   * not been tested, unless the question selects by effect.
   *
   * @param why an explanation that this inquiry gave
   * @param node a piece of its evidence
   * @param depth how many layers to go down from there, at least 1
   * @return the explanation with more evidence; the one given stays as it is, and is what is
   *     returned where it goes so deep there already
   * @throws InvalidInputException if the explanation is not of this decision, the node is not in
   *     it, or there are not so many layers below it
   */
  public Explanation deepen(Explanation why, Evidence node, int depth) {
    checkIsOfThisDecision(why);
    List<Evidence> path = why.path(node);
    checkDepth(depth, layers.size() - path.size());
    if (depthBelow(path.get(path.size() - 1)) >= depth) {
      return why;
    }
    Evidence deepened = decomposition.deepen(decision, path, depth);
    Explanation deeper =
        explanation(
            replace(why.tree().root(), path, deepened),
            Math.max(why.tree().provenance().layers().size(), path.size() + depth),
            why.provenance().tested());
    return question.selectedBy() == null ? deeper : verify(deeper, question.selectedBy());
  }

  /**
   * Sets the channel of one piece of evidence to zero and runs the network on from its layer.
   *
   * @param why an explanation that this inquiry, or the same question, gave
   * @param node a piece of its evidence
   * @return what the network says then
   * @throws InvalidInputException if the explanation is not of this decision, or the node is not in
   *     it
   */
  public Silenced without(Explanation why, Evidence node) {
    List<Evidence> path = why.path(node);
    Evidence alone = node.on(null);
    for (int i = path.size() - 2; i >= 0; i--) {
      Evidence above = path.get(i);
      Grounds grounds = Objects.requireNonNull(above.grounds());
      alone = above.on(grounds.showing(List.of(alone)));
    }
    Grounds root = why.root().showing(List.of(alone));
    Explanation only = new Explanation(why.tree().on(root), question);
    Evidence tested = verify(only).root().evidence().get(0);
    while (tested.grounds() != null) {
      tested = tested.grounds().evidence().get(0);
    }
    Intervention off = new Intervention(Map.of(node.channel(), 0f));
    Layer layer = layers.get(path.size() - 1);
    Intervention.Outcome outcome = pass.intervene(decision, layer, List.of(off), true).get(0);
    return new Silenced(
        Objects.requireNonNull(tested.effect()),
        outcome.value(),
        network.scores(outcome.logits()),
        classes);
  }

  private void checkIsOfThisDecision(Explanation why) {
    if (!why.tree().target().equals(target) || !Objects.equals(why.tree().against(), against)) {
      throw new InvalidInputException(
          "The explanation is of \"%s\" in %s, but this inquiry of \"%s\" in %s; one that this inquiry gave would be right."
              .formatted(
                  why.tree().target().label(),
                  why.tree().photograph().name(),
                  target.label(),
                  question.photograph().name()));
    }
  }

  /** Returns what the network sees in the photograph: every class, the most probable first. */
  public Classification classes() {
    return classes;
  }

  /** Returns the layers that can be gone down, top first. */
  public List<Layer> layers() {
    return layers;
  }

  /** Frees the recording. */
  @Override
  public void close() {
    pass.close();
  }

  /**
   * @param tested what channels were set to, in words; null if nothing was tested
   */
  private Explanation explanation(Grounds root, int depth, @Nullable String tested) {
    return new Explanation(
        new EvidenceTree(
            question.photograph(),
            pass.input().framing(),
            target,
            against,
            top(),
            root,
            provenance(depth, tested)),
        question);
  }

  private List<ClassScore> top() {
    return classes.top(TOP);
  }

  private Provenance provenance(int depth, @Nullable String tested) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("taproot", Taproot.version());
    versions.put("djl", PyTorch.djlVersion());
    versions.put("pytorch", PyTorch.version());
    versions.put("java", Runtime.version().toString());
    return new Provenance(
        network.name(),
        network.sha256(),
        question.photograph().name(),
        preprocessing(),
        question.rule().name(),
        question.attribution().toString(),
        layers.subList(0, depth).stream().map(Layer::name).toList(),
        question.width(),
        question.opposition(),
        network.device(),
        versions,
        question.selectedBy() == null
            ? null
            : "of three times as many by score those without which the decision falls most, "
                + question.selectedBy(),
        tested);
  }

  private String preprocessing() {
    return question.photograph().prepared().isPresent()
        ? "prepared elsewhere, %d x %d".formatted(pass.input().height(), pass.input().width())
        : network.preprocessing().toString();
  }

  /** The layers asked for, or those suggested, as many as the depth needs. */
  private static List<Layer> chosenLayers(Explainer question, Network network, int depth) {
    Photograph photograph = question.photograph();
    int size = network.preprocessing().size();
    int height = photograph.prepared().map(PreparedTensor::height).orElse(size);
    int width = photograph.prepared().map(PreparedTensor::width).orElse(size);
    List<Layer> all = network.layers(height, width);
    List<Layer> chosen =
        question.layers().isEmpty()
            ? Network.suggested(all)
            : question.layers().stream().map(name -> Network.find(all, name)).toList();
    for (int i = 1; i < chosen.size(); i++) {
      Layer upper = chosen.get(i - 1);
      Layer lower = chosen.get(i);
      if (all.indexOf(lower) >= all.indexOf(upper)) {
        throw new InvalidInputException(
            "Layer \"%s\" cannot come below \"%s\", which the network computes %s; layers from the top down would be right: %s."
                .formatted(
                    lower.name(),
                    upper.name(),
                    lower.equals(upper) ? "at the same time" : "before it",
                    String.join(
                        ",",
                        chosen.stream()
                            .distinct()
                            .sorted((a, b) -> all.indexOf(b) - all.indexOf(a))
                            .map(Layer::name)
                            .toList())));
      }
      if (!network.dependsOn(upper, lower, height, width)) {
        throw new InvalidInputException(
            "Layer \"%s\" is not computed from \"%s\", so nothing in it can be evidence; layers on one path would be right, such as separators."
                .formatted(upper.name(), lower.name()));
      }
    }
    if (depth == 0) {
      return chosen;
    }
    checkDepth(depth, chosen.size());
    return chosen.subList(0, depth);
  }

  private static void checkDepth(int depth, int most) {
    if (depth < 1 || depth > most) {
      throw new InvalidInputException(
          "The depth is how many layers to go down, given %d; %s."
              .formatted(
                  depth,
                  most == 0
                      ? "there is no layer left to go down to"
                      : most == 1
                          ? "1 would be right, for there is one layer"
                          : "1 to %d would be right, for there are %d layers"
                              .formatted(most, most)));
    }
  }

  /** How many layers deep the evidence below a node goes. */
  private static int depthBelow(Evidence node) {
    Grounds grounds = node.grounds();
    if (grounds == null) {
      return 0;
    }
    return 1 + grounds.evidence().stream().mapToInt(Inquiry::depthBelow).max().orElse(0);
  }

  private static Grounds replace(Grounds grounds, List<Evidence> path, Evidence deepened) {
    List<Evidence> evidence = new ArrayList<>();
    for (Evidence one : grounds.evidence()) {
      Grounds under = one.grounds();
      if (!one.equals(path.get(0))) {
        evidence.add(one);
      } else if (path.size() == 1 || under == null) {
        evidence.add(deepened);
      } else {
        evidence.add(one.on(replace(under, path.subList(1, path.size()), deepened)));
      }
    }
    return grounds.showing(evidence);
  }
}
