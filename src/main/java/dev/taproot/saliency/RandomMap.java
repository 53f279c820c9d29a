package dev.taproot.saliency;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.network.Network;
import java.util.Random;

/**
 * Random numbers.
 *
 * @param seed where they begin
 */
record RandomMap(long seed) implements SaliencyMethod {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public RelevanceMap map(Network network, Input input, Decision decision) {
    Passes.check(decision);
    Random random = new Random(seed);
    float[] values = new float[input.height() * input.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return new RelevanceMap(input.height(), input.width(), values);
  }
}
