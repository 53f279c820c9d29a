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
import dev.taproot.network.Intervention;
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
  private static final String VJP_BIASES = "taproot_vjp_biases";
  private static final String INTERVENE = "taproot_intervene";
  private static final String VJPS = "taproot_vjps";
  private static final String MAPS = "taproot_maps";
  private static final String LEAF = "leaf:";
  private static final String HEAD = "head:";
  private static final String SOURCE = "source:";
  private static final String BIAS = "bias:";

  /** How many values of a layer are held for interventions at a time, over all runs of a batch. */
  private static final int MOST_VALUES = 1 << 22;

  private static final int MOST_RUNS = 32;

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

  /** The modules that add a constant; empty unless they were recorded. */
  private final List<String> biases;

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
    this.biases =
        values.keySet().stream()
            .filter(key -> key.startsWith(BIAS))
            .map(key -> key.substring(BIAS.length()))
            .sorted()
            .toList();
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
    return compute(
        step -> {
          List<PtNDArray> given = new ArrayList<>(given(step, weights));
          given.add(from.equals(LOGITS) ? logits : value(HEAD, from));
          given.add(value(LEAF, to));
          if (!biases.isEmpty()) {
            Map<String, PtNDArray> parts = new HashMap<>();
            for (int i = 0; i < biases.size(); i++) {
              parts.put(String.valueOf(i), value(BIAS, biases.get(i)));
            }
            NDList computed =
                recorder.run(VJP_BIASES, given, TorchScriptRecorder.taps(step, List.of(), parts));
            return new Computed(step, computed).gradient(0, wanted, UnaryOperator.identity());
          }
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
    private final Map<String, Double> parts = new HashMap<>();

    Computed(PtNDManager step, NDList found) {
      this.step = step;
      this.gradients = (PtNDArray) found.get(0);
      this.scores = found.get(1).toFloatArray();
      this.some = found.get(2).toFloatArray();
      this.channels = scores.length / some.length;
      if (!biases.isEmpty()) {
        double[] contributed = found.get(3).toDoubleArray();
        for (int i = 0; i < contributed.length; i++) {
          String module = biases.get(i);
          parts.put(module.startsWith(".") ? module.substring(1) : module, contributed[i]);
        }
      }
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
      return new Gradient(own, some[decision] == 0, maps, parts);
    }
  }

  @Override
  public List<Intervention.Outcome> intervene(
      String layer,
      List<Intervention> interventions,
      String from,
      Map<Integer, float[]> weights,
      boolean logits) {
    FeatureMaps output = output(layer);
    Run run = new Run(layer, output.channels(), from, weights, logits || from.equals(LOGITS));
    int together =
        recorder.runsInBatches(run.way(), () -> isSame(run, output(from), weights))
            ? Math.max(1, Math.min(MOST_RUNS, MOST_VALUES / output.values().length))
            : 0;
    List<Intervention.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < interventions.size(); i += Math.max(1, together)) {
      int end = Math.min(interventions.size(), i + Math.max(1, together));
      outcomes.addAll(outcomes(run, interventions.subList(i, end), together > 0));
    }
    return outcomes;
  }

  /** Whether two runs at a time, in which nothing is changed, give what was recorded. */
  private boolean isSame(Run run, FeatureMaps recorded, Map<Integer, float[]> weights) {
    double value = 0;
    double magnitude = 0;
    for (Map.Entry<Integer, float[]> map : weights.entrySet()) {
      for (int i = 0; i < recorded.area(); i++) {
        double term =
            (double) map.getValue()[i] * recorded.values()[map.getKey() * recorded.area() + i];
        value += term;
        magnitude += Math.abs(term);
      }
    }
    try {
      for (Intervention.Outcome outcome :
          outcomes(run, List.of(Intervention.NONE, Intervention.NONE), true)) {
        if (!(Math.abs(outcome.value() - value) <= SAME * magnitude)) {
          return false;
        }
      }
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }

  /** A way through the network, from a layer in which channels are switched off to a decision. */
  private record Run(
      String layer, int channels, String from, Map<Integer, float[]> weights, boolean logits) {
    String way() {
      return layer + " " + (logits ? LOGITS : from);
    }
  }

  /**
   * @param together whether the runs are a batch, of which nothing is computed below the layer;
   *     else there is one run, on the image
   */
  private List<Intervention.Outcome> outcomes(
      Run run, List<Intervention> interventions, boolean together) {
    int rows = interventions.size();
    float[] kept = new float[rows * run.channels];
    float[] put = new float[rows * run.channels];
    Arrays.fill(kept, 1);
    for (int i = 0; i < rows; i++) {
      int row = i * run.channels;
      interventions
          .get(i)
          .values()
          .forEach(
              (channel, value) -> {
                kept[row + channel] = 0;
                put[row + channel] = value;
              });
    }
    return compute(
        false,
        step -> {
          PtNDArray leaf = JniUtils.detachGradient(value(LEAF, run.layer));
          step.attachAll(leaf);
          String key = TorchScriptRecorder.key(run.layer);
          Map<String, PtNDArray> puts = new HashMap<>();
          puts.put("put:" + key, leaf);
          List<String> asked = new ArrayList<>(List.of(key));
          if (!run.from.equals(LOGITS)) {
            String end = TorchScriptRecorder.key(run.from);
            asked.add(end);
            asked.add("read:" + end);
            if (!run.logits && together) {
              FeatureMaps output = output(run.from);
              puts.put(
                  "end:" + end,
                  (PtNDArray)
                      step.zeros(new Shape(0, output.channels(), output.height(), output.width())));
            }
          }
          Shape table = new Shape(rows, run.channels);
          List<PtNDArray> given =
              new ArrayList<>(
                  List.of(
                      together
                          ? (PtNDArray) step.zeros(new Shape(0, 3, input.height(), input.width()))
                          : TorchScriptRecorder.image(
                              step, input.height(), input.width(), input.values()),
                      (PtNDArray) step.create(kept, table),
                      (PtNDArray) step.create(put, table)));
          given.addAll(given(step, run.weights));
          NDList computed =
              recorder.run(INTERVENE, given, TorchScriptRecorder.taps(step, asked, puts));
          double[] values = computed.get(0).toDoubleArray();
          float[] logits = run.logits ? computed.get(1).toFloatArray() : new float[0];
          int classes = logits.length / rows;
          return IntStream.range(0, rows)
              .mapToObj(
                  i ->
                      new Intervention.Outcome(
                          values[i], Arrays.copyOfRange(logits, i * classes, (i + 1) * classes)))
              .toList();
        });
  }

  /** What w is on which channels, as the archive's methods take it. */
  private static List<PtNDArray> given(PtNDManager step, Map<Integer, float[]> weights) {
    long[] channels = weights.keySet().stream().mapToLong(Integer::longValue).toArray();
    FloatBuffer maps =
        FloatBuffer.allocate(weights.values().stream().mapToInt(map -> map.length).sum());
    weights.values().forEach(maps::put);
    return List.of((PtNDArray) step.create(channels), (PtNDArray) step.create(maps.array()));
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
    PtNDArray value =
        values.get(side.equals(BIAS) ? side + layer : side + TorchScriptRecorder.key(layer));
    if (value == null) {
      throw new InvalidInputException(
          "Layer \"%s\" was not recorded; the layers asked about have to be named before the forward pass."
              .formatted(layer));
    }
    return value;
  }

  private <T> T compute(Function<PtNDManager, T> work) {
    return compute(true, work);
  }

  private <T> T compute(boolean gradients, Function<PtNDManager, T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("this recording is closed");
      }
      return PyTorch.withGradients(
          gradients,
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
