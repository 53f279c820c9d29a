package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Silenced;
import dev.taproot.gap.Rule;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A question kept open can be asked further, node by node. */
class InquiryTest {
  private static final ReferenceTree MOBILENET = ReferenceTree.named("mobilenet_v2");
  private static final Photograph INPUT = MOBILENET.input();
  private static Network network;

  @BeforeAll
  static void load() {
    network = MOBILENET.load();
  }

  @AfterAll
  static void close() {
    network.close();
  }

  @ParameterizedTest
  @EnumSource
  void goingDeeperNodeByNodeGivesTheTreeThatIsAskedForAtOnce(Rule rule) {
    try (Inquiry inquiry = question().rule(rule).opposition(1).open()) {
      Explanation atOnce = inquiry.decompose(2);

      Explanation stepwise = inquiry.decompose(1);
      for (Evidence node : stepwise.root().evidence()) {
        stepwise = inquiry.deepen(stepwise, node, 1);
      }

      assertThat(stepwise).isEqualTo(atOnce);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsGoneDeeperIntoNamesBiasesToo(Rule rule) {
    try (Inquiry inquiry = question().rule(rule).biases().open()) {
      Explanation one = inquiry.decompose(1);
      Explanation two = inquiry.deepen(one, one.root().evidence().get(0), 1);

      assertThat(two.root().evidence().get(0))
          .isEqualTo(inquiry.decompose(2).root().evidence().get(0));
      assertThat(two.root().evidence().get(0).grounds().biases()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNodeOfTheSecondLayerIsDeepenedLikeOneOfTheFirst(Rule rule) {
    try (Inquiry inquiry = question().rule(rule).open()) {
      Evidence whole = inquiry.decompose(3).root().evidence().get(1);
      Explanation two = inquiry.decompose(2);
      Explanation three =
          inquiry.deepen(two, two.root().evidence().get(1).grounds().evidence().get(2), 1);

      assertThat(three.root().evidence().get(1).grounds().evidence().get(2))
          .isEqualTo(whole.grounds().evidence().get(2));
      assertThat(three.provenance().layers()).containsExactly(MOBILENET.layers());
    }
  }

  @Test
  void whatIsDeepEnoughAlreadyStaysAsItIs() {
    try (Inquiry inquiry = question().open()) {
      Explanation why = inquiry.decompose(3);

      assertThat(inquiry.deepen(why, why.root().evidence().get(0), 1)).isEqualTo(why);
    }
  }

  @Test
  void severalLayersAreGoneDownAtOnce() {
    try (Inquiry inquiry = question().open()) {
      Explanation one = inquiry.decompose(1);

      Explanation three = inquiry.deepen(one, one.root().evidence().get(0), 2);

      assertThat(three.root().evidence().get(0))
          .isEqualTo(inquiry.decompose(3).root().evidence().get(0));
      assertThat(three.root().evidence().get(1)).isEqualTo(one.root().evidence().get(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutAChannelTheNetworkSaysWhatTheVerificationMeasured(Rule rule) {
    try (Inquiry inquiry = question().rule(rule).open()) {
      Explanation tested = inquiry.verify(inquiry.decompose(2));
      Evidence above = tested.root().evidence().get(0);
      for (Evidence node : List.of(above, above.grounds().evidence().get(1))) {
        Silenced without = inquiry.without(tested, node);

        assertThat(without.effect().onDecision())
            .isCloseTo(node.effect().onDecision(), Offset.offset(1e-5));
        assertThat(without.effect().onRoot())
            .isCloseTo(node.effect().onRoot(), Offset.offset(1e-5));
        assertThat(tested.root().value() - without.value())
            .isCloseTo(node.effect().onRoot(), Offset.offset(1e-5));
        int target = tested.tree().target().index();
        assertThat(without.classes())
            .filteredOn(score -> score.index() == target)
            .singleElement()
            .satisfies(
                score -> assertThat(score.logit()).isCloseTo(without.value(), Offset.offset(1e-5)));
        assertThat(without.before()).isEqualTo(inquiry.classes());
      }
    }
  }

  @Test
  void theExplanationGivenStaysAsItIs() {
    try (Inquiry inquiry = question().open()) {
      Explanation one = inquiry.decompose(1);

      inquiry.deepen(one, one.root().evidence().get(0), 1);

      assertThat(one.root().evidence()).extracting(Evidence::grounds).containsOnlyNulls();
      assertThat(one.provenance().layers()).hasSize(1);
    }
  }

  @Test
  void belowTheLastLayerThereIsNothingToAsk() {
    try (Inquiry inquiry = question().open()) {
      Explanation whole = inquiry.decompose(3);
      Evidence leaf = leaf(whole.root());

      assertThatThrownBy(() -> inquiry.deepen(whole, leaf, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "The depth is how many layers to go down, given 1; there is no layer left to go down to.");
      assertThatThrownBy(() -> inquiry.deepen(whole, whole.root().evidence().get(0), 3))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageEndingWith("given 3; 1 to 2 would be right, for there are 2 layers.");
    }
  }

  @Test
  void anExplanationOfAnotherDecisionIsRefused() {
    try (Inquiry inquiry = question().open();
        Inquiry other = question().target(0).open()) {
      Explanation foreign = other.decompose(1);
      Evidence node = foreign.root().evidence().get(0);

      assertThatThrownBy(() -> inquiry.deepen(foreign, node, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "The explanation is of \"class 0\" in %1$s, but this inquiry of \"class %2$s\" in %1$s; one that this inquiry gave would be right.",
              INPUT.name(), MOBILENET.number("target"));
    }
  }

  @Test
  void aNodeOfAnotherExplanationIsRefused() {
    try (Inquiry inquiry = question().open();
        Inquiry other = question().target(0).open()) {
      Explanation why = inquiry.decompose(1);
      Evidence foreign = other.decompose(1).root().evidence().get(0);

      assertThatThrownBy(() -> inquiry.deepen(why, foreign, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "Channel %d of layer %s is no part of this explanation; a node of its tree would be right.",
              foreign.channel(), foreign.layer());
    }
  }

  @Test
  void whatCanBeGoneDownIsSaid() {
    try (Inquiry inquiry = question().open()) {
      assertThat(inquiry.layers()).extracting(Layer::name).containsExactly(MOBILENET.layers());
      assertThat(inquiry.classes()).isEqualTo(network.classify(INPUT));
    }
  }

  @Test
  void answersOutliveTheInquiry() {
    Inquiry inquiry = question().open();
    Explanation why = inquiry.decompose(2);
    String text = why.text();
    inquiry.close();

    assertThat(why.text()).isEqualTo(text);
    assertThat(why).isEqualTo(question().decompose(2));
  }

  @Test
  void aClosedInquiryIsNotAskedAgain() {
    Inquiry inquiry = question().open();
    Explanation why = inquiry.decompose(1);
    inquiry.close();

    assertClosed(() -> inquiry.decompose(1));
    assertClosed(() -> inquiry.graph(1));
    assertClosed(() -> inquiry.deepen(why, why.root().evidence().get(0), 1));
    assertThatCode(inquiry::close).doesNotThrowAnyException();
  }

  @Test
  void aClosedInquiryIsNotAskedAgainForIntegratedGradientsEither() {
    Inquiry inquiry = question().integrated(2).open();
    inquiry.decompose(1);
    inquiry.close();

    assertClosed(() -> inquiry.decompose(1));
  }

  @Test
  void twoThreadsGetTheBitsThatEachWouldGetAlone() throws Exception {
    Explainer one = question().rule(Rule.FLOW);
    Explainer other = question().rule(Rule.PEAK).target(0);
    List<Explanation> alone = List.of(one.decompose(3), other.decompose(3));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<Explanation> first = () -> one.decompose(3);
      Callable<Explanation> second = () -> other.decompose(3);
      for (int round = 0; round < 3; round++) {
        List<Future<Explanation>> together = threads.invokeAll(List.of(first, second));

        assertThat(together.get(0).get()).isEqualTo(alone.get(0));
        assertThat(together.get(1).get()).isEqualTo(alone.get(1));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void twoThreadsMayAskTheSameInquiry() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Inquiry inquiry = question().open()) {
      Explanation alone = inquiry.decompose(3);
      Callable<Explanation> ask = () -> inquiry.decompose(3);

      for (Future<Explanation> answer : threads.invokeAll(List.of(ask, ask))) {
        assertThat(answer.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void interruptingTheThreadStopsItAndLeavesTheInquiryUsable() {
    try (Inquiry inquiry = question().open()) {
      Explanation before = inquiry.decompose(2);

      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> inquiry.decompose(2)).isInstanceOf(CancellationException.class);

      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(inquiry.decompose(2)).isEqualTo(before);
      assertThat(question().decompose(2)).isEqualTo(before);
    }
  }

  private static Explainer question() {
    return Taproot.explain(INPUT)
        .with(network)
        .target(MOBILENET.number("target"))
        .layers(MOBILENET.layers());
  }

  private static Evidence leaf(Grounds grounds) {
    Evidence evidence = grounds.evidence().get(0);
    return evidence.grounds() == null ? evidence : leaf(evidence.grounds());
  }

  private static void assertClosed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "This inquiry is closed: its answers stay, but only an open one can be asked; explain(…).open() opens another.");
  }
}
