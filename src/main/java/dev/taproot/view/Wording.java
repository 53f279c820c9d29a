package dev.taproot.view;

import dev.taproot.evidence.Agreement;
import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Effect;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sentences that every way of looking shares. */
final class Wording {
  private static final int ROOT_DECIMALS = 3;

  private Wording() {}

  /** Names the decision: the class, or the class rather than the other. */
  static String decision(ClassScore target, @Nullable ClassScore against) {
    return against == null ? target.label() : target.label() + " rather than " + against.label();
  }

  /** Tells the decision's value: the logit and the probability, or the lead over the other. */
  static String value(ClassScore target, @Nullable ClassScore against) {
    if (against == null) {
      Notation notation = Notation.fitting(target.logit());
      return "logit "
          + notation.plain(target.logit())
          + ", probability "
          + Notation.percent(target.probability());
    }
    Notation notation = Notation.fitting(target.logit(), against.logit());
    return "leads by "
        + notation.plain(target.logit() - against.logit())
        + " (logit "
        + notation.plain(target.logit())
        + " against "
        + notation.plain(against.logit())
        + ")";
  }

  /** Names the root's value in one word or two. */
  static String quantity(@Nullable ClassScore against) {
    return against == null ? "logit" : "lead";
  }

  /** Names what the value of a decision below the root is. */
  static String nodeQuantity(String rule) {
    return switch (rule.toUpperCase(Locale.ROOT)) {
      case "FLOW" -> "score";
      case "PEAK" -> "activation at its peak";
      case "SUM" -> "summed activation";
      default -> "value";
    };
  }

  /** Explains in which units the scores below the root are. */
  static String units(String rule, @Nullable ClassScore against) {
    String root = against == null ? "logit" : "lead in logits";
    return switch (rule.toUpperCase(Locale.ROOT)) {
      case "FLOW" -> "Every score is in units of the " + root + ".";
      case "PEAK" ->
          "Scores beside the first decision are in units of the "
              + root
              + "; further down, in units of the activation above them at its strongest position.";
      case "SUM" ->
          "Scores beside the first decision are in units of the "
              + root
              + "; further down, in units of the activation above them, summed over its map.";
      default -> "Each score is in units of the decision above it.";
    };
  }

  /** Says in words that a decision is saturated or stepped aside; null where there is nothing. */
  static @Nullable String caution(Grounds grounds) {
    if (grounds.saturated()) {
      return "Saturated: no gradient reaches "
          + grounds.layer()
          + ", so nothing there can be named. All of the value is "
          + (grounds.biases().isEmpty() ? "residual." : "biases and residual.");
    }
    if (grounds.skipped() > 0) {
      return grounds.skipped() == 1
          ? "1 stronger position is clipped and was passed over."
          : grounds.skipped() + " stronger positions are clipped and were passed over.";
    }
    return null;
  }

  /** Explains what is left over of decisions like this one. */
  static String residual(Grounds grounds) {
    return grounds.biases().isEmpty()
        ? "The residual is what no channel explains."
        : "Biases are the constants that the network adds on the way; the residual is what neither a"
            + " channel nor a bias explains.";
  }

  /** Explains shares and the residual of a tree. */
  static String shares(Grounds root) {
    return "A share is of all channels of the layer, shown or not (striped); “of root” multiplies the"
        + " shares from the first decision on. Lines and bars compare shares across this tree. "
        + residual(root);
  }

  /** Counts channels: {@code 1 other channel}, {@code 509 other channels}. */
  static String others(Grounds grounds) {
    int others = grounds.channels() - grounds.evidence().size();
    return String.format(Locale.ROOT, "%,d other channel%s", others, others == 1 ? "" : "s");
  }

  /** Names a layer and counts its channels: {@code layer4.1 · 512 channels}. */
  static String layer(Grounds grounds) {
    int channels = grounds.channels();
    return String.format(
        Locale.ROOT, "%s · %,d channel%s", grounds.layer(), channels, channels == 1 ? "" : "s");
  }

  /** Says how much stands below a decision: {@code 3 below}. */
  static String below(Grounds grounds) {
    return grounds.saturated() ? "saturated" : grounds.evidence().size() + " below";
  }

  /**
   * Says in one line how the tests of a tree's evidence came out; null if there were none: {@code
   * Tested with channels set to zero: 38 of 39 pieces of evidence hold, rank correlation 0.93,
   * median effect 0.95 times the score.}
   */
  static @Nullable String agreement(EvidenceTree tree) {
    Agreement agreement = tree.agreement();
    if (agreement == null) {
      return null;
    }
    Notation notation = new Notation(2);
    StringBuilder line = new StringBuilder("Tested");
    if (tree.provenance().tested() != null) {
      line.append(" with ").append(tree.provenance().tested());
    }
    line.append(
        agreement.tested() == 1
            ? ": the piece of evidence %s"
                .formatted(agreement.holding() == 1 ? "holds" : "does not hold")
            : ": %d of %d pieces of evidence hold"
                .formatted(agreement.holding(), agreement.tested()));
    agreement
        .rankCorrelation()
        .ifPresent(value -> line.append(", rank correlation ").append(notation.plain(value)));
    agreement
        .medianRatio()
        .ifPresent(
            value ->
                line.append(", median effect ")
                    .append(notation.plain(value))
                    .append(" times the score"));
    return line.append('.').toString();
  }

  /** Explains what an effect is, and what holds. */
  static String effects() {
    return "The effect is how far the value of the decision above really falls when that channel alone is"
        + " switched off; evidence holds where it has the sign of the score.";
  }

  /** Explains the effect on the root, where that is shown. */
  static String effectsOnRoot() {
    return "“On root” is what switching the channel off does to the first decision, by every way from it"
        + " to there.";
  }

  /** Says what switching the channel off does to the root: {@code on root +0.12}. */
  static String onRoot(Effect effect) {
    Notation fitting = Notation.fitting(effect.onRoot());
    return "on root "
        + new Notation(Math.min(ROOT_DECIMALS, fitting.decimals())).signed(effect.onRoot());
  }

  /** Says what part of the root a piece of evidence is: {@code 1.2% of root}. */
  static String ofRoot(Evidence evidence) {
    return Notation.smallPercent(evidence.rootShare()) + " of root";
  }
}
