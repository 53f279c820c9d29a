package dev.taproot.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one channel contributes to a class, taken over all the decisions of a tree that rest on it.
 *
 * @param strongest where the channel stands with the largest share of the root, without sign
 * @param decisions how many decisions of the tree rest on the channel, at least 1
 * @param score the sum of its scores; empty where they are in units of different decisions, which
 *     do not add up (several decisions, and a rule other than FLOW)
 * @param share its share of the decision above; empty where there are several
 * @param rootShare the sum of its shares of the root, with the sign of what it does to the class
 */
public record Contribution(
    Evidence strongest,
    int decisions,
    OptionalDouble score,
    OptionalDouble share,
    double rootShare) {

  /** Adds up the places of one channel in a tree. */
  static Contribution of(List<Evidence> places, String rule) {
    boolean single = places.size() == 1;
    Evidence strongest =
        places.stream()
            .max(Comparator.comparingDouble(one -> Math.abs(one.rootShare())))
            .orElseThrow();
    return new Contribution(
        strongest,
        places.size(),
        single || rule.equalsIgnoreCase("FLOW")
            ? OptionalDouble.of(places.stream().mapToDouble(Evidence::score).sum())
            : OptionalDouble.empty(),
        single ? OptionalDouble.of(strongest.share()) : OptionalDouble.empty(),
        places.stream().mapToDouble(Evidence::rootShare).sum());
  }

  /** Returns the layer that the channel belongs to. */
  public String layer() {
    return strongest.layer();
  }

  /** Returns the channel's number, 0 first. */
  public int channel() {
    return strongest.channel();
  }

  /** Tells whether the channel, on balance, supports the class rather than opposing it. */
  public boolean supports() {
    return rootShare > 0;
  }

  /** Returns the share of the root without its sign. */
  public double strength() {
    return Math.abs(rootShare);
  }
}
