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
    addGrounds(root, tree.root());
    json.add("root", root);
    Json.addCircumstances(json, tree.provenance(), tree.top());
    return Json.write(json);
  }

  private static void addGrounds(JsonObject json, Grounds grounds) {
    Json.addDecision(json, grounds);
    JsonArray children = new JsonArray();
    for (Evidence evidence : grounds.evidence()) {
      JsonObject child = Json.evidence(evidence);
      Json.addPlace(child, evidence);
      Grounds below = evidence.grounds();
      if (below != null) {
        addGrounds(child, below);
      }
      children.add(child);
    }
    json.add("children", children);
  }
}
