package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;

/** A tree as comma-separated values (RFC 4180), one record for each piece of evidence. */
public final class TreeCsv {
  private static final String HEADER =
      "path,depth,layer,channel,score,share,root_share,value,residual,row,column,x,y,width,height";

  private TreeCsv() {}

  /**
   * Writes the tree, a header first; a leaf's value and residual are empty.
   *
   * @param tree the tree
   * @return lines that end in CR LF
   */
  public static String of(EvidenceTree tree) {
    StringBuilder csv = new StringBuilder(HEADER).append(Csv.END);
    for (TreeRow row : TreeRow.of(tree)) {
      Evidence evidence = row.evidence();
      Grounds grounds = evidence.grounds();
      csv.append(
          Csv.line(
              row.path(),
              row.depth(),
              evidence.layer(),
              evidence.channel(),
              evidence.score(),
              evidence.share(),
              evidence.rootShare(),
              grounds == null ? "" : grounds.value(),
              grounds == null ? "" : grounds.residual(),
              evidence.location().row(),
              evidence.location().column(),
              evidence.box().x(),
              evidence.box().y(),
              evidence.box().width(),
              evidence.box().height()));
    }
    return csv.toString();
  }
}
