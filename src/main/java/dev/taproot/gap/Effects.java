package dev.taproot.gap;

import dev.taproot.image.Photograph;
import dev.taproot.network.Intervention;
import dev.taproot.network.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What decisions really lose when a channel below them is switched off and the network run on from
 * there, in which all other channels stay as they are.
 */
public final class Effects {
  /** What single precision leaves in doubt, relative to the decision's terms: is no effect. */
  private static final double ROUNDING = 1e-6;

  private final ForwardPass pass;
  private final Ablation ablation;
  private final Map<String, float[]> means;

  private Effects(ForwardPass pass, Ablation ablation, Map<String, float[]> means) {
    this.pass = pass;
    this.ablation = ablation;
    this.means = means;
  }

  /**
   * Makes ready to measure.
   *
   * @param pass the recorded forward pass
   * @param ablation what channels are set to; photographs that it is a mean over are run through
   *     the network now
   * @return how to measure
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Effects of(ForwardPass pass, Ablation ablation) {
    List<Photograph> over = ablation.over();
    if (over.isEmpty()) {
      return new Effects(pass, ablation, Map.of());
    }
    List<Map<String, float[]>> each =
        Asking.ask("photographs", over.size(), asking -> asking.all(tasks(pass, over, asking)));
    Map<String, float[]> means = new HashMap<>(each.get(0));
    means.replaceAll((layer, of) -> mean(each.stream().map(one -> one.get(layer)).toList()));
    return new Effects(pass, ablation, means);
  }

  private static List<Callable<Map<String, float[]>>> tasks(
      ForwardPass pass, List<Photograph> photographs, Asking asking) {
    List<Callable<Map<String, float[]>>> tasks = new ArrayList<>();
    for (Photograph photograph : photographs) {
      tasks.add(
          () -> {
            asking.count();
            return pass.means(photograph);
          });
    }
    return tasks;
  }

  private static float[] mean(List<float[]> values) {
    float[] mean = new float[values.get(0).length];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (float[] one : values) {
        sum += one[i];
      }
      mean[i] = (float) (sum / values.size());
    }
    return mean;
  }

  /**
   * Switches off each of some channels by itself.
   *
   * @param decision the decision
   * @param layer the layer that they are of
   * @param channels their numbers
   * @return for each what the decision loses: its value before less its value after, 0 where that
   *     is within the rounding of single precision
   */
  double[] of(Decision decision, Layer layer, List<Integer> channels) {
    if (channels.isEmpty()) {
      return new double[0];
    }
    double before = decision.value(pass.output(decision.layer()));
    float[] off = off(layer);
    List<Intervention> each =
        channels.stream().map(channel -> new Intervention(Map.of(channel, off[channel]))).toList();
    double noise = ROUNDING * decision.magnitude(pass.output(decision.layer()));
    return pass.intervene(decision, layer, each, false).stream()
        .mapToDouble(outcome -> before - outcome.value())
        .map(lost -> Math.abs(lost) > noise ? lost : 0)
        .toArray();
  }

  /** What each channel of a layer is set to. */
  private float[] off(Layer layer) {
    float[] elsewhere = means.get(layer.name());
    return elsewhere != null
        ? elsewhere
        : ablation.mean() ? pass.output(layer.name()).means() : new float[layer.channels()];
  }
}
