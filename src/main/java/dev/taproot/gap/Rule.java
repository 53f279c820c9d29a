package dev.taproot.gap;

/** How evidence becomes the next decision: what is asked of channel k, with relevance R = G * A. */
public enum Rule {
  /**
   * w = G[k]: what of this channel the decision above used. Scores are conserved down the tree: the
   * child's value is its score, in units of the class score throughout.
   */
  FLOW,
  /**
   * w = 1 at the strongest position of R[k]: why is this neuron on? Its value is the neuron's
   * activation.
   */
  PEAK,
  /** w = 1 at every position: why is this channel on? Its value is the channel's sum. */
  SUM
}
