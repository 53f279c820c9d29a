package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A tree as comma-separated values (RFC 4180), one record for each piece of evidence. */
public final class TreeCsv {
  private static final String HEADER =
      "path,depth,layer,channel,score,share,root_share,value,residual,row,column,x,y,width,height";
  private static final String END = "\r\n";

  private TreeCsv() {}

  /**
   * Writes the tree, a header first; a leaf's value and residual are empty.
   *
   * @param tree the tree
   * @return lines that end in CR LF
   */
  public static String of(EvidenceTree tree) {
    StringBuilder csv = new StringBuilder(HEADER).append(END);
    for (TreeRow row : TreeRow.of(tree)) {
      Evidence evidence = row.evidence();
      Grounds grounds = evidence.grounds();
      csv.append(
              line(
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
                  evidence.box().height()))
          .append(END);
    }
    return csv.toString();
  }

  private static String line(Object... fields) {
    return Arrays.stream(fields)
        .map(field -> quoted(field.toString()))
        .collect(Collectors.joining(","));
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
