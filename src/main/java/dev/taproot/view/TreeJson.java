package dev.taproot.view;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.taproot.evidence.Agreement;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;

/** A tree as JSON, for programs. */
public final class TreeJson {
  private TreeJson() {}

  /**
   * Writes the tree with numbers in full; a number that is not finite becomes null.
   *
   * @param tree the tree
   * @return one JSON object, indented
   */
  public static String of(EvidenceTree tree) {
    JsonObject json = Json.question(tree.provenance(), tree.target(), tree.against());
    Agreement agreement = tree.agreement();
    if (agreement != null) {
      json.add("agreement", Json.agreement(agreement));
    }
    JsonObject root = new JsonObject();
    Json.addDecision(root, tree.root());
    addChildren(root, tree.root());
    json.add("root", root);
    Json.addCircumstances(json, tree.provenance(), tree.top());
    return Json.write(json);
  }

  /**
   * Writes one piece of evidence as it stands in the tree, without what it rests on.
   *
   * @param evidence the evidence
   * @return a new object; a number that is not finite is null
   */
  public static JsonObject evidence(Evidence evidence) {
    JsonObject json = Json.evidence(evidence);
    Json.addPlace(json, evidence);
    Grounds below = evidence.grounds();
    if (below != null) {
      Json.addDecision(json, below);
    }
    return json;
  }

  private static void addChildren(JsonObject json, Grounds grounds) {
    JsonArray children = new JsonArray();
    for (Evidence evidence : grounds.evidence()) {
      JsonObject child = evidence(evidence);
      Grounds below = evidence.grounds();
      if (below != null) {
        addChildren(child, below);
      }
      children.add(child);
    }
    json.add("children", children);
  }
}
