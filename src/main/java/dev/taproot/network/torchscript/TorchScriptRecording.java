package dev.taproot.network.torchscript;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.taproot.image.Input;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Gradient;
import dev.taproot.network.Neuron;
import dev.taproot.network.Recording;
import dev.taproot.network.Sight;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One recorded pass: for each layer its head, and the leaf that stands in for it above. */
final class TorchScriptRecording implements Recording {
  private static final String VJP = "taproot_vjp";
  private static final String VJP_NARROW = "taproot_vjp_narrow";
  private static final String VJPS = "taproot_vjps";
  private static final String MAPS = "taproot_maps";
  private static final String LEAF = "leaf:";
  private static final String HEAD = "head:";
  private static final String SOURCE = "source:";

  /** How far a neuron's value on a crop may be off, as a part of the largest in its layer. */
  private static final float SAME = 1e-4f;

  private final TorchScriptRecorder recorder;
  private final PtNDManager scope;
  private final PtNDArray logits;
  private final Map<String, PtNDArray> values;
  private final Map<String, String> convolutions;
  private final Input input;
  private final Map<String, FeatureMaps> outputs = new ConcurrentHashMap<>();
  private final Map<String, Float> largest = new ConcurrentHashMap<>();

  /** Whoever computes holds it for reading, so that nothing is freed meanwhile. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  TorchScriptRecording(
      TorchScriptRecorder recorder,
      PtNDManager scope,
      PtNDArray logits,
      Map<String, PtNDArray> values,
      Map<String, String> convolutions,
      Input input) {
    this.recorder = recorder;
    this.scope = scope;
    this.logits = logits;
    this.values = values;
    this.convolutions = convolutions;
    this.input = input;
  }

  @Override
  public FeatureMaps output(String layer) {
    return outputs.computeIfAbsent(
        layer,
        name ->
            compute(
                step -> {
                  PtNDArray output = name.equals(LOGITS) ? logits : value(LEAF, name);
                  Shape shape = output.getShape();
                  return new FeatureMaps(
                      (int) shape.get(1), side(shape, 2), side(shape, 3), output.toFloatArray());
                }));
  }

  private static int side(Shape shape, int dimension) {
    return shape.dimension() > dimension ? (int) shape.get(dimension) : 1;
  }

  @Override
  public Gradient vjp(
      String from, Map<Integer, float[]> weights, String to, Gradient.Wanted wanted) {
    long[] channels = weights.keySet().stream().mapToLong(Integer::longValue).toArray();
    FloatBuffer maps =
        FloatBuffer.allocate(weights.values().stream().mapToInt(map -> map.length).sum());
    weights.values().forEach(maps::put);
    return compute(
        step -> {
          List<PtNDArray> given = new ArrayList<>();
          given.add((PtNDArray) step.create(channels));
          given.add((PtNDArray) step.create(maps.array()));
          given.add(from.equals(LOGITS) ? logits : value(HEAD, from));
          given.add(value(LEAF, to));
          String convolution = convolutions.get(from);
          boolean narrow =
              convolution != null
                  && values.containsKey(SOURCE + TorchScriptRecorder.key(convolution));
          if (convolution != null && narrow) {
            for (String part : List.of(LEAF, SOURCE, "weight:", "numbers:")) {
              given.add(value(part, convolution));
            }
          }
          NDList computed = recorder.run(narrow ? VJP_NARROW : VJP, given, List.of());
          Computed found = new Computed(step, computed);
          return found.gradient(0, wanted, UnaryOperator.identity());
        });
  }

  @Override
  public @Nullable List<Gradient> vjps(
      String from, List<Neuron> neurons, String to, Sight sight, Gradient.Wanted wanted) {
    int height = sight.down().length();
    int width = sight.across().length();
    List<Sight.Crop> crops = neurons.stream().map(sight::crop).toList();
    LongBuffer numbers = LongBuffer.allocate(7 * neurons.size());
    for (int i = 0; i < neurons.size(); i++) {
      Sight.Crop crop = crops.get(i);
      numbers.put(neurons.get(i).channel()).put(crop.row()).put(crop.column());
      numbers.put(crop.top()).put(crop.left()).put(height).put(width);
    }
    FeatureMaps output = output(from);
    return compute(
        step -> {
          PtNDArray leaf = JniUtils.detachGradient(value(LEAF, to));
          step.attachAll(leaf);
          String end = TorchScriptRecorder.key(from);
          String put = TorchScriptRecorder.key(to);
          PtNDArray nothing =
              (PtNDArray)
                  step.zeros(new Shape(0, output.channels(), output.height(), output.width()));
          List<PtNDArray> taps =
              TorchScriptRecorder.taps(
                  step, List.of(end, put), Map.of("end:" + end, nothing, "put:" + put, leaf));
          List<PtNDArray> given =
              List.of(
                  (PtNDArray) step.zeros(new Shape(0, 3, input.height(), input.width())),
                  (PtNDArray) step.create(numbers.array(), new Shape(neurons.size(), 7)));
          NDList computed;
          try {
            computed = recorder.run(VJPS, given, taps);
          } catch (InvalidInputException e) {
            return null;
          }
          float tolerance = SAME * largest.computeIfAbsent(from, name -> largest(output));
          if (!sameValues(output, neurons, computed.get(3).toFloatArray(), tolerance)) {
            return null;
          }
          Computed found = new Computed(step, computed);
          List<Gradient> gradients = new ArrayList<>();
          for (int i = 0; i < neurons.size(); i++) {
            Sight.Crop crop = crops.get(i);
            gradients.add(found.gradient(i, wanted, map -> sight.uncropped(map, crop)));
          }
          return gradients;
        });
  }

  private static float largest(FeatureMaps output) {
    float largest = 0;
    for (float value : output.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static boolean sameValues(
      FeatureMaps output, List<Neuron> neurons, float[] found, float tolerance) {
    for (int i = 0; i < found.length; i++) {
      if (!(Math.abs(found[i] - output.at(neurons.get(i))) <= tolerance)) {
        return false;
      }
    }
    return true;
  }

  /** What vjps brought: for each decision the gradient, the scores, and whether it is not zero. */
  private final class Computed {
    private final PtNDManager step;
    private final PtNDArray gradients;
    private final float[] scores;
    private final float[] some;
    private final int channels;

    Computed(PtNDManager step, NDList found) {
      this.step = step;
      this.gradients = (PtNDArray) found.get(0);
      this.scores = found.get(1).toFloatArray();
      this.some = found.get(2).toFloatArray();
      this.channels = scores.length / some.length;
    }

    /** Brings a decision's scores to Java, and the maps of those channels that are wanted. */
    Gradient gradient(int decision, Gradient.Wanted wanted, UnaryOperator<float[]> uncropped) {
      double[] own = new double[channels];
      for (int k = 0; k < channels; k++) {
        own[k] = scores[decision * channels + k];
      }
      int[] kept = wanted.among(own);
      Map<Integer, float[]> maps = new HashMap<>();
      if (kept.length > 0) {
        long[] places =
            IntStream.concat(IntStream.of(decision), Arrays.stream(kept)).asLongStream().toArray();
        List<PtNDArray> given = List.of((PtNDArray) step.create(places), gradients);
        float[] all = recorder.run(MAPS, given, List.of()).get(0).toFloatArray();
        int area = all.length / kept.length;
        for (int i = 0; i < kept.length; i++) {
          maps.put(kept[i], uncropped.apply(Arrays.copyOfRange(all, i * area, (i + 1) * area)));
        }
      }
      return new Gradient(own, some[decision] == 0, maps);
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      scope.close();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private PtNDArray value(String side, String layer) {
    PtNDArray value = values.get(side + TorchScriptRecorder.key(layer));
    if (value == null) {
      throw new InvalidInputException(
          "Layer \"%s\" was not recorded; the layers asked about have to be named before the forward pass."
              .formatted(layer));
    }
    return value;
  }

  private <T> T compute(Function<PtNDManager, T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("this recording is closed");
      }
      return PyTorch.withGradients(
          true,
          recorder.spreads(),
          () -> {
            try (PtNDManager step = (PtNDManager) scope.newSubManager()) {
              return work.apply(step);
            }
          });
    } finally {
      lock.readLock().unlock();
    }
  }
}
