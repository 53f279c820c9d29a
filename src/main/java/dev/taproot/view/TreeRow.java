package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.ArrayList;
import java.util.List;

/**
 * One piece of evidence and where it stands in the tree.
 *
 * @param path its place among the evidence of each decision on the way from the root, 0 first:
 *     {@code 0.2.1}
 * @param depth 1 for what the root rests on
 * @param evidence the evidence itself
 */
record TreeRow(String path, int depth, Evidence evidence) {

  /** Lists a tree's evidence, each followed by what it rests on. */
  static List<TreeRow> of(EvidenceTree tree) {
    List<TreeRow> rows = new ArrayList<>(tree.root().size());
    collect(tree.root(), "", 1, rows);
    return rows;
  }

  private static void collect(Grounds grounds, String prefix, int depth, List<TreeRow> rows) {
    for (int i = 0; i < grounds.evidence().size(); i++) {
      Evidence evidence = grounds.evidence().get(i);
      String path = prefix + i;
      rows.add(new TreeRow(path, depth, evidence));
      Grounds below = evidence.grounds();
      if (below != null) {
        collect(below, path + ".", depth + 1, rows);
      }
    }
  }
}
