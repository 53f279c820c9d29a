package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.EvidenceGraph.Edge;
import dev.taproot.evidence.EvidenceGraph.Node;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GraphPictureTest {
  /** The root rests on 1 and 2, both of these on 4, and 1 on 3 as well; 5 opposes 2. */
  private final EvidenceGraph graph = shared();

  @Test
  void everyChannelStandsOnceInTheColumnOfItsLayer() {
    Map<Integer, CardPlace> places = GraphPicture.places(graph);

    assertThat(places).containsOnlyKeys(1, 2, 3, 4, 5);
    assertThat(left(places, 1)).isEqualTo(left(places, 2)).isLessThan(left(places, 4));
    assertThat(left(places, 3)).isEqualTo(left(places, 4)).isEqualTo(left(places, 5));
  }

  @Test
  void aSharedChannelStandsBetweenThoseOfItsDecisionsAlone() {
    Map<Integer, CardPlace> places = GraphPicture.places(graph);

    assertThat(top(places, 4)).isGreaterThan(top(places, 3)).isLessThan(top(places, 5));
  }

  @Test
  void aBandComesFromEveryDecision() {
    BufferedImage picture = GraphPicture.of(graph);
    Map<Integer, CardPlace> places = GraphPicture.places(graph);

    assertThat(bands(picture, places.get(3), true)).isEqualTo(1);
    assertThat(bands(picture, places.get(4), true)).isEqualTo(2);
    assertThat(bands(picture, places.get(5), false)).isEqualTo(1);
    assertThat(bands(picture, places.get(5), true)).isZero();
  }

  /** Counts the bands that end at a card, which pale lines part. */
  private static int bands(BufferedImage picture, @Nullable CardPlace place, boolean support) {
    CardPlace card = Objects.requireNonNull(place);
    int colour = Canvas.hue(support).getRGB();
    int x = (int) card.in().getX() - 4;
    int bands = 0;
    for (int y = (int) card.in().getY() - 40; y < card.in().getY() + 40; y++) {
      if (picture.getRGB(x, y) == colour && picture.getRGB(x, y - 1) != colour) {
        bands++;
      }
    }
    return bands;
  }

  @Test
  void whatADecisionRestsOnStandsInItsAccount() {
    Map<Integer, CardPlace> places = GraphPicture.places(graph);

    assertThat(Objects.requireNonNull(places.get(1)).account()).isNotNull();
    assertThat(Objects.requireNonNull(places.get(3)).account()).isNull();
  }

  @Test
  void cardsLieInThePictureAndNotOnEachOther() {
    for (EvidenceGraph one : List.of(graph, chain(1, 1), chain(6, 1), chain(1, 12), chain(3, 9))) {
      BufferedImage picture = GraphPicture.of(one);
      List<CardPlace> places = List.copyOf(GraphPicture.places(one).values());
      Rectangle2D inside =
          new Rectangle2D.Double(24, 24, picture.getWidth() - 48, picture.getHeight() - 48);

      for (int i = 0; i < places.size(); i++) {
        assertThat(inside.contains(places.get(i).card())).isTrue();
        for (int j = 0; j < i; j++) {
          assertThat(places.get(i).card().intersects(places.get(j).card())).isFalse();
        }
      }
    }
  }

  @Test
  void aLargeGraphIsShownWhereItIsStrongest() {
    EvidenceGraph large = chain(3, 20);

    assertThat(large.nodes()).hasSize(61);
    assertThat(GraphPicture.places(large)).hasSizeLessThan(60).containsKeys(1, 2, 20);
    assertThat(GraphPicture.of(large).getHeight()).isLessThan(2000);
  }

  @Test
  void aDecisionWithoutAnyEvidenceStillShows() {
    assertThat(GraphPicture.places(chain(1, 0))).isEmpty();
    assertThat(GraphPicture.of(chain(1, 0)).getWidth()).isPositive();
  }

  @Test
  void aPngIsThePictureAtItsScale() throws IOException {
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(GraphPicture.png(graph, 2)));

    assertThat(read.getWidth()).isEqualTo(2 * GraphPicture.of(graph).getWidth());
  }

  private static double left(Map<Integer, CardPlace> places, int number) {
    return Objects.requireNonNull(places.get(number)).card().getX();
  }

  private static double top(Map<Integer, CardPlace> places, int number) {
    return Objects.requireNonNull(places.get(number)).card().getY();
  }

  private static EvidenceGraph shared() {
    EvidenceTree tree = new SampleTree().depth(2).width(2).opposition(1).build();
    Evidence first = tree.root().evidence().get(0);
    Evidence second = tree.root().evidence().get(1);
    List<Evidence> ofFirst = Objects.requireNonNull(first.grounds()).evidence();
    List<Evidence> ofSecond = Objects.requireNonNull(second.grounds()).evidence();
    return graph(
        tree,
        List.of(
            new Node(0, null, tree.root().showing(List.of())),
            decision(1, first),
            decision(2, second),
            new Node(3, ofFirst.get(0), null),
            new Node(4, ofFirst.get(1), null),
            new Node(5, ofSecond.get(2), null)),
        List.of(
            edge(0, 1, first),
            edge(0, 2, second),
            edge(1, 3, ofFirst.get(0)),
            edge(1, 4, ofFirst.get(1)),
            edge(2, 4, ofSecond.get(0)),
            edge(2, 5, ofSecond.get(2))));
  }

  /** A graph in which each node of a layer rests on all of the next. */
  private static EvidenceGraph chain(int depth, int width) {
    EvidenceTree tree = new SampleTree().depth(1).width(width).build();
    Grounds grounds = tree.root().showing(List.of());
    List<Node> nodes = new ArrayList<>(List.of(new Node(0, null, grounds)));
    List<Edge> edges = new ArrayList<>();
    List<Node> above = List.copyOf(nodes);
    for (int level = 0; level < depth; level++) {
      List<Node> layer = new ArrayList<>();
      for (Evidence evidence : tree.root().evidence()) {
        Node node = new Node(nodes.size(), evidence, level + 1 < depth ? grounds : null);
        nodes.add(node);
        layer.add(node);
        above.forEach(from -> edges.add(edge(from.number(), node.number(), evidence)));
      }
      above = layer;
    }
    return graph(tree, nodes, edges);
  }

  private static Node decision(int number, Evidence evidence) {
    return new Node(
        number, evidence.on(null), Objects.requireNonNull(evidence.grounds()).showing(List.of()));
  }

  private static Edge edge(int from, int to, Evidence evidence) {
    return new Edge(from, to, evidence.score(), evidence.share());
  }

  private static EvidenceGraph graph(EvidenceTree tree, List<Node> nodes, List<Edge> edges) {
    return new EvidenceGraph(
        tree.photograph(),
        tree.framing(),
        tree.target(),
        tree.against(),
        tree.top(),
        nodes,
        edges,
        tree.provenance());
  }
}
