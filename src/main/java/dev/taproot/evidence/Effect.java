package dev.taproot.evidence;

/**
 * What really happened when a channel was switched off in its layer and the network run on from
 * there: an intervention (ablation) rather than an attribution. Positive where the value fell, as
 * it does by what supports it.
 *
 * @param onDecision the decision above before, less its value after, in that decision's units
 * @param onRoot the class score, or with a contrast its lead, before less after; in logits
 */
public record Effect(double onDecision, double onRoot) {}
