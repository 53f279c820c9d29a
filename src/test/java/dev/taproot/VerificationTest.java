package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.evidence.Agreement;
import dev.taproot.evidence.Effect;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.gap.Ablation;
import dev.taproot.gap.Rule;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.network.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of evidence can be tested: its channel is switched off, and the decision falls. */
class VerificationTest {
  private static final JsonObject GOLDEN = golden();
  private static final ReferenceTree RESNET = ReferenceTree.named("resnet_basic");
  private static Network network;

  @BeforeAll
  static void load() {
    network = RESNET.load();
  }

  @AfterAll
  static void close() {
    network.close();
  }

  static Stream<String> names() {
    return GOLDEN.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void effectsAreThoseThatPyTorchFinds(String name) {
    ReferenceTree reference = ReferenceTree.named(name);
    try (Network loaded = reference.load()) {
      for (Rule rule : Rule.values()) {
        try (Inquiry inquiry = question(reference, loaded).rule(rule).open()) {
          Explanation why = inquiry.decompose(2);
          for (Ablation ablation : List.of(Ablation.ZERO, Ablation.MEAN)) {
            Explanation verified = inquiry.verify(why, ablation);

            JsonArray expected =
                GOLDEN
                    .getAsJsonObject(name)
                    .getAsJsonObject(rule.name().toLowerCase(Locale.ROOT))
                    .getAsJsonArray(ablation.mean() ? "mean" : "zero");
            List<Grounds> decisions = new ArrayList<>();
            List<Evidence> evidence = new ArrayList<>();
            collect(verified.root(), decisions, evidence);
            assertThat(evidence).as(name).hasSize(expected.size());
            for (int i = 0; i < evidence.size(); i++) {
              JsonArray wanted = expected.get(i).getAsJsonArray();
              Effect effect = Objects.requireNonNull(evidence.get(i).effect());
              String what = rule + " " + ablation + " " + evidence.get(i);
              assertThat(effect.onDecision())
                  .as(what)
                  .isCloseTo(
                      wanted.get(0).getAsDouble(), within(1e-4 * magnitude(decisions.get(i))));
              assertThat(effect.onRoot())
                  .as(what)
                  .isCloseTo(
                      wanted.get(1).getAsDouble(), within(1e-4 * magnitude(verified.root())));
            }
          }
        }
      }
    }
  }

  /** The golden order: each piece of evidence, then what it rests on. */
  private static void collect(Grounds grounds, List<Grounds> decisions, List<Evidence> evidence) {
    for (Evidence one : grounds.evidence()) {
      decisions.add(grounds);
      evidence.add(one);
      if (one.grounds() != null) {
        collect(one.grounds(), decisions, evidence);
      }
    }
  }

  private static double magnitude(Grounds grounds) {
    return Math.max(Math.abs(grounds.value()), grounds.support() - grounds.opposition());
  }

  @ParameterizedTest
  @MethodSource("names")
  void testedEvidenceIsThatOfTheLargestEffectAmongThreeTimesAsManyByScore(String name) {
    ReferenceTree reference = ReferenceTree.named(name);
    JsonObject second = GOLDEN.getAsJsonObject(name).getAsJsonObject("second");
    double[] scores = doubles(second.getAsJsonArray("scores"));
    double[] effects = doubles(second.getAsJsonArray("effects"));
    List<Integer> support =
        IntStream.range(0, scores.length)
            .filter(k -> scores[k] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -scores[k]))
            .limit(9)
            .sorted(Comparator.comparingDouble(k -> -effects[k]))
            .limit(3)
            .toList();
    List<Integer> opposition =
        IntStream.range(0, scores.length)
            .filter(k -> scores[k] < 0)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> scores[k]))
            .limit(6)
            .sorted(Comparator.comparingDouble(k -> effects[k]))
            .limit(2)
            .toList();

    try (Network loaded = reference.load()) {
      List<Evidence> tested =
          ofSecondLayer(reference, loaded).opposition(2).tested().decompose(1).root().evidence();

      assertThat(tested)
          .filteredOn(Evidence::supports)
          .extracting(Evidence::channel)
          .containsExactlyInAnyOrderElementsOf(support);
      assertThat(tested)
          .filteredOn(one -> !one.supports())
          .extracting(Evidence::channel)
          .containsExactlyInAnyOrderElementsOf(opposition);
      for (Evidence one : tested) {
        assertThat(Objects.requireNonNull(one.effect()).onDecision())
            .isCloseTo(effects[one.channel()], within(1e-3));
      }
    }
  }

  @Test
  void testingRecallsMoreOfTheChannelsThatTheDecisionFallsMostWithout() {
    int byScore = 0;
    int byEffect = 0;
    for (String name : GOLDEN.keySet()) {
      double[] effects =
          doubles(GOLDEN.getAsJsonObject(name).getAsJsonObject("second").getAsJsonArray("effects"));
      List<Integer> most =
          IntStream.range(0, effects.length)
              .boxed()
              .sorted(Comparator.comparingDouble(k -> -effects[k]))
              .limit(3)
              .toList();
      ReferenceTree reference = ReferenceTree.named(name);
      try (Network loaded = reference.load()) {
        Explainer question = ofSecondLayer(reference, loaded);
        byScore += found(most, question.decompose(1));
        byEffect += found(most, question.tested().decompose(1));
      }
    }

    assertThat(byEffect).isGreaterThan(byScore);
  }

  private static int found(List<Integer> most, Explanation why) {
    return (int) why.root().evidence().stream().filter(one -> most.contains(one.channel())).count();
  }

  @ParameterizedTest
  @EnumSource
  void verifyingAgainGivesTheSameToTheBitAsTheOpenInquiry(Rule rule) {
    Explainer question = question(RESNET, network).rule(rule).opposition(1);
    Explanation alone = question.decompose(3).verify();

    try (Inquiry inquiry = question.open()) {
      assertThat(inquiry.verify(inquiry.decompose(3))).isEqualTo(alone);
    }
    assertThat(alone.verify()).isEqualTo(alone);
  }

  @ParameterizedTest
  @EnumSource
  void testedEvidenceComesVerified(Rule rule) {
    Explanation tested = question(RESNET, network).rule(rule).tested().decompose(3);

    assertThat(tested.verify()).isEqualTo(tested);
    assertThat(tested.tree().agreement().tested()).isEqualTo(tested.root().size());
    assertThat(tested.provenance().selection())
        .isEqualTo(
            "of three times as many by score those without which the decision falls most, channels set to zero");
  }

  @ParameterizedTest
  @EnumSource
  void biasesStayNamedWhereEvidenceIsTested(Rule rule) {
    Explanation why = question(RESNET, network).rule(rule).biases().decompose(2);
    Explanation verified = why.verify();
    Explanation tested = question(RESNET, network).rule(rule).biases().tested().decompose(2);

    assertThat(why.root().biases()).isNotEmpty();
    assertThat(untested(verified.root())).isEqualTo(why.root());
    assertThat(tested.root().biases()).isEqualTo(why.root().biases());
    assertThat(effects(verified))
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-4, Double.class)
        .isEqualTo(effects(question(RESNET, network).rule(rule).decompose(2).verify()));
    assertThat(effects(tested)).doesNotContainNull();
  }

  private static List<Effect> effects(Explanation why) {
    List<Evidence> evidence = new ArrayList<>();
    collect(why.root(), new ArrayList<>(), evidence);
    return evidence.stream().map(Evidence::effect).toList();
  }

  @Test
  void nothingButTheEffectsAndTheProvenanceChanges() {
    Explanation why = question(RESNET, network).decompose(2);
    Explanation verified = why.verify();

    assertThat(why.tree().agreement()).isNull();
    assertThat(why.provenance().tested()).isNull();
    assertThat(verified.provenance().tested()).isEqualTo("channels set to zero");
    assertThat(verified.provenance().selection()).isNull();
    assertThat(untested(verified.root())).isEqualTo(why.root());
  }

  private static Grounds untested(Grounds grounds) {
    return grounds.showing(
        grounds.evidence().stream()
            .map(
                one ->
                    new Evidence(
                        one.layer(),
                        one.channel(),
                        one.score(),
                        one.share(),
                        one.rootShare(),
                        one.location(),
                        one.box(),
                        one.map(),
                        one.grounds() == null ? null : untested(one.grounds())))
            .toList());
  }

  @Test
  void aMeanOverPhotographsIsTakenOverTheirPositionsEachCountingTheSame() {
    Photograph input = RESNET.input();
    Photograph other = Taproot.image("chelsea");
    Layer layer = Network.find(network.layers(), RESNET.layers()[0]);
    Explanation why = question(RESNET, network).decompose(1);

    Explanation verified = why.verify(Ablation.meanOver(List.of(input, other)));

    int target = RESNET.number("target");
    for (Evidence one : verified.root().evidence()) {
      FeatureMaps own = output(input, layer.name());
      float mean =
          (mean(own, one.channel()) + mean(output(other, layer.name()), one.channel())) / 2;
      float[] values = own.values().clone();
      for (int i = 0; i < own.area(); i++) {
        values[one.channel() * own.area() + i] = mean;
      }
      FeatureMaps put = new FeatureMaps(own.channels(), own.height(), own.width(), values);
      try (Recording off =
          network.record(
              network.prepare(input), List.of(layer.name()), Map.of(layer.name(), put))) {
        double fall = why.root().value() - off.output(Recording.LOGITS).values()[target];
        assertThat(Objects.requireNonNull(one.effect()).onRoot())
            .isCloseTo(fall, within(1e-4 * magnitude(why.root())));
      }
    }
    assertThat(verified.provenance().tested())
        .isEqualTo("channels set to their mean over 2 photographs");
  }

  private static FeatureMaps output(Photograph photograph, String layer) {
    try (Recording recording = network.record(network.prepare(photograph), List.of(layer))) {
      return recording.output(layer);
    }
  }

  private static float mean(FeatureMaps output, int channel) {
    double sum = 0;
    for (float value : output.map(channel)) {
      sum += value;
    }
    return (float) (sum / output.area());
  }

  @Test
  void theOwnMeanIsTheMeanOverTheOnePhotograph() {
    Explanation why = question(RESNET, network).decompose(2);

    assertThat(why.verify(Ablation.meanOver(List.of(RESNET.input()))).root())
        .isEqualTo(why.verify(Ablation.MEAN).root());
  }

  @Test
  void theMeanOverNoPhotographIsRefused() {
    assertThatThrownBy(() -> Ablation.meanOver(List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("There is no photograph to take the mean over; at least one would be right.");
  }

  @Test
  void aContrastIsTestedByItsLead() {
    Explanation why =
        question(RESNET, network).against(RESNET.logits().length - 1).decompose(1).verify();

    Evidence strongest = why.root().evidence().get(0);
    Effect effect = Objects.requireNonNull(strongest.effect());
    assertThat(effect.onRoot()).isEqualTo(effect.onDecision());
    assertThat(effect.onDecision()).isPositive();
  }

  @Test
  void nodesThatAreAskedLaterAreNotTestedYetUnlessTheQuestionTests() {
    try (Inquiry inquiry = question(RESNET, network).open()) {
      Explanation one = inquiry.verify(inquiry.decompose(1));
      Explanation two = inquiry.deepen(one, one.root().evidence().get(0), 1);

      assertThat(two.root().evidence().get(0).effect())
          .isEqualTo(one.root().evidence().get(0).effect());
      assertThat(two.root().evidence().get(0).grounds().evidence())
          .extracting(Evidence::effect)
          .containsOnlyNulls();
      assertThat(two.tree().agreement().tested()).isEqualTo(3);
      assertThat(two.provenance().tested()).isEqualTo("channels set to zero");
      assertThat(inquiry.verify(two).tree().agreement().tested()).isEqualTo(6);
    }
    try (Inquiry inquiry = question(RESNET, network).tested().open()) {
      Explanation one = inquiry.decompose(1);
      Explanation two = inquiry.deepen(one, one.root().evidence().get(0), 1);

      assertThat(two.tree().agreement().tested()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void testedNodesAreDeepenedAsIfAskedAtOnce(Rule rule) {
    try (Inquiry inquiry = question(RESNET, network).rule(rule).tested().open()) {
      Explanation stepwise = inquiry.decompose(1);
      for (int i = 0; i < 3; i++) {
        stepwise = inquiry.deepen(stepwise, stepwise.root().evidence().get(i), 1);
      }

      assertThat(stepwise).isEqualTo(inquiry.decompose(2));
    }
  }

  @Test
  void anExplanationMadeAnotherWayIsRefused() {
    Explanation peak = question(RESNET, network).rule(Rule.PEAK).decompose(1);
    Explanation elsewhere = question(RESNET, network).layers(RESNET.layers()[1]).decompose(1);
    Explanation other = question(RESNET, network).target(0).decompose(1);

    try (Inquiry inquiry = question(RESNET, network).open()) {
      assertThatThrownBy(() -> inquiry.verify(peak))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "The explanation was made by PEAK with gradient x activation onto layer4, but this inquiry is by FLOW with gradient x activation onto layer4; one that this inquiry gave would be right.");
      assertThatThrownBy(() -> inquiry.verify(elsewhere))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("onto layer3, but");
      assertThatThrownBy(() -> inquiry.verify(other))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("The explanation is of \"class 0\"");
    }
  }

  @Test
  void aClosedNetworkIsNotAskedAgain() {
    Explanation why;
    try (Network closing = RESNET.load()) {
      why = question(RESNET, closing).decompose(1);
    }

    assertThatThrownBy(why::verify)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "The network \"resnet_basic\" is closed; one that is not closed yet would be right, such as this one loaded again.");
    assertThat(why.text()).isNotEmpty();
  }

  @Test
  void aClosedInquiryIsNotAskedAgain() {
    Inquiry inquiry = question(RESNET, network).open();
    Explanation why = inquiry.decompose(1);
    inquiry.close();

    assertThatThrownBy(() -> inquiry.verify(why))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("This inquiry is closed");
  }

  @Test
  void interruptingTheThreadStopsItAndLeavesTheInquiryUsable() {
    try (Inquiry inquiry = question(RESNET, network).open()) {
      Explanation why = inquiry.decompose(2);
      Explanation before = inquiry.verify(why);

      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> inquiry.verify(why)).isInstanceOf(CancellationException.class);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> why.verify(Ablation.meanOver(List.of(RESNET.input()))))
          .isInstanceOf(CancellationException.class);

      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(inquiry.verify(why)).isEqualTo(before);
    }
  }

  @Test
  void theMeasuredShareIsTheEffectOverAllScoresWithoutTheirSigns() {
    Grounds grounds = question(RESNET, network).opposition(1).decompose(1).verify().root();

    for (Evidence one : grounds.evidence()) {
      assertThat(one.measuredShare())
          .hasValueCloseTo(
              one.effect().onDecision() / (grounds.support() - grounds.opposition()), within(1e-9));
    }
  }

  @Test
  void theAgreementIsThatOfPredictedAndMeasuredShares() {
    Agreement agreement =
        agreementOf(
            new double[] {0.4, 0.3, 0.2, 0.1, -0.1}, new double[] {0.5, 0.1, 0.2, 0.1, 0.05});

    assertThat(agreement.tested()).isEqualTo(5);
    assertThat(agreement.holding()).isEqualTo(4);
    // scipy.stats.spearmanr([.4, .3, .2, .1, -.1], [.5, .1, .2, .1, .05])
    assertThat(agreement.rankCorrelation()).hasValueCloseTo(0.820782681668, within(1e-9));
    assertThat(agreement.medianRatio()).hasValueCloseTo(1.0, within(1e-12));
  }

  @Test
  void whereAllSharesAreEqualThereIsNoRankCorrelation() {
    Agreement equal = agreementOf(new double[] {0.2, 0.2, 0.2}, new double[] {0.5, 0.1, 0.2});

    assertThat(equal.rankCorrelation()).isEmpty();
    assertThat(equal.medianRatio()).hasValueCloseTo(1.0, within(1e-12));
  }

  @Test
  void twoPiecesOfEvidenceHaveNoRankCorrelation() {
    Agreement two = agreementOf(new double[] {0.4, 0.2}, new double[] {0.5, -0.1});

    assertThat(two.rankCorrelation()).isEmpty();
    assertThat(two.holding()).isEqualTo(1);
    assertThat(two.medianRatio()).hasValueCloseTo(0.375, within(1e-12));
  }

  @Test
  void whatReadsOnlyTheMeanOfAChannelLosesNothingByIt() {
    Explanation why = question(RESNET, network).decompose(1).verify(Ablation.MEAN);

    assertThat(why.root().evidence()).extracting(Evidence::effect).containsOnly(new Effect(0, 0));
    assertThat(why.tree().agreement().holding()).isZero();
  }

  @Test
  void aGraphOfTestedEvidenceShowsWhatTheTreeDoes() {
    Explainer question = ofSecondLayer(RESNET, network).tested();

    assertThat(question.graph(1).nodes().stream().skip(1).map(node -> node.evidence().channel()))
        .containsExactlyInAnyOrderElementsOf(
            question.decompose(1).root().evidence().stream().map(Evidence::channel).toList());
  }

  private static Agreement agreementOf(double[] shares, double[] measured) {
    Explanation why = question(RESNET, network).decompose(1);
    Evidence any = why.root().evidence().get(0);
    List<Evidence> evidence =
        IntStream.range(0, shares.length)
            .mapToObj(
                i ->
                    new Evidence(
                            any.layer(),
                            i,
                            2 * shares[i],
                            shares[i],
                            shares[i],
                            any.location(),
                            any.box(),
                            any.map(),
                            null)
                        .tested(new Effect(2 * measured[i], 2 * measured[i])))
            .toList();
    EvidenceTree tree = why.tree();
    return new EvidenceTree(
            tree.photograph(),
            tree.framing(),
            tree.target(),
            tree.against(),
            tree.top(),
            tree.root().showing(evidence),
            tree.provenance())
        .agreement();
  }

  private static Explainer question(ReferenceTree reference, Network asked) {
    return Taproot.explain(reference.input())
        .with(asked)
        .target(reference.number("target"))
        .layers(reference.layers());
  }

  private static Explainer ofSecondLayer(ReferenceTree reference, Network asked) {
    return question(reference, asked).layers(reference.layers()[1]);
  }

  private static double[] doubles(JsonArray array) {
    return array.asList().stream().mapToDouble(one -> one.getAsDouble()).toArray();
  }

  private static JsonObject golden() {
    try {
      String json = Files.readString(Path.of("src/test/resources/interventions.json"));
      return JsonParser.parseString(json).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
