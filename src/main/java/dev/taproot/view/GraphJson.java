package dev.taproot.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.Grounds;

/** An evidence graph as JSON, for programs. */
public final class GraphJson {
  private GraphJson() {}

  /**
   * Writes the graph with numbers in full: {@code nodes}, the root first, and {@code edges} with
   * the numbers of the nodes they join.
   *
   * @param graph the graph
   * @return one JSON object, indented
   */
  public static String of(EvidenceGraph graph) {
    JsonObject json = Json.question(graph.provenance(), graph.target(), graph.against());
    JsonArray nodes = new JsonArray();
    graph.nodes().forEach(node -> nodes.add(node(node)));
    json.add("nodes", nodes);
    JsonArray edges = new JsonArray();
    graph.edges().forEach(edge -> edges.add(edge(edge)));
    json.add("edges", edges);
    Json.addCircumstances(json, graph.provenance(), graph.top());
    return Json.write(json);
  }

  private static JsonObject node(EvidenceGraph.Node node) {
    JsonObject json = new JsonObject();
    json.addProperty("number", node.number());
    Evidence evidence = node.evidence();
    if (evidence != null) {
      Json.evidence(evidence).entrySet().forEach(e -> json.add(e.getKey(), e.getValue()));
      Json.addPlace(json, evidence);
    }
    Grounds grounds = node.grounds();
    if (grounds != null) {
      Json.addDecision(json, grounds);
    }
    return json;
  }

  private static JsonObject edge(EvidenceGraph.Edge edge) {
    JsonObject json = new JsonObject();
    json.addProperty("from", edge.from());
    json.addProperty("to", edge.to());
    json.add("flow", Json.number(edge.flow()));
    json.add("share", Json.number(edge.share()));
    return json;
  }
}
