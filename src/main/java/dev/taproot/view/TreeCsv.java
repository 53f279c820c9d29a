package dev.taproot.view;

import dev.taproot.evidence.Effect;
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

  private static final String EFFECTS = ",effect,root_effect";

  private TreeCsv() {}

  /**
   * Writes the tree, a header first; a leaf's value and residual are empty. Where biases are named
   * there is a column of their sums, too, before the residual. Where evidence has been tested two
   * more columns say with what effect, on the decision above and on the root.
   *
   * @param tree the tree
   * @return lines that end in CR LF
   */
  public static String of(EvidenceTree tree) {
    boolean biases = Shares.namesBiases(tree);
    boolean tested = tree.agreement() != null;
    StringBuilder csv =
        new StringBuilder(HEADER.formatted(biases ? "biases," : ""))
            .append(tested ? EFFECTS : "")
            .append(Csv.END);
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
      if (tested) {
        Effect effect = evidence.effect();
        fields.add(effect == null ? "" : effect.onDecision());
        fields.add(effect == null ? "" : effect.onRoot());
      }
      csv.append(Csv.line(fields.toArray()));
    }
    return csv.toString();
  }
}
