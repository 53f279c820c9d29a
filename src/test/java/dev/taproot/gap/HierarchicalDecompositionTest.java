package dev.taproot.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.ReferenceTree;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph.Edge;
import dev.taproot.evidence.EvidenceGraph.Node;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Location;
import dev.taproot.image.Photograph;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The method, on a network whose activations are clipped at 6. */
class HierarchicalDecompositionTest {
  private static final ReferenceTree MOBILENET = ReferenceTree.named("mobilenet_v2");
  private static final Photograph INPUT = MOBILENET.input();
  private static final Decision TARGET = Decision.classScore(MOBILENET.number("target"));
  private static Network network;
  private static List<Layer> layers;
  private static ForwardPass pass;

  @BeforeAll
  static void record() {
    network = MOBILENET.load();
    layers =
        Stream.of(MOBILENET.layers()).map(name -> Network.find(network.layers(), name)).toList();
    pass = new ForwardPass(network, INPUT, layers);
  }

  @AfterAll
  static void close() {
    pass.close();
    network.close();
  }

  @Test
  void peakPassesOverClippedPositionsAndSaysHowMany() {
    Evidence clipped =
        decomposition(Rule.PEAK, 3, 0).decompose(TARGET, 2).evidence().stream()
            .filter(evidence -> evidence.grounds().skipped() > 0)
            .findFirst()
            .orElseThrow();
    float[] activation = pass.output(clipped.layer()).map(clipped.channel());
    float[] relevance = clipped.map().values();
    int chosen = place(clipped.location(), layers.get(0));

    List<Integer> stronger = new ArrayList<>();
    for (int i = 0; i < relevance.length; i++) {
      if (relevance[i] > relevance[chosen]) {
        stronger.add(i);
      }
    }

    assertThat(stronger).hasSize(clipped.grounds().skipped());
    assertThat(stronger).allSatisfy(i -> assertThat(activation[i]).isEqualTo(6));
    assertThat(activation[chosen]).isLessThan(6);
    assertThat(clipped.grounds().value()).isEqualTo(activation[chosen]);
    assertThat(clipped.grounds().saturated()).isFalse();
    assertThat(clipped.grounds().evidence()).isNotEmpty();
  }

  @Test
  void whereAllPositionsAreClippedPeakSaysThatNothingBelowCanBeNamed() {
    List<Evidence> saturated =
        all(decomposition(Rule.PEAK, 3, 0).decompose(TARGET, 3)).stream()
            .filter(evidence -> evidence.grounds() != null && evidence.grounds().saturated())
            .toList();

    assertThat(saturated).isNotEmpty();
    for (Evidence evidence : saturated) {
      assertThat(evidence.location()).isEqualTo(evidence.map().strongest());
      assertThat(evidence.grounds().value()).isEqualTo(6);
      assertThat(evidence.grounds().residual()).isEqualTo(6);
      assertThat(evidence.grounds().evidence()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSaturatedDecisionHasNoEvidenceAndIsAllResidual(Rule rule) {
    Layer top = layers.get(0);
    FeatureMaps output = pass.output(top.name());
    int clipped = 0;
    while (output.values()[clipped] != 6) {
      clipped++;
    }
    int place = clipped % output.area();
    Decision decision =
        Decision.neuron(
            top, clipped / output.area(), new Location(place / top.width(), place % top.width()));

    Grounds grounds = decomposition(layers.subList(1, 3), rule, 3, 3).decompose(decision, 2);

    assertThat(grounds.saturated()).isTrue();
    assertThat(grounds.evidence()).isEmpty();
    assertThat(grounds.value()).isEqualTo(6);
    assertThat(grounds.residual()).isEqualTo(6);
    assertThat(grounds.support()).isZero();
    assertThat(grounds.opposition()).isZero();
  }

  @Test
  void supportComesFirstThenOppositionEachTheStrongestFirst() {
    List<Evidence> evidence = decomposition(Rule.FLOW, 4, 3).decompose(TARGET, 1).evidence();

    assertThat(evidence).hasSize(7);
    assertThat(evidence.subList(0, 4))
        .allMatch(Evidence::supports)
        .isSortedAccordingTo(Comparator.comparingDouble(Evidence::score).reversed());
    assertThat(evidence.subList(4, 7))
        .noneMatch(Evidence::supports)
        .isSortedAccordingTo(Comparator.comparingDouble(Evidence::score));
  }

  @Test
  void theSharesOfAllChannelsAddUpToOneInMagnitude() {
    List<Evidence> evidence = decomposition(Rule.FLOW, 100, 100).decompose(TARGET, 1).evidence();

    assertThat(evidence.stream().mapToDouble(one -> Math.abs(one.share())).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void whatOpposesIsDecomposedFirstIntoWhatMakesItNegative() {
    Evidence opposing =
        decomposition(Rule.FLOW, 1, 1).decompose(TARGET, 3).evidence().stream()
            .filter(evidence -> !evidence.supports())
            .findFirst()
            .orElseThrow();
    Grounds below = opposing.grounds();

    assertThat(below.value()).isNegative().isCloseTo(opposing.score(), within(1e-4));
    assertThat(below.evidence()).hasSize(2);
    assertThat(below.evidence().get(0).score()).isNegative();
    assertThat(below.evidence().get(1).score()).isPositive();
  }

  @Test
  void evidenceLiesWhereItsRelevanceIsStrongestInTheDirectionOfItsScore() {
    List<Evidence> evidence = decomposition(Rule.FLOW, 3, 3).decompose(TARGET, 1).evidence();

    assertThat(evidence)
        .allSatisfy(
            one ->
                assertThat(one.location())
                    .isEqualTo(one.supports() ? one.map().strongest() : one.map().weakest()));
  }

  @Test
  void withFlowTheShareOfTheRootHasTheSignOfTheScore() {
    for (Evidence one : all(decomposition(Rule.FLOW, 2, 2).decompose(TARGET, 3))) {
      assertThat(Math.signum(one.rootShare())).isEqualTo(Math.signum(one.score()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theShareOfTheRootIsTheProductOfTheSharesOnTheWay(Rule rule) {
    Grounds root = decomposition(rule, 2, 2).decompose(TARGET, 2);

    for (Evidence upper : root.evidence()) {
      assertThat(upper.rootShare()).isEqualTo(upper.share());
      for (Evidence lower : upper.grounds().evidence()) {
        assertThat(Math.abs(lower.rootShare()))
            .isCloseTo(Math.abs(upper.share() * lower.share()), within(1e-12));
        if (rule != Rule.FLOW) {
          assertThat(lower.rootShare()).isCloseTo(upper.share() * lower.share(), within(1e-12));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGraphsEdgesLeadFromEachLayerToTheNext(Rule rule) {
    HierarchicalDecomposition.Merged graph = decomposition(rule, 3, 1).merge(TARGET, 3);
    List<String> names = layers.stream().map(Layer::name).toList();

    assertThat(graph.nodes()).extracting(Node::number).isSorted().doesNotHaveDuplicates();
    assertThat(graph.nodes().get(0).evidence()).isNull();
    for (Edge edge : graph.edges()) {
      Evidence from = graph.nodes().get(edge.from()).evidence();
      Evidence to = graph.nodes().get(edge.to()).evidence();
      assertThat(names.indexOf(to.layer()))
          .isEqualTo(from == null ? 0 : names.indexOf(from.layer()) + 1);
    }
  }

  @Test
  void inAFlowGraphTheValueOfANodeIsTheSumOfTheFlowsIntoIt() {
    HierarchicalDecomposition.Merged graph = decomposition(Rule.FLOW, 4, 2).merge(TARGET, 3);
    double tolerance = 1e-4 * graph.nodes().get(0).grounds().support();

    for (Node node : graph.nodes()) {
      double flow =
          graph.edges().stream()
              .filter(edge -> edge.to() == node.number())
              .mapToDouble(Edge::flow)
              .sum();
      if (node.evidence() != null) {
        assertThat(node.evidence().score()).isCloseTo(flow, within(1e-9));
      }
      if (node.evidence() != null && node.grounds() != null) {
        assertThat(node.grounds().value()).isCloseTo(flow, within(tolerance));
      }
    }
  }

  @Test
  void inAFlowGraphEachChannelStandsOnce() {
    HierarchicalDecomposition.Merged graph = decomposition(Rule.FLOW, 4, 2).merge(TARGET, 3);

    assertThat(graph.nodes().stream().skip(1).map(node -> channel(node.evidence())))
        .doesNotHaveDuplicates();
    assertThat(graph.edges()).doesNotHaveDuplicates().hasSizeGreaterThan(graph.nodes().size());
  }

  @Test
  void aSumGraphHasTheChannelsOfTheTree() {
    Set<String> distinct = new HashSet<>();
    all(decomposition(Rule.SUM, 3, 1).decompose(TARGET, 3))
        .forEach(evidence -> distinct.add(channel(evidence)));

    List<Node> nodes = decomposition(Rule.SUM, 3, 1).merge(TARGET, 3).nodes();

    assertThat(nodes.stream().skip(1).map(node -> channel(node.evidence())))
        .containsExactlyInAnyOrderElementsOf(distinct);
  }

  @Test
  void aPeakGraphHasTheNeuronsOfTheTree() {
    Set<String> distinct = new HashSet<>();
    all(decomposition(Rule.PEAK, 3, 0).decompose(TARGET, 3))
        .forEach(evidence -> distinct.add(neuron(evidence, evidence.grounds() == null)));

    List<Node> nodes = decomposition(Rule.PEAK, 3, 0).merge(TARGET, 3).nodes();

    assertThat(nodes.stream().skip(1).map(node -> neuron(node.evidence(), node.grounds() == null)))
        .containsExactlyInAnyOrderElementsOf(distinct);
  }

  @ParameterizedTest
  @EnumSource
  void aGraphOfWidthOneIsTheTreeOfWidthOne(Rule rule) {
    HierarchicalDecomposition decomposition = decomposition(rule, 1, 0);
    Grounds grounds = decomposition.decompose(TARGET, 3);

    List<Node> nodes = decomposition.merge(TARGET, 3).nodes();

    assertThat(nodes).hasSize(1 + grounds.size());
    for (Node node : nodes) {
      assertThat(node.grounds()).isEqualTo(grounds == null ? null : grounds.showing(List.of()));
      if (grounds != null && !grounds.evidence().isEmpty()) {
        Evidence expected = grounds.evidence().get(0);
        Evidence found = nodes.get(node.number() + 1).evidence();
        assertThat(channel(found)).isEqualTo(channel(expected));
        assertThat(found.score()).isEqualTo(expected.score());
        assertThat(found.share()).isEqualTo(expected.share());
        assertThat(found.rootShare()).isEqualTo(expected.rootShare());
        assertThat(found.location()).isEqualTo(expected.location());
        assertThat(found.box()).isEqualTo(expected.box());
        grounds = expected.grounds();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGraphOfDepthOneIsTheRootAndItsEvidence(Rule rule) {
    HierarchicalDecomposition decomposition = decomposition(rule, 3, 2);
    List<Evidence> evidence = decomposition.decompose(TARGET, 1).evidence();

    HierarchicalDecomposition.Merged graph = decomposition.merge(TARGET, 1);

    assertThat(graph.nodes()).hasSize(6);
    assertThat(graph.nodes().stream().skip(1)).extracting(Node::grounds).containsOnlyNulls();
    assertThat(graph.edges()).extracting(Edge::from).containsOnly(0);
    assertThat(graph.edges())
        .extracting(Edge::flow)
        .containsExactlyInAnyOrderElementsOf(evidence.stream().map(Evidence::score).toList());
  }

  private static HierarchicalDecomposition decomposition(Rule rule, int width, int opposition) {
    return decomposition(layers, rule, width, opposition);
  }

  private static HierarchicalDecomposition decomposition(
      List<Layer> onto, Rule rule, int width, int opposition) {
    return new HierarchicalDecomposition(
        pass, INPUT, onto, rule, Attribution.GRADIENT_X_ACTIVATION, width, opposition, null);
  }

  private static List<Evidence> all(Grounds grounds) {
    List<Evidence> all = new ArrayList<>();
    for (Evidence evidence : grounds.evidence()) {
      all.add(evidence);
      if (evidence.grounds() != null) {
        all.addAll(all(evidence.grounds()));
      }
    }
    return all;
  }

  private static String channel(Evidence evidence) {
    return evidence.layer() + " " + evidence.channel();
  }

  private static String neuron(Evidence evidence, boolean leaf) {
    return channel(evidence) + (leaf ? "" : " " + evidence.location());
  }

  private static int place(Location location, Layer layer) {
    return location.row() * layer.width() + location.column();
  }
}
