package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.gap.Ablation;
import dev.taproot.gap.Attribution;
import dev.taproot.gap.Decision;
import dev.taproot.gap.Rule;
import dev.taproot.image.Input;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Labels;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.saliency.SaliencyMethod;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The question: what can be asked, what is asked by default, and what is refused how. */
class ExplainerTest {
  private static final ReferenceTree VGG = ReferenceTree.named("vgg");
  private static final Photograph INPUT = VGG.input();
  private static Network network;

  @BeforeAll
  static void load() {
    network =
        Network.from(ReferenceTree.archive("vgg"))
            .size(64)
            .labels(
                new Labels(
                    List.of("ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen", "ibis", "jay")))
            .device("cpu")
            .load();
  }

  @AfterAll
  static void close() {
    network.close();
  }

  @Test
  void theEmbeddedNetworkIsAskedAboutItsTopClassByDefault() {
    Photograph cat = Taproot.image("chelsea");
    Explainer question = Taproot.explain(cat);

    EvidenceTree tree = question.decompose(1).tree();

    assertThat(tree.provenance().network()).isEqualTo("EfficientNet-Lite0");
    assertThat(tree.target()).isEqualTo(question.classify().get(0));
    assertThat(tree.against()).isNull();
    assertThat(tree.top()).isEqualTo(question.classify().subList(0, 5));
    assertThat(tree.photograph()).isSameAs(cat);
    assertThat(tree.root().layer()).isEqualTo(Network.embedded().suggestedLayers().get(0).name());
    assertThat(tree.root().evidence()).hasSize(3);
    assertThat(question.rule()).isEqualTo(Rule.FLOW);
    assertThat(question.attribution()).isEqualTo(Attribution.GRADIENT_X_ACTIVATION);
    assertThat(question.opposition()).isZero();
  }

  @Test
  void eachCallGivesAChangedCopyAndLeavesTheQuestionAsItWas() {
    Explainer question = Taproot.explain(INPUT);
    Explainer same = Taproot.explain(INPUT);

    Explainer changed =
        question
            .with(network)
            .target("cat")
            .against(3)
            .layers("features.9")
            .width(7)
            .opposition(2)
            .rule(Rule.SUM)
            .integrated(5)
            .tested(Ablation.MEAN);

    assertThat(question).isEqualTo(same);
    assertThat(changed)
        .isEqualTo(
            new Explainer(
                INPUT,
                network,
                "cat",
                "#3",
                List.of("features.9"),
                7,
                2,
                Rule.SUM,
                Attribution.integratedGradients(5),
                false,
                Ablation.MEAN));
  }

  @ParameterizedTest
  @EnumSource
  void theSameQuestionAskedTwiceGetsTheSameAnswerToTheBit(Rule rule) {
    Explainer question = question().rule(rule).opposition(1);

    assertThat(question.decompose(3)).isEqualTo(question.decompose(3));
    assertThat(question.graph(3)).isEqualTo(question.graph(3));
  }

  @ParameterizedTest
  @EnumSource
  void channelsAndBiasesAddUpToTheDecisionByEveryRule(Rule rule) {
    Explainer question = question().rule(rule).opposition(1);

    List<Grounds> named =
        Stream.concat(
                decisions(question.biases().decompose(3).root()),
                question.biases().graph(3).nodes().stream()
                    .map(EvidenceGraph.Node::grounds)
                    .flatMap(Stream::ofNullable))
            .toList();

    assertThat(named)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            grounds -> {
              double magnitude = grounds.support() - grounds.opposition();
              double sum = grounds.support() + grounds.opposition() + grounds.biasSum();
              assertThat(grounds.biases()).isNotEmpty();
              assertThat(sum).isCloseTo(grounds.value(), within(1e-3 * magnitude));
              assertThat(sum + grounds.residual())
                  .isCloseTo(grounds.value(), within(1e-9 * magnitude));
              assertThat(grounds.biases())
                  .isSortedAccordingTo(Comparator.comparingDouble(bias -> -Math.abs(bias.score())))
                  .noneMatch(bias -> bias.score() == 0);
            });
    assertThat(decisions(question.decompose(3).root()))
        .allMatch(grounds -> grounds.biases().isEmpty());
  }

  @Test
  void biasesAndIntegratedGradientsAreRefusedTogether() {
    String reason =
        "What biases contribute is known where the gradient is taken at the activations themselves,"
            + " given integrated gradients, 5 steps; biases or integrated gradients, one of them,"
            + " would be right.";

    assertThatThrownBy(() -> question().biases().integrated(5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(reason);
    assertThatThrownBy(() -> question().integrated(5).biases())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(reason);
  }

  private static Stream<Grounds> decisions(Grounds root) {
    return Stream.concat(
        Stream.of(root),
        root.evidence().stream()
            .map(Evidence::grounds)
            .flatMap(Stream::ofNullable)
            .flatMap(ExplainerTest::decisions));
  }

  @Test
  void theValueOfAClassIsItsLogit() {
    float logit = VGG.logits()[8];

    assertThat(question().target(8).decompose(1).root().value()).isCloseTo(logit, within(1e-4));
  }

  @Test
  void theValueOfAContrastIsTheDifferenceOfTheLogits() {
    EvidenceTree tree = question().target("cat").against("dog").decompose(1).tree();

    assertThat(tree.target().label()).isEqualTo("cat");
    assertThat(tree.against().label()).isEqualTo("dog");
    assertThat(tree.root().value())
        .isCloseTo(tree.target().logit() - tree.against().logit(), within(1e-6));
  }

  @Test
  void aClassIsAskedAboutByItsLabelInAnyCaseOrItsIndex() {
    Explanation byIndex = question().target(3).decompose(1);

    assertThat(question().target("dog").decompose(1)).isEqualTo(byIndex);
    assertThat(question().target("DOG").decompose(1)).isEqualTo(byIndex);
    assertThat(question().target("3").decompose(1)).isEqualTo(byIndex);
  }

  @Test
  void widthAndOppositionSayHowManyChannelsAreShown() {
    assertThat(question().width(5).decompose(1).root().evidence()).hasSize(5);
    assertThat(question().width(5).opposition(2).decompose(1).root().evidence()).hasSize(7);
  }

  @Test
  void aPhotographThatWasPreparedElsewhereMayHaveAnySizeThatTheNetworkTakes() {
    Photograph other = ReferenceTree.named("inception_v3").input();

    Explanation why = Taproot.explain(other).with(network).layers("features.9").decompose(1);

    assertThat(why.root().evidence().get(0).map().width()).isEqualTo(24);
  }

  @Test
  void theLayersSuggestedAreTakenWhereNoneAreAskedFor() {
    Explanation why = Taproot.explain(INPUT).with(network).decompose(2);

    assertThat(why.provenance().layers())
        .isEqualTo(network.suggestedLayers().stream().map(Layer::name).limit(2).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101})
  void aWidthOutOfRangeIsRefused(int width) {
    assertRefused(
        () -> question().width(width),
        "The width is how many channels support each decision, given %d; 1 to 100 would be right."
            .formatted(width));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101})
  void anOppositionOutOfRangeIsRefused(int opposition) {
    assertRefused(
        () -> question().opposition(opposition),
        "Opposition is how many channels against each decision are shown, given %d; 0 to 100 would be right."
            .formatted(opposition));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 4})
  void aDepthOutOfRangeIsRefused(int depth) {
    String sentence =
        "The depth is how many layers to go down, given %d; 1 to 3 would be right, for there are 3 layers."
            .formatted(depth);

    assertRefused(() -> question().decompose(depth), sentence);
    assertRefused(() -> question().graph(depth), sentence);
  }

  @Test
  void aClassThatIsNotThereIsRefused() {
    assertRefused(
        () -> question().target("dogg").decompose(1),
        "No class is called \"dogg\"; did you mean \"dog\"?");
    assertRefused(
        () -> question().target(10).decompose(1),
        "There is no class 10: the network has 10, from 0 to 9.");
    assertRefused(
        () -> question().against("gn").decompose(1),
        "No class is called \"gn\"; did you mean \"gnu\"?");
  }

  @Test
  void aClassIsNotContrastedWithItself() {
    assertRefused(
        () -> question().target("cat").against(2).decompose(1),
        "\"cat\" cannot be contrasted with itself; two different classes would be right.");
  }

  @Test
  void aLayerThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> question().layers("features.99").decompose(1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("No layer is called \"features.99\"; did you mean \"features.9\"")
        .hasMessageEndingWith("?");
  }

  @Test
  void layersAreAskedForFromTheTopDown() {
    assertRefused(
        () -> question().layers("features.4", "features.12", "features.9").decompose(1),
        "Layer \"features.12\" cannot come below \"features.4\", which the network computes before it; layers from the top down would be right: features.12,features.9,features.4.");
  }

  @Test
  void aLayerIsAskedForOnce() {
    assertRefused(
        () -> question().layers("features.12", "features.12").decompose(2),
        "Layer \"features.12\" cannot come below \"features.12\", which the network computes at the same time; layers from the top down would be right: features.12.");
  }

  @Test
  void aSampleThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Taproot.image("chelsee"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"chelsee\"")
        .hasMessageContaining("chelsea");
  }

  @Test
  void anIndexIsAnIndexWhateverTheLabelsSay() {
    List<String> digits = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "0");
    try (Network network =
        Network.from(ReferenceTree.archive("vgg"))
            .size(VGG.side())
            .labels(new Labels(digits))
            .device("cpu")
            .load()) {
      Explainer question = Taproot.explain(INPUT).with(network);

      assertThat(question.target(1).decompose(1).tree().target().index()).isEqualTo(1);
      assertThat(question.target("1").decompose(1).tree().target().index()).isZero();
    }
  }

  @Test
  void aLayerThatTheUpperOneIsNotComputedFromIsRefused() {
    ReferenceTree googlenet = ReferenceTree.named("googlenet");
    try (Network network = googlenet.load()) {
      assertThatThrownBy(
              () ->
                  Taproot.explain(googlenet.input())
                      .with(network)
                      .layers("inception3a.branch2", "inception3a.branch1")
                      .decompose(2))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("is not computed from");
    }
  }

  @Test
  void aHeatmapIsOfTheClassThatIsAskedAbout() {
    SaliencyMethod method = SaliencyMethod.gradCam();
    Input input = network.prepare(INPUT);
    int top = question().classify().get(0).index();
    int next = question().classify().get(1).index();

    assertThat(question().heatmap(method).map())
        .isEqualTo(method.map(network, input, Decision.classScore(top)));
    assertThat(question().target(next).heatmap(method).map())
        .isEqualTo(method.map(network, input, Decision.classScore(next)));
    assertThat(question().target(next).against(top).heatmap(method).map())
        .isEqualTo(method.map(network, input, Decision.contrast(next, top)));
    assertThat(question().heatmap(method).framing()).isEqualTo(input.framing());
    assertThat(question().heatmap(method).photograph()).isSameAs(INPUT);
    assertRefused(
        () -> question().target(3).against(3).heatmap(method),
        "\"dog\" cannot be contrasted with itself; two different classes would be right.");
  }

  private static Explainer question() {
    return Taproot.explain(INPUT).with(network).layers(VGG.layers());
  }

  private static void assertRefused(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessage(sentence);
  }
}
