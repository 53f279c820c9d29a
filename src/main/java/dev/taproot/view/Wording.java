package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sentences that every way of looking shares. */
final class Wording {
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

  /** Says what part of the root a piece of evidence is: {@code 1.2% of root}. */
  static String ofRoot(Evidence evidence) {
    return Notation.smallPercent(evidence.rootShare()) + " of root";
  }
}
