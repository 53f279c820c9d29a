package dev.taproot.saliency;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.network.Network;

/** The gradient at the pixels times the pixels. */
record GradientXInput() implements SaliencyMethod {
  @Override
  public String name() {
    return "gradient x input";
  }

  @Override
  public RelevanceMap map(Network network, Input input, Decision decision) {
    Passes.check(decision);
    float[] gradient = Passes.gradient(network, input, decision);
    float[] pixels = input.values();
    double[] relevance = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      relevance[i] = (double) gradient[i] * pixels[i];
    }
    return Passes.overColours(input, relevance);
  }
}
