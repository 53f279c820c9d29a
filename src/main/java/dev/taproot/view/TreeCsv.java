package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A tree as comma-separated values (RFC 4180), one record for each piece of evidence. */
public final class TreeCsv {
  private static final String HEADER =
      "path,depth,layer,channel,score,share,root_share,value,%sresidual,row,column,x,y,width,height";

  private TreeCsv() {}

  /**
   * Writes the tree, a header first; a leaf's value and residual are empty. Where biases are named
   * there is a column of their sums, too, before the residual.
   *
   * @param tree the tree
   * @return lines that end in CR LF
   */
  public static String of(EvidenceTree tree) {
    boolean biases = Shares.namesBiases(tree);
    StringBuilder csv =
        new StringBuilder(HEADER.formatted(biases ? "biases," : "")).append(Csv.END);
    for (TreeRow row : TreeRow.of(tree)) {
      Evidence evidence = row.evidence();
      Grounds grounds = evidence.grounds();
      List<Object> fields = new ArrayList<>();
      Collections.addAll(
          fields,
          row.path(),
          row.depth(),
          evidence.layer(),
          evidence.channel(),
          evidence.score(),
          evidence.share(),
          evidence.rootShare(),
          grounds == null ? "" : grounds.value());
      if (biases) {
        fields.add(grounds == null ? "" : grounds.biasSum());
      }
      Collections.addAll(
          fields,
          grounds == null ? "" : grounds.residual(),
          evidence.location().row(),
          evidence.location().column(),
          evidence.box().x(),
          evidence.box().y(),
          evidence.box().width(),
          evidence.box().height());
      csv.append(Csv.line(fields.toArray()));
    }
    return csv.toString();
  }
}
