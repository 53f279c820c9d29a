package dev.taproot.gap;

import dev.taproot.input.InvalidInputException;

/**
 * How the gradient G that makes relevance R = G * A is taken.
 *
 * @param steps 0 for the gradient at the activations themselves; else the number of points on the
 *     straight line from zero to them over which it is averaged
 */
public record Attribution(int steps) {
  private static final int MOST = 1000;

  /**
   * Gradient times activation: the first order Taylor term at zero (Shrikumar et al. 2016; Montavon
   * et al. 2017). One vjp for each decision.
   */
  public static final Attribution GRADIENT_X_ACTIVATION = new Attribution(0);

  /** Checks the number of steps. */
  public Attribution {
    if (steps < 0 || steps > MOST) {
      throw outOfRange(steps);
    }
  }

  /**
   * Integrated gradients along the straight line from zero, layer by layer (Sundararajan, Taly and
   * Yan 2017), by the midpoint rule: smaller residuals, at the cost of a forward pass for each step
   * and layer, and a vjp for each step and decision. The forward passes are kept while the inquiry
   * is open: each needs about as much memory as one explanation.
   *
   * @param steps 1 to 1000
   * @return the attribution
   */
  public static Attribution integratedGradients(int steps) {
    if (steps == 0) {
      throw outOfRange(steps);
    }
    return new Attribution(steps);
  }

  private static InvalidInputException outOfRange(int steps) {
    return new InvalidInputException(
        "Integrated gradients are given %d steps; 1 to %d would be right.".formatted(steps, MOST));
  }

  @Override
  public String toString() {
    return steps == 0
        ? "gradient x activation"
        : "integrated gradients, " + steps + (steps == 1 ? " step" : " steps");
  }
}
