package dev.taproot.saliency;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;

/**
 * The mean gradient on the line from zero to the pixels, times the pixels.
 *
 * @param steps how many gradients are taken
 */
record IntegratedGradients(int steps) implements SaliencyMethod {
  private static final int MOST_STEPS = 1000;

  IntegratedGradients {
    if (steps < 1 || steps > MOST_STEPS) {
      throw new InvalidInputException(
          "Integrated gradients go from zero in steps, given %d; 1 to %d would be right."
              .formatted(steps, MOST_STEPS));
    }
  }

  @Override
  public String name() {
    return "integrated gradients, %d step%s".formatted(steps, steps == 1 ? "" : "s");
  }

  @Override
  public RelevanceMap map(Network network, Input input, Decision decision) {
    Passes.check(decision);
    float[] pixels = input.values();
    double[] sum = new double[pixels.length];
    Passes.each(
        "steps",
        steps,
        step -> Passes.gradient(network, scaled(input, (step + 0.5f) / steps), decision),
        gradient -> {
          for (int i = 0; i < sum.length; i++) {
            sum[i] += gradient[i];
          }
        });
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= (double) pixels[i] / steps;
    }
    return Passes.overColours(input, sum);
  }

  private static Input scaled(Input input, float factor) {
    float[] values = input.values();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return input.with(values);
  }
}
