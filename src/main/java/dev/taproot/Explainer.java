package dev.taproot;

import dev.taproot.evidence.Classification;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.gap.Ablation;
import dev.taproot.gap.Attribution;
import dev.taproot.gap.Decision;
import dev.taproot.gap.Rule;
import dev.taproot.image.Input;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import dev.taproot.saliency.SaliencyMethod;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The question: why did a network decide so on a photograph? Immutable; each call gives a changed
 * copy, and {@link #decompose} asks it.
 *
 * <pre>{@code
 * explain(image("chelsea")).target("tiger cat").against("lynx").width(4).decompose(3)
 * }</pre>
 *
 * @param photograph what is looked at
 * @param network who looks; null for the embedded network
 * @param target the class to explain, by label or index ({@code #} before it makes sure that it is
 *     read as one); null for the network's top class
 * @param against the class to contrast it with; null for none
 * @param layers the layers to decompose onto, top first; empty for those suggested
 * @param width most channels of support kept for each decision, 1 to 100
 * @param opposition most channels of opposition kept for each decision, 0 to 100
 * @param rule how evidence becomes the next decision
 * @param attribution how the gradient is taken
 * @param withBiases whether what biases contribute is named
 * @param selectedBy what channels are set to where evidence is selected by its measured effect;
 *     null where it is selected by its score
 */
public record Explainer(
    Photograph photograph,
    @Nullable Network network,
    @Nullable String target,
    @Nullable String against,
    List<String> layers,
    int width,
    int opposition,
    Rule rule,
    Attribution attribution,
    boolean withBiases,
    @Nullable Ablation selectedBy) {
  private static final int WIDEST = 100;

  /** Checks the numbers and copies the list. */
  public Explainer {
    layers = List.copyOf(layers);
    if (width < 1 || width > WIDEST) {
      throw new InvalidInputException(
          "The width is how many channels support each decision, given %d; 1 to %d would be right."
              .formatted(width, WIDEST));
    }
    if (opposition < 0 || opposition > WIDEST) {
      throw new InvalidInputException(
          "Opposition is how many channels against each decision are shown, given %d; 0 to %d would be right."
              .formatted(opposition, WIDEST));
    }
    if (withBiases && attribution.steps() > 0) {
      throw new InvalidInputException(
          "What biases contribute is known where the gradient is taken at the activations themselves, given %s; biases or integrated gradients, one of them, would be right."
              .formatted(attribution));
    }
  }

  /** Asks the embedded network about its top class: width 3, FLOW, gradient times activation. */
  Explainer(Photograph photograph) {
    this(
        photograph,
        null,
        null,
        null,
        List.of(),
        3,
        0,
        Rule.FLOW,
        Attribution.GRADIENT_X_ACTIVATION,
        false,
        null);
  }

  /** A question on its way to a changed copy. */
  private static final class Draft {
    private final Photograph photograph;
    private @Nullable Network network;
    private @Nullable String target;
    private @Nullable String against;
    private List<String> layers;
    private int width;
    private int opposition;
    private Rule rule;
    private Attribution attribution;
    private boolean withBiases;
    private @Nullable Ablation selectedBy;

    Draft(Explainer from) {
      photograph = from.photograph;
      network = from.network;
      target = from.target;
      against = from.against;
      layers = from.layers;
      width = from.width;
      opposition = from.opposition;
      rule = from.rule;
      attribution = from.attribution;
      withBiases = from.withBiases;
      selectedBy = from.selectedBy;
    }
  }

  private Explainer changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new Explainer(
        draft.photograph,
        draft.network,
        draft.target,
        draft.against,
        draft.layers,
        draft.width,
        draft.opposition,
        draft.rule,
        draft.attribution,
        draft.withBiases,
        draft.selectedBy);
  }

  /**
   * Asks another network.
   *
   * @param other the network, which stays the caller's to close
   * @return the changed question
   */
  public Explainer with(Network other) {
    return changed(draft -> draft.network = other);
  }

  /**
   * Asks about a class.
   *
   * @param name its label in any case, or its index
   * @return the changed question
   */
  public Explainer target(String name) {
    return changed(draft -> draft.target = name);
  }

  /**
   * Asks about a class.
   *
   * @param index its index, 0 first
   * @return the changed question
   */
  public Explainer target(int index) {
    return target("#" + index);
  }

  /**
   * Asks why the target rather than another class.
   *
   * @param name the other class's label in any case, or its index
   * @return the changed question
   */
  public Explainer against(String name) {
    return changed(draft -> draft.against = name);
  }

  /**
   * Asks why the target rather than another class.
   *
   * @param index the other class's index, 0 first
   * @return the changed question
   */
  public Explainer against(int index) {
    return against("#" + index);
  }

  /**
   * Chooses the layers to decompose onto.
   *
   * @param names top first; see {@link Network#layers()}
   * @return the changed question
   */
  public Explainer layers(String... names) {
    return changed(draft -> draft.layers = List.of(names));
  }

  /**
   * Chooses how many channels of support are kept for each decision.
   *
   * @param channels 1 to 100; 3 by default
   * @return the changed question
   */
  public Explainer width(int channels) {
    return changed(draft -> draft.width = channels);
  }

  /**
   * Chooses how many channels of opposition are kept for each decision.
   *
   * @param channels 0 to 100; 0 by default
   * @return the changed question
   */
  public Explainer opposition(int channels) {
    return changed(draft -> draft.opposition = channels);
  }

  /**
   * Chooses how evidence becomes the next decision.
   *
   * @param other FLOW by default
   * @return the changed question
   */
  public Explainer rule(Rule other) {
    return changed(draft -> draft.rule = other);
  }

  /**
   * Takes integrated gradients instead of the gradient alone.
   *
   * @param steps 1 to 1000; see {@link Attribution#integratedGradients}
   * @return the changed question
   */
  public Explainer integrated(int steps) {
    return changed(draft -> draft.attribution = Attribution.integratedGradients(steps));
  }

  /**
   * Names what is left over of each decision: what the constants on the way contribute, biases,
   * batch norm shifts and the bounds where values are clipped, module by module. In a network that
   * is piecewise linear they and the scores are all of the value, and the residual that remains is
   * rounding (Srinivas and Fleuret, Full-Gradient Representation for Neural Network Visualization,
   * NeurIPS 2019). Off by default: with the embedded network a tree takes nearly twice as long.
   *
   * @return the changed question
   * @throws InvalidInputException if integrated gradients are taken
   */
  public Explainer biases() {
    return changed(draft -> draft.withBiases = true);
  }

  /**
   * Selects evidence by its measured effect, channels set to zero; see {@link #tested(Ablation)}.
   *
   * @return the changed question
   */
  public Explainer tested() {
    return tested(Ablation.ZERO);
  }

  /**
   * Selects evidence by its measured effect: of three times as many channels by score those are
   * kept without which the decision falls most (of opposition, rises most). The answer comes
   * verified, as by {@link Explanation#verify(Ablation)}.
   *
   * @param ablation what channels are set to
   * @return the changed question
   */
  public Explainer tested(Ablation ablation) {
    return changed(draft -> draft.selectedBy = ablation);
  }

  /** Returns what the network sees in the photograph: every class, the most probable first. */
  public Classification classify() {
    return asked().classify(photograph);
  }

  /**
   * Runs the network and decomposes its decision.
   *
   * @param depth how many layers to go down, at least 1
   * @return the answer
   * @throws InvalidInputException if the class, a layer or the depth is not there
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Explanation decompose(int depth) {
    try (Inquiry inquiry = new Inquiry(this, depth)) {
      return inquiry.decompose(depth);
    }
  }

  /**
   * Runs the network and decomposes its decision with equal decisions merged, at the cost of one
   * vjp for each distinct channel.
   *
   * @param depth how many layers to go down, at least 1
   * @return the answer as a graph
   * @throws InvalidInputException if the class, a layer or the depth is not there
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public EvidenceGraph graph(int depth) {
    try (Inquiry inquiry = new Inquiry(this, depth)) {
      return inquiry.graph(depth);
    }
  }

  /**
   * Runs the network and maps its decision by a known saliency method, to compare the evidence
   * with. Of this question only the photograph, the network and the classes matter.
   *
   * @param method the method
   * @return the map, over the photograph
   * @throws InvalidInputException if the class or the method's layer is not there
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Heatmap heatmap(SaliencyMethod method) {
    Network asked = asked();
    Input input = asked.prepare(photograph);
    Classification classes = asked.scores(asked.logits(List.of(input))[0]);
    Decision decision = Target.of(this, asked, classes).decision();
    return new Heatmap(photograph, input.framing(), method.map(asked, input, decision));
  }

  /**
   * Runs the network and keeps the recording, so that any node can be asked again.
   *
   * @return the open question, to be closed by the caller
   * @throws InvalidInputException if the class or a layer is not there
   */
  public Inquiry open() {
    return new Inquiry(this, 0);
  }

  /** Returns the network that is asked: the one that was chosen, or the embedded one. */
  public Network asked() {
    return network == null ? Network.embedded() : network;
  }

  /** Says what is asked, and how an answer is got. */
  @Override
  public String toString() {
    return "Why does %s say %s of %s%s? decompose(depth) tells."
        .formatted(
            network == null ? "the embedded network" : network.name(),
            target == null ? "what it says" : "\"" + target + "\"",
            photograph.name(),
            against == null ? "" : ", rather than \"" + against + "\"");
  }
}
