package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphViewsTest {
  private final EvidenceGraph graph = graph();

  @Test
  void jsonHasNodesAndEdgesThatMeet() {
    JsonObject json = JsonParser.parseString(GraphJson.of(graph)).getAsJsonObject();

    assertThat(json.getAsJsonArray("nodes")).hasSize(3);
    JsonObject root = json.getAsJsonArray("nodes").get(0).getAsJsonObject();
    assertThat(root.get("number").getAsInt()).isZero();
    assertThat(root.get("value").getAsDouble()).isEqualTo(9.3125);
    assertThat(root.has("channel")).isFalse();
    JsonObject edge = json.getAsJsonArray("edges").get(1).getAsJsonObject();
    assertThat(edge.keySet()).containsExactly("from", "to", "flow", "share");
    assertThat(edge.get("to").getAsInt()).isEqualTo(2);
    assertThat(edge.get("flow").getAsDouble()).isEqualTo(graph.edges().get(1).flow());
  }

  @Test
  void textListsEachNodeWithWhatFlowsToIt() {
    List<String> lines = GraphText.of(graph).lines().toList();

    assertThat(lines.get(0)).isEqualTo("tabby, tabby cat");
    assertThat(lines).anyMatch(line -> line.matches(" +0 +logit +9\\.31"));
    assertThat(lines).anyMatch(line -> line.matches(" +1 +layer4\\.1 +\\d+ +\\+4\\.82"));
    assertThat(lines).anyMatch(line -> line.matches(" +from node 0 +█+.? +29% +\\+4\\.82"));
  }

  private static EvidenceGraph graph() {
    EvidenceTree tree = new SampleTree().depth(1).width(2).build();
    Grounds root = tree.root();
    Evidence first = root.evidence().get(0);
    Evidence second = root.evidence().get(1);
    return new EvidenceGraph(
        tree.photograph(),
        tree.framing(),
        tree.target(),
        null,
        tree.top(),
        List.of(
            new EvidenceGraph.Node(0, null, root.showing(List.of())),
            new EvidenceGraph.Node(1, first, null),
            new EvidenceGraph.Node(2, second, null)),
        List.of(
            new EvidenceGraph.Edge(0, 1, first.score(), first.share()),
            new EvidenceGraph.Edge(0, 2, second.score(), second.share())),
        tree.provenance());
  }
}
