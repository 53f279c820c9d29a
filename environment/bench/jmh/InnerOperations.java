package dev.taproot.bench;

import dev.taproot.Taproot;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.image.Input;
import dev.taproot.image.Photograph;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Gradient;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.network.Recording;
import dev.taproot.view.TreeHtml;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What an explanation by the embedded network is made of. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class InnerOperations {
  private final Network network = Network.embedded("cpu");
  private final List<String> layers =
      network.suggestedLayers().stream().map(Layer::name).limit(3).toList();
  private final Photograph photograph = Taproot.image("chelsea");
  private final Input input = network.prepare(photograph);
  private final EvidenceTree tree = Taproot.explain(photograph).decompose(3).tree();
  private final Recording recorded = network.record(input, layers);
  private final Map<Integer, float[]> weights = Map.of(0, ones(recorded.output(layers.get(0))));

  private static float[] ones(FeatureMaps output) {
    float[] ones = new float[output.area()];
    Arrays.fill(ones, 1);
    return ones;
  }

  @TearDown
  public void close() {
    recorded.close();
    network.close();
  }

  /** A forward pass, recorded from the lowest of three layers up. */
  @Benchmark
  public void recordedForwardPass() {
    network.record(input, layers).close();
  }

  /** The gradient of a whole channel of the top layer, on all of the layer below. */
  @Benchmark
  public Gradient vjpBetweenNeighbours() {
    return recorded.vjp(layers.get(0), weights, layers.get(1), scores -> new int[] {0, 1, 2});
  }

  /** A photograph of 451 x 300 pixels, resized, cropped and normalised. */
  @Benchmark
  public Input preprocessing() {
    return network.prepare(photograph);
  }

  /** A tree of depth 3 as a page. */
  @Benchmark
  public String treeHtml() {
    return TreeHtml.page(tree);
  }
}
