package dev.taproot.evaluation;

import dev.taproot.evidence.Classification;
import dev.taproot.files.WholeFile;
import dev.taproot.gap.Decision;
import dev.taproot.image.Box;
import dev.taproot.image.Input;
import dev.taproot.image.PhotographFolder;
import dev.taproot.input.InvalidInputException;
import dev.taproot.input.Reasons;
import dev.taproot.network.Network;
import dev.taproot.parallel.InOrder;
import dev.taproot.progress.Progress;
import dev.taproot.saliency.SaliencyMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The experiment: how well the evidence holds, and the heatmaps of several methods, on many
 * photographs, on all cores.
 *
 * <p>What is measured is on disk piece by piece. A process that was killed goes on where it was
 * when it is started again with the same settings, and comes to the same result.
 *
 * @param network the network, which stays the caller's to close
 * @param photographs the photographs
 * @param classes by a photograph's file name the class that is explained, by index or label; of the
 *     others the network's top class is
 * @param boxes by a photograph's file name the boxes around what shows the class, in pixels; where
 *     there are any the pointing game is played
 * @param methods the heatmaps' methods
 * @param steps in how many steps pixels are taken away and brought back
 */
public record Evaluation(
    Network network,
    PhotographFolder photographs,
    Map<String, String> classes,
    Map<String, List<Box>> boxes,
    List<SaliencyMethod> methods,
    int steps) {
  /** The methods that are usually compared, by their names on the command line. */
  public static final Map<String, SaliencyMethod> METHODS = usual();

  /** What is measured of a photograph in one piece. */
  private static final List<String> PIECES = List.of(ChannelTest.NAME, "heatmaps");

  /** How many layers are randomised from the top; the last stands for all. */
  private static final List<Integer> RANDOMISED = List.of(1, 2, 3, Integer.MAX_VALUE);

  private static final int MOST_STEPS = 10_000;

  private static Map<String, SaliencyMethod> usual() {
    Map<String, SaliencyMethod> usual = new LinkedHashMap<>();
    usual.put("taproot", SaliencyMethod.taproot());
    usual.put("grad-cam", SaliencyMethod.gradCam());
    usual.put("grad-cam++", SaliencyMethod.gradCamPlusPlus());
    usual.put("layer-cam", SaliencyMethod.layerCam());
    usual.put("gradient-x-input", SaliencyMethod.gradientXInput());
    usual.put("integrated-gradients", SaliencyMethod.integratedGradients(16));
    usual.put("smoothgrad", SaliencyMethod.smoothGrad(16, 0.15, 0));
    usual.put("occlusion", SaliencyMethod.occlusion(32, 16));
    usual.put("random", SaliencyMethod.random(0));
    return Collections.unmodifiableMap(usual);
  }

  /** Copies the collections. */
  public Evaluation {
    classes = Map.copyOf(classes);
    boxes = Map.copyOf(boxes);
    methods = methods.stream().distinct().toList();
    if (steps < 1 || steps > MOST_STEPS) {
      throw new InvalidInputException(
          "Pixels are taken away in %d steps; 1 to %d would be right."
              .formatted(steps, MOST_STEPS));
    }
    if (methods.isEmpty()) {
      throw new InvalidInputException("No method is given; one or more would be right.");
    }
  }

  /**
   * Sets out to evaluate what the network says of each photograph, by Taproot's own map and the
   * known methods but occlusion, which takes many passes, in 224 steps.
   *
   * @param network the network, which stays the caller's to close
   * @param photographs the photographs
   */
  public Evaluation(Network network, PhotographFolder photographs) {
    this(
        network,
        photographs,
        Map.of(),
        Map.of(),
        METHODS.entrySet().stream()
            .filter(one -> !one.getKey().equals("occlusion"))
            .map(Map.Entry::getValue)
            .toList(),
        224);
  }

  /**
   * Compares the heatmaps of other methods.
   *
   * @param others the methods; the others are compared with the first
   * @return the changed experiment
   */
  public Evaluation methods(List<SaliencyMethod> others) {
    return new Evaluation(network, photographs, classes, boxes, others, steps);
  }

  /**
   * Takes pixels away, and brings them back, in more steps or fewer.
   *
   * @param count 1 to 10000
   * @return the changed experiment
   */
  public Evaluation steps(int count) {
    return new Evaluation(network, photographs, classes, boxes, methods, count);
  }

  /**
   * Measures, as far as that is not done yet, and sums up.
   *
   * @param folder where {@code measurements.csv} is, or will be; made where it is not there
   * @return the summary, which is in the folder as {@code summary.csv} and {@code report.html}, too
   * @throws InvalidInputException if the folder has measurements with other settings, cannot be
   *     written to, or no photograph can be read
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Summary run(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InvalidInputException(
          "The folder \"%s\" cannot be made (%s); one in a place that you may write to would be right."
              .formatted(folder, Reasons.of(e)),
          e);
    }
    checkSettings(folder.resolve("settings.txt"));
    Path file = folder.resolve("measurements.csv");
    List<String> leftOut = measure(file);
    Set<String> here = new HashSet<>(names());
    List<Measurement> measured =
        Journal.read(file).stream().filter(one -> here.contains(one.photograph())).toList();
    Summary summary = Summary.of(measured, settings(), leftOut);
    WholeFile.write(folder.resolve("summary.csv"), summary.csv());
    WholeFile.write(folder.resolve("report.html"), summary.html());
    return summary;
  }

  private String settings() {
    return String.join(
            "\n",
            "network " + network.name(),
            "sha256 " + network.sha256(),
            "device " + network.device(),
            "preprocessing " + network.preprocessing(),
            "layers "
                + String.join(", ", network.suggestedLayers().stream().map(l -> l.name()).toList()),
            "methods " + String.join("; ", methods.stream().map(SaliencyMethod::name).toList()),
            "steps " + steps,
            "classes " + (classes.isEmpty() ? "the network's" : new TreeMap<>(classes)),
            "boxes " + (boxes.isEmpty() ? "none" : new TreeMap<>(boxes)))
        + "\n";
  }

  private void checkSettings(Path file) {
    try {
      if (Files.exists(file) && !Files.readString(file).equals(settings())) {
        throw new InvalidInputException(
            "\"%s\" has measurements with other settings (settings.txt there says which); another folder, or the same settings, would be right."
                .formatted(file.toAbsolutePath().getParent()));
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "\"%s\" cannot be read (%s); a file that you may read would be right."
              .formatted(file, Reasons.of(e)),
          e);
    }
    WholeFile.write(file, settings());
  }

  /** The photographs' names, by which measurements know them. */
  private List<String> names() {
    return photographs.files().stream()
        .map(photograph -> Journal.inOneLine(String.valueOf(photograph.getFileName())))
        .toList();
  }

  /** A part of the tests of a photograph. */
  private record Piece(int place, String photograph, String test) {}

  /** Measures what is missing; returns a sentence for each photograph that could not be read. */
  private List<String> measure(Path file) {
    List<String> names = names();
    List<String> leftOut = new ArrayList<>();
    Map<String, Network> randomised = new LinkedHashMap<>();
    Originals originals = new Originals();
    try (Journal journal = Journal.open(file)) {
      List<Piece> pieces = new ArrayList<>();
      for (int i = 0; i < photographs.size(); i++) {
        String name = names.get(i);
        for (String test : PIECES) {
          if (!journal.has(name, test)) {
            pieces.add(new Piece(i, name, test));
          }
        }
      }
      randomise(randomised, leftOut);
      Set<String> unreadable = new HashSet<>();
      try (Progress progress = Progress.of("tests", pieces.size());
          InOrder<List<Measurement>> measured =
              InOrder.of(pieces.size(), i -> measure(pieces.get(i), randomised, originals))) {
        leftOut.forEach(progress::leaveOut);
        for (Piece piece : pieces) {
          List<Measurement> found = null;
          try {
            found = measured.next();
          } catch (InvalidInputException e) {
            String sentence = piece.photograph + ": " + e.getMessage();
            if (unreadable.add(piece.photograph)) {
              leftOut.add(sentence);
              progress.leaveOut(sentence);
            }
          } catch (InterruptedException e) {
            throw progress.interrupted();
          }
          if (found != null) {
            journal.add(piece.photograph, piece.test, found);
          }
          progress.step();
        }
        progress.finish();
      }
      if (unreadable.size() == photographs.size()) {
        throw new InvalidInputException(leftOut.get(leftOut.size() - 1));
      }
    } finally {
      randomised.values().forEach(Network::close);
    }
    return leftOut;
  }

  private void randomise(Map<String, Network> randomised, List<String> leftOut) {
    try {
      for (int top : RANDOMISED) {
        String name = top == Integer.MAX_VALUE ? "all layers" : "top %d".formatted(top);
        randomised.put(name, network.randomised(top, top));
      }
    } catch (InvalidInputException e) {
      leftOut.add(String.valueOf(e.getMessage()));
    }
  }

  private List<Measurement> measure(
      Piece piece, Map<String, Network> randomised, Originals originals) {
    Subject subject = subject(piece.place);
    String name = piece.photograph;
    Input input = subject.input;
    int target = subject.target;
    if (piece.test.equals(ChannelTest.NAME)) {
      List<Measurement> all =
          new ArrayList<>(ChannelTest.of(network, input, name, target, name.hashCode()));
      all.addAll(ChannelSanity.of(network, input, name, target, randomised));
      return all;
    }
    PixelTest pixels =
        new PixelTest(name, network, input, target, steps, boxes.getOrDefault(name, List.of()));
    SimilarityTest similarity = new SimilarityTest(name, network, input, target);
    Subject another = another(subject);
    List<Measurement> all = new ArrayList<>();
    try (Progress progress = Progress.of("methods", methods.size())) {
      for (SaliencyMethod method : methods) {
        float[] map = subject.map(method, originals);
        float[] other = another == null ? null : another.map(method, originals);
        all.addAll(pixels.of(method.name(), map));
        all.addAll(similarity.sanity(method, map, randomised, other));
        all.addAll(similarity.stability(method, map, name.hashCode()));
        progress.step();
      }
      progress.finish();
    }
    return all;
  }

  /** The photograph at a place, as the network is given it, and the class that is explained. */
  private final class Subject {
    private final int place;
    private final Input input;
    private final int target;

    Subject(int place, Input input, int target) {
      this.place = place;
      this.input = input;
      this.target = target;
    }

    /** A method's map of it as it is, H x W values. */
    float[] map(SaliencyMethod method, Originals originals) {
      return originals.of(
          method,
          place,
          () -> SimilarityTest.map(method, network, input, Decision.classScore(target)));
    }
  }

  private Subject subject(int place) {
    Input input = network.prepare(photographs.get(place));
    Classification seen = network.scores(network.logits(List.of(input))[0]);
    String given = classes.get(names().get(place));
    return new Subject(
        place,
        input,
        given == null ? seen.top(1).get(0).index() : network.labels().find(given, seen.size()));
  }

  /** The next photograph that can be explained, in the same size; null if there is none. */
  private @Nullable Subject another(Subject subject) {
    for (int i = 1; i < photographs.size(); i++) {
      try {
        Subject other = subject((subject.place + i) % photographs.size());
        if (other.input.height() == subject.input.height()
            && other.input.width() == subject.input.width()) {
          return other;
        }
      } catch (InvalidInputException e) {
        // Said in its turn.
      }
    }
    return null;
  }
}
