package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.List;
import java.util.Locale;

/**
 * How thick the lines from a decision to its evidence are drawn: as the shares, on one scale for
 * the whole tree, in whole pixels so that the pieces of a line join.
 */
final class Flow {
  private static final double FULL = 16;
  private static final int THINNEST = 1;

  private final double pixelsPerShare;

  Flow(EvidenceTree tree) {
    double largest = Shares.largestSum(tree);
    this.pixelsPerShare = largest > 0 ? FULL / largest : 0;
  }

  /**
   * Style properties for the stem that leaves a decision: the first line goes straight on, the
   * others bend down, orange outside and blue inside.
   */
  String stem(Grounds grounds) {
    List<Evidence> all = grounds.evidence();
    if (all.isEmpty()) {
      return "--stem:0;--first:0;--bend-orange:0;--bend-blue:0";
    }
    List<Evidence> bending = all.subList(1, all.size());
    int blue = opposing(bending);
    return String.format(
        Locale.ROOT,
        "--stem:%d;--first:%d;--bend-orange:%d;--bend-blue:%d",
        thickness(all),
        thickness(all.get(0)),
        thickness(bending) - blue,
        blue);
  }

  /** Style properties for one line, and for the stem that goes on after the line has left it. */
  String branch(Grounds grounds, int index) {
    List<Evidence> after = grounds.evidence().subList(index + 1, grounds.evidence().size());
    return String.format(
        Locale.ROOT,
        "--line:%d;--after:%d;--after-blue:%d",
        thickness(grounds.evidence().get(index)),
        thickness(after),
        opposing(after));
  }

  private int opposing(List<Evidence> evidence) {
    return thickness(evidence.stream().filter(one -> !one.supports()).toList());
  }

  private int thickness(List<Evidence> evidence) {
    return evidence.stream().mapToInt(this::thickness).sum();
  }

  private int thickness(Evidence evidence) {
    return Math.max(THINNEST, (int) Math.round(Math.abs(evidence.share()) * pixelsPerShare));
  }
}
