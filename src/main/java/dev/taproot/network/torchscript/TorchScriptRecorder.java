package dev.taproot.network.torchscript;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.taproot.image.Input;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Recorder;
import dev.taproot.network.Recording;
import dev.taproot.network.Survey;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Records forward passes of a TorchScript archive through DJL's PyTorch engine. */
public final class TorchScriptRecorder implements Recorder {
  private static final String RECORD = "taproot_record";

  /**
   * From how many products in a convolution on, on average, it pays to divide it among cores: to
   * wake up the others and to wait for the last takes a tenth of a millisecond each time.
   */
  private static final long WORTH_SPREADING = 30_000_000;

  /** How many images are run at a time at most. */
  private static final int MOST_IMAGES = 16;

  /**
   * How many pixels are run at a time on a CPU, all images together: from there on the activations
   * outgrow its caches, and each image takes longer than alone.
   */
  private static final int MOST_PIXELS = 4 * 224 * 224;

  /** How far a logit of a batch may be off, as a part of the largest. */
  private static final double SAME = 1e-4;

  private static final String SURVEY = "taproot_survey";

  private final String name;
  private final TappedCache cache;
  private final PtNDManager manager;
  private final PtSymbolBlock module;

  /** From which layer to which several runs at a time give what one alone gives. */
  private final Map<String, Boolean> batches = new ConcurrentHashMap<>();

  /** Whether an operation is spread over all cores; known once the network was surveyed. */
  private volatile boolean spread = true;

  private TorchScriptRecorder(
      String name, TappedCache cache, PtNDManager manager, PtSymbolBlock module) {
    this.name = name;
    this.cache = cache;
    this.manager = manager;
    this.module = module;
  }

  /**
   * Loads an archive.
   *
   * @param file gives the archive, which stays as it is; asked only where no tapped copy is kept
   * @param name what to call the network in messages
   * @param sha256 the archive's SHA-256, in hexadecimal
   * @param device {@code cpu}, {@code gpu}, {@code gpu1}, …; empty for a GPU if there is one
   * @return the recorder, to be closed by the caller
   * @throws InvalidInputException if the file is no TorchScript archive of a CNN, or the device is
   *     not there
   */
  public static TorchScriptRecorder load(
      Supplier<Path> file, String name, String sha256, String device) {
    TappedCache cache = new TappedCache(file, sha256);
    Device where = PyTorch.device(device);
    boolean kept = cache.hasArchive();
    try {
      return load(cache, name, where);
    } catch (EngineException e) {
      if (!kept) {
        throw unloadable(name, e);
      }
    }
    cache.forgetArchive();
    try {
      return load(cache, name, where);
    } catch (EngineException e) {
      throw unloadable(name, e);
    }
  }

  private static TorchScriptRecorder load(TappedCache cache, String name, Device where) {
    Path tapped = cache.archive();
    PtNDManager manager = PyTorch.manager(where);
    try {
      PtSymbolBlock module =
          JniUtils.loadModule(manager, tapped, true, new String[0], new String[0], true);
      JniUtils.enableInferenceMode(module);
      for (NDArray parameter : JniUtils.moduleGetParams(module, manager)) {
        JniUtils.attachGradient((PtNDArray) parameter, false);
        parameter.close();
      }
      return new TorchScriptRecorder(name, cache, manager, module);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  private static InvalidInputException unloadable(String name, EngineException e) {
    return new InvalidInputException(
        "\"%s\" cannot be loaded by PyTorch %s: %s."
            .formatted(name, PyTorch.version(), firstLine(e)),
        e);
  }

  @Override
  public Survey survey(int height, int width) {
    Survey known = cache.survey(height, width);
    Survey survey = known == null ? look(height, width) : known;
    spread =
        survey.values().stream()
                .map(Survey.Value::window)
                .filter(window -> window != null && window.products() > 0)
                .mapToLong(Survey.Window::products)
                .average()
                .orElse(WORTH_SPREADING)
            >= WORTH_SPREADING;
    return survey;
  }

  private Survey look(int height, int width) {
    Random random = new Random(20230101);
    float[] noise = new float[3 * height * width];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    Survey survey =
        PyTorch.withGradients(
            true,
            true,
            () -> {
              try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
                PtNDArray image = image(scope, height, width, noise);
                checkRepeats(image);
                JniUtils.attachGradient(image, true);
                NDList answer = run(SURVEY, List.of(image), taps(scope, List.of("*"), Map.of()));
                return SurveyReader.read(
                    cache.kinds(),
                    answer.get(0).toStringArray()[0],
                    answer.get(1),
                    answer.get(2),
                    classes(answer.get(3)));
              }
            });
    cache.keep(survey, height, width);
    return survey;
  }

  /** A network traced in training mode still drops out at random: no two passes are the same. */
  private void checkRepeats(PtNDArray image) {
    PtNDManager scope = image.getManager();
    List<PtNDArray> taps = taps(scope, List.of(), Map.of());
    float[] once = run(RECORD, List.of(image), taps).get(0).toFloatArray();
    float[] again = run(RECORD, List.of(image), taps).get(0).toFloatArray();
    if (deviation(once, again) > 1e-3) {
      throw new InvalidInputException(
          "\"%s\" answers the same photograph otherwise each time, as a network does that was traced in training mode; model.eval() before torch.jit.trace would be right."
              .formatted(name));
    }
  }

  /**
   * The largest difference between two answers, as a part of the largest number in the first; no
   * number where one of them has something that is none.
   */
  private static double deviation(float[] once, float[] again) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < once.length; i++) {
      largest = Math.max(largest, Math.abs(once[i]));
      difference = Math.max(difference, Math.abs(once[i] - again[i]));
    }
    return difference / largest;
  }

  @Override
  public float[] logits(Input input) {
    return together(List.of(input))[0];
  }

  @Override
  public float[][] logits(List<Input> inputs) {
    boolean batches = inputs.size() > 1 && runsInBatches("images", () -> isSame(inputs.get(0)));
    int most = batches ? atATime(inputs.get(0)) : 1;
    float[][] logits = new float[inputs.size()][];
    for (int i = 0; i < logits.length; i += most) {
      float[][] some = together(inputs.subList(i, Math.min(logits.length, i + most)));
      System.arraycopy(some, 0, logits, i, some.length);
    }
    return logits;
  }

  private int atATime(Input input) {
    return manager.getDevice().isGpu()
        ? MOST_IMAGES
        : Math.max(1, Math.min(MOST_IMAGES, MOST_PIXELS / (input.height() * input.width())));
  }

  /** Whether an image, and the same upside down, in one batch give what each alone gives. */
  private boolean isSame(Input input) {
    float[] values = input.values();
    float[] reversed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    List<Input> both = List.of(input, input.with(reversed));
    float[][] batch;
    try {
      batch = together(both);
    } catch (InvalidInputException e) {
      return false;
    }
    for (int i = 0; i < batch.length; i++) {
      if (!(deviation(logits(both.get(i)), batch[i]) <= SAME)) {
        return false;
      }
    }
    return true;
  }

  private float[][] together(List<Input> inputs) {
    int height = inputs.get(0).height();
    int width = inputs.get(0).width();
    FloatBuffer values = FloatBuffer.allocate(inputs.size() * 3 * height * width);
    inputs.forEach(input -> values.put(input.values()));
    return PyTorch.withGradients(
        false,
        spread,
        () -> {
          try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
            PtNDArray images = image(scope, height, width, values.array());
            NDArray logits = run(RECORD, List.of(images), taps(scope, layout(), Map.of())).get(0);
            int classes = classes(logits, inputs.size());
            float[] all = logits.toFloatArray();
            float[][] each = new float[inputs.size()][];
            for (int i = 0; i < each.length; i++) {
              each[i] = Arrays.copyOfRange(all, i * classes, (i + 1) * classes);
            }
            return each;
          }
        });
  }

  @Override
  public Recording record(
      Input input,
      Collection<String> layers,
      Map<String, String> convolutions,
      Map<String, FeatureMaps> put,
      boolean biases) {
    List<String> asked = new ArrayList<>(layers.stream().map(TorchScriptRecorder::key).toList());
    asked.addAll(layout());
    convolutions.values().forEach(convolution -> asked.add("narrow:" + key(convolution)));
    if (biases) {
      asked.add("biases");
    }
    PtNDManager scope = (PtNDManager) manager.newSubManager();
    try {
      NDList recorded =
          PyTorch.withGradients(
              true,
              spread,
              () ->
                  run(
                      RECORD,
                      List.of(image(scope, input.height(), input.width(), input.values())),
                      taps(scope, asked, arrays(scope, put))));
      PtNDArray logits = (PtNDArray) recorded.get(0);
      classes(logits);
      Map<String, PtNDArray> values = new HashMap<>();
      for (NDArray value : recorded.subNDList(1)) {
        values.put(value.getName(), (PtNDArray) value);
        value.setName(null);
      }
      return new TorchScriptRecording(this, scope, logits, values, convolutions, input);
    } catch (RuntimeException | Error e) {
      scope.close();
      throw e;
    }
  }

  @Override
  public Recorder randomised(int layers, long seed) {
    TorchScriptRecorder copy = load(cache, name, manager.getDevice());
    try (NDManager scope = copy.manager.newSubManager()) {
      NDList parameters = JniUtils.moduleGetParams(copy.module, (PtNDManager) scope);
      if (parameters.isEmpty()) {
        throw new InvalidInputException(
            "\"%s\" keeps its weights as constants, where they cannot be randomised; an archive that was not frozen would be right."
                .formatted(name));
      }
      Random random = new Random(seed);
      PyTorch.withGradients(
          false,
          true,
          () -> {
            int done = 0;
            for (int i = parameters.size() - 1; i >= 0 && done < layers; i--) {
              randomise(parameters.get(i), random);
              done += parameters.get(i).getShape().dimension() > 1 ? 1 : 0;
            }
            return done;
          });
      return copy;
    } catch (RuntimeException | Error e) {
      copy.close();
      throw e;
    }
  }

  private static void randomise(NDArray parameter, Random random) {
    float[] values = parameter.toFloatArray();
    double mean = 0;
    for (float value : values) {
      mean += value / values.length;
    }
    double variance = 0;
    for (float value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + Math.sqrt(variance) * random.nextGaussian());
    }
    try (NDArray noise = parameter.getManager().create(values, parameter.getShape())) {
      parameter.muli(0).addi(noise);
    }
  }

  /** Small convolutions are computed sooner where the channels of a position lie together. */
  private List<String> layout() {
    return spread ? List.of() : List.of("channels last");
  }

  /** Tells whether the network runs on in batches, which is found out once for each way. */
  boolean runsInBatches(String way, BooleanSupplier trial) {
    return batches.computeIfAbsent(way, key -> trial.getAsBoolean());
  }

  boolean spreads() {
    return spread;
  }

  @Override
  public String device() {
    Device device = manager.getDevice();
    return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
  }

  @Override
  public void close() {
    manager.close();
  }

  NDList run(String method, List<PtNDArray> inputs, List<PtNDArray> taps) {
    NDList list = new NDList();
    list.addAll(inputs);
    list.addAll(taps);
    try (NDArray choice = inputs.get(0).getManager().create(0f)) {
      choice.setName("module_method:" + method);
      list.add(choice);
      return IValueUtils.forward(module, list, JniUtils.isGradMode());
    } catch (EngineException e) {
      throw new InvalidInputException(
          "\"%s\" cannot be run on an input of %s: %s; the size, three channels and 32-bit floats that the network was made for would be right."
              .formatted(name, inputs.get(0).getShape(), firstLine(e).replaceFirst("[.;]$", "")),
          e);
    }
  }

  /** The dictionary of taps, as DJL wants it: arrays whose names begin with the dictionary's. */
  static List<PtNDArray> taps(PtNDManager scope, List<String> keys, Map<String, PtNDArray> put) {
    Map<String, PtNDArray> taps = new LinkedHashMap<>();
    taps.put("none", (PtNDArray) scope.zeros(new Shape(1)));
    keys.forEach(key -> taps.put(key, (PtNDArray) scope.zeros(new Shape(1))));
    taps.putAll(put);
    taps.forEach((key, value) -> value.setName("taps." + key));
    return List.copyOf(taps.values());
  }

  static PtNDArray image(NDManager scope, int height, int width, float[] values) {
    int count = values.length / (3 * height * width);
    return (PtNDArray) scope.create(values, new Shape(count, 3, height, width));
  }

  private static Map<String, PtNDArray> arrays(NDManager scope, Map<String, FeatureMaps> put) {
    Map<String, PtNDArray> arrays = new HashMap<>();
    put.forEach(
        (layer, maps) -> {
          Shape shape = new Shape(1, maps.channels(), maps.height(), maps.width());
          arrays.put("put:" + key(layer), (PtNDArray) scope.create(maps.values(), shape));
        });
    return arrays;
  }

  private int classes(NDArray logits) {
    return classes(logits, 1);
  }

  private int classes(NDArray logits, int images) {
    Shape shape = logits.getShape();
    boolean flat = shape.dimension() >= 2 && shape.get(0) == images;
    for (int i = 2; i < shape.dimension(); i++) {
      flat &= shape.get(i) == 1;
    }
    if (!flat) {
      throw new InvalidInputException(
          "\"%s\" is no classifier: it returns %s for one photograph; 1 x classes would be right."
              .formatted(name, shape));
    }
    return (int) shape.get(1);
  }

  /** Inside the archive the path of a module begins with a dot. */
  static String key(String layer) {
    return layer.startsWith(":") ? layer : "." + layer;
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage()).strip();
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("The following operation failed"))
        .reduce((first, last) -> last.matches("[\\w.]*(Error|Exception): .*") ? last : first)
        .map(line -> line.replaceFirst("[.:]+$", ""))
        .orElse("no reason given");
  }
}
