package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.List;
import java.util.Locale;

/**
 * How thick the lines from a decision to its evidence are drawn, in pixels: as thick as the shares,
 * on one scale for the whole tree.
 */
final class Flow {
  private static final double FULL = 18;
  private static final double THINNEST = 1.5;

  private final double pixelsPerShare;

  Flow(EvidenceTree tree) {
    double largest =
        Shares.decisions(tree.root()).mapToDouble(Flow::shownWithoutSigns).max().orElse(0);
    this.pixelsPerShare = largest > 0 ? FULL / largest : 0;
  }

  /** Style properties for the stem that leaves a decision. */
  String stem(Grounds grounds) {
    return String.format(
        Locale.ROOT,
        "--stem:%.2f;--stem-blue:%.2f",
        thickness(grounds.evidence(), false),
        thickness(grounds.evidence(), true));
  }

  /**
   * Style properties for one piece of evidence: the line to it, and the stem before and after that
   * line leaves it.
   */
  String branch(Grounds grounds, int index) {
    List<Evidence> all = grounds.evidence();
    List<Evidence> with = all.subList(index, all.size());
    List<Evidence> without = all.subList(index + 1, all.size());
    return String.format(
        Locale.ROOT,
        "--line:%.2f;--before:%.2f;--before-blue:%.2f;--after:%.2f;--after-blue:%.2f",
        thickness(all.get(index)),
        thickness(with, false),
        thickness(with, true),
        thickness(without, false),
        thickness(without, true));
  }

  private double thickness(List<Evidence> evidence, boolean onlyOpposition) {
    return evidence.stream()
        .filter(one -> !onlyOpposition || !one.supports())
        .mapToDouble(this::thickness)
        .sum();
  }

  private double thickness(Evidence evidence) {
    return Math.max(THINNEST, Math.abs(evidence.share()) * pixelsPerShare);
  }

  private static double shownWithoutSigns(Grounds grounds) {
    return grounds.evidence().stream().mapToDouble(one -> Math.abs(one.share())).sum();
  }
}
