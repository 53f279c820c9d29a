package dev.taproot.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.ReferenceTree;
import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.image.PhotographFolder;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import dev.taproot.saliency.SaliencyMethod;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiment, undisturbed and disturbed, with a small network. */
class EvaluationTest {
  private static final List<SaliencyMethod> METHODS =
      List.of(SaliencyMethod.gradCam(), SaliencyMethod.random(0));
  private static final int STEPS = 8;

  private static Network network;

  @TempDir Path folder;
  private Path photographs;

  @BeforeAll
  static void load() {
    network = ReferenceTree.named("vgg").load();
  }

  @AfterAll
  static void close() {
    network.close();
  }

  @BeforeEach
  void copySamples() throws IOException {
    photographs = Files.createDirectory(folder.resolve("photographs"));
    copy("chelsea", "chelsea.jpg");
    copy("coffee", "a cup, \"black\".jpg");
  }

  @Test
  void everyTestOfEveryPhotographIsMeasuredAndSummedUp() throws IOException {
    Summary summary = evaluation(METHODS, STEPS).run(folder.resolve("out"));

    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "settings.txt", "measurements.csv", "summary.csv", "report.html");
    }
    assertThat(summary.leftOut()).isEmpty();
    assertThat(summary.text().lines().map(line -> line.split(" {2}")[0]))
        .containsSubsequence("channels", "gradient x activation", "heatmaps", "Grad-CAM", "random");
    List<Measurement> measured = Journal.read(folder.resolve("out/measurements.csv"));
    assertThat(measured.stream().map(one -> one.photograph() + ": " + one.test()).distinct())
        .containsExactly(
            "a cup, \"black\".jpg: channels",
            "a cup, \"black\".jpg: sanity",
            "a cup, \"black\".jpg: pixels",
            "a cup, \"black\".jpg: stability",
            "chelsea.jpg: channels",
            "chelsea.jpg: sanity",
            "chelsea.jpg: pixels",
            "chelsea.jpg: stability");
    assertThat(places(measured, "sanity"))
        .containsExactlyInAnyOrder("top 1", "top 2", "top 3", "all layers", "another photograph");
    assertThat(places(measured, "stability"))
        .containsExactlyInAnyOrder("noise", "flip", "one pixel");
    assertThat(measured.stream().filter(one -> one.measure().equals("similarity")))
        .isNotEmpty()
        .allSatisfy(
            one ->
                assertThat(one.value())
                    .satisfiesAnyOf(
                        value -> assertThat(value).isBetween(-1.0, 1.0),
                        value -> assertThat(value).isNaN()));
  }

  @Test
  void cutAnywhereAndRunAgainItComesToTheSame() throws IOException {
    Path out = folder.resolve("out");
    evaluation(METHODS, STEPS).run(out);
    byte[] measurements = Files.readAllBytes(out.resolve("measurements.csv"));
    String summary = Files.readString(out.resolve("summary.csv"));
    String report = Files.readString(out.resolve("report.html"));

    for (int i = 0; i <= 6; i++) {
      int cut = measurements.length * i / 6 - i % 3 * 5;
      Files.write(out.resolve("measurements.csv"), Arrays.copyOf(measurements, cut));
      Files.delete(out.resolve("summary.csv"));

      evaluation(METHODS, STEPS).run(out);

      assertThat(Files.readAllBytes(out.resolve("measurements.csv")))
          .as("cut at %d", cut)
          .isEqualTo(measurements);
      assertThat(out.resolve("summary.csv")).hasContent(summary);
      assertThat(out.resolve("report.html")).hasContent(report);
    }
  }

  @Test
  void otherSettingsInTheSameFolderAreRefused() throws IOException {
    Path out = folder.resolve("out");
    evaluation(METHODS, STEPS).run(out);
    byte[] before = Files.readAllBytes(out.resolve("measurements.csv"));

    for (Evaluation other :
        List.of(
            evaluation(METHODS, STEPS + 1),
            evaluation(METHODS.subList(0, 1), STEPS),
            of(network, Map.of("chelsea.jpg", "1"), METHODS))) {
      assertThatThrownBy(() -> other.run(out))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "\"%s\" has measurements with other settings (settings.txt there says which); another folder, or the same settings, would be right.",
              out.toAbsolutePath());
    }
    assertThat(Files.readAllBytes(out.resolve("measurements.csv"))).isEqualTo(before);
  }

  @Test
  void anUnreadablePhotographIsLeftOutAndNamedAndTheRestIsMeasured() throws IOException {
    evaluation(METHODS, STEPS).run(folder.resolve("without"));
    Files.writeString(photographs.resolve("broken.jpg"), "no picture");

    for (int time = 0; time < 2; time++) {
      Summary summary = evaluation(METHODS, STEPS).run(folder.resolve("with"));

      assertThat(summary.leftOut())
          .singleElement()
          .asString()
          .startsWith("broken.jpg: ")
          .endsWith(".");
      assertThat(folder.resolve("with/report.html")).content().contains("broken.jpg: ");
      assertThat(folder.resolve("with/measurements.csv"))
          .hasSameTextualContentAs(folder.resolve("without/measurements.csv"));
    }
  }

  @Test
  void whereNoPhotographCanBeReadItSaysSo() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(broken.resolve("one.jpg"), "no picture");

    assertThatThrownBy(
            () ->
                new Evaluation(
                        network, new PhotographFolder(broken), Map.of(), Map.of(), METHODS, STEPS)
                    .run(folder.resolve("out")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("one.jpg: ");
  }

  @Test
  void aNetworkOfConstantsIsMeasuredWithoutTheRandomisationAndSaysSoEachTime() {
    try (Network frozen = ReferenceTree.named("frozen_residual").load()) {
      for (int time = 0; time < 2; time++) {
        Summary summary = of(frozen, Map.of(), METHODS).run(folder.resolve("out"));

        assertThat(summary.leftOut())
            .containsExactly(
                "\"frozen_residual\" keeps its weights as constants, where they cannot be randomised; an archive that was not frozen would be right.");
      }
      assertThat(places(Journal.read(folder.resolve("out/measurements.csv")), "sanity"))
          .containsExactly("another photograph");
    }
  }

  @Test
  void interruptedItStopsAndLaterGoesOnToTheSame() throws IOException {
    evaluation(METHODS, STEPS).run(folder.resolve("undisturbed"));
    Path out = folder.resolve("out");
    for (int calls : List.of(1, 7, 13)) {
      SaliencyMethod interrupts =
          new Disturbing(METHODS.get(0), new AtomicInteger(calls), Thread.currentThread());

      assertThatThrownBy(() -> evaluation(List.of(interrupts, METHODS.get(1)), STEPS).run(out))
          .isInstanceOf(CancellationException.class)
          .hasMessageMatching("interrupted after \\d of \\d tests");
      assertThat(Thread.interrupted()).isFalse();
    }

    evaluation(METHODS, STEPS).run(out);

    assertThat(out.resolve("measurements.csv"))
        .hasSameTextualContentAs(folder.resolve("undisturbed/measurements.csv"));
  }

  @Test
  void inputsOfOtherSizesAreNotComparedWithEachOther() throws IOException {
    Path tensors = Files.createDirectory(folder.resolve("tensors"));
    for (String name : List.of("input-64.npy", "input-96.npy")) {
      Files.copy(Path.of("src/test/resources/references", name), tensors.resolve(name));
    }
    new Evaluation(network, new PhotographFolder(tensors), Map.of(), Map.of(), METHODS, STEPS)
        .run(folder.resolve("out"));

    List<Measurement> measured = Journal.read(folder.resolve("out/measurements.csv"));
    assertThat(measured)
        .extracting(Measurement::photograph)
        .contains("input-64.npy", "input-96.npy");
    assertThat(places(measured, "sanity"))
        .containsExactlyInAnyOrder("top 1", "top 2", "top 3", "all layers");
  }

  @Test
  void theClassThatIsGivenIsExplainedAndTheNetworksOwnElsewhere() {
    Set<Set<Integer>> asked = ConcurrentHashMap.newKeySet();
    SaliencyMethod listens = new Listening(METHODS.get(0), asked);
    int own = network.classify(new PhotographFolder(photographs).get(0)).top(1).get(0).index();

    of(network, Map.of("chelsea.jpg", "3"), List.of(listens)).run(folder.resolve("out"));

    assertThat(own).isNotEqualTo(3);
    assertThat(asked).isEqualTo(Set.of(Set.of(3), Set.of(own)));
  }

  @Test
  void aPhotographWhoseClassTheNetworkDoesNotHaveIsLeftOut() {
    Summary summary = of(network, Map.of("chelsea.jpg", "10"), METHODS).run(folder.resolve("out"));

    assertThat(summary.leftOut()).singleElement().asString().startsWith("chelsea.jpg: ");
    assertThat(Journal.read(folder.resolve("out/measurements.csv")))
        .isNotEmpty()
        .extracting(Measurement::photograph)
        .containsOnly("a cup, \"black\".jpg");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    for (int steps : List.of(0, -1, 10_001)) {
      assertThatThrownBy(() -> evaluation(METHODS, steps))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(
              "Pixels are taken away in %d steps; 1 to 10000 would be right.".formatted(steps));
    }
    assertThatThrownBy(() -> evaluation(List.of(), STEPS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("No method is given; one or more would be right.");
  }

  private Evaluation evaluation(List<SaliencyMethod> methods, int steps) {
    return new Evaluation(
        network, new PhotographFolder(photographs), Map.of(), Map.of(), methods, steps);
  }

  private Evaluation of(Network asked, Map<String, String> classes, List<SaliencyMethod> methods) {
    return new Evaluation(
        asked, new PhotographFolder(photographs), classes, Map.of(), methods, STEPS);
  }

  private static Set<String> places(List<Measurement> measured, String test) {
    return measured.stream()
        .filter(one -> one.test().equals(test))
        .map(Measurement::at)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private void copy(String sample, String name) throws IOException {
    try (InputStream in =
        EvaluationTest.class.getResourceAsStream("/dev/taproot/samples/" + sample + ".jpg")) {
      Files.copy(in, photographs.resolve(name));
    }
  }

  /** A method that interrupts a thread at one of its calls. */
  private record Disturbing(SaliencyMethod method, AtomicInteger calls, Thread thread)
      implements SaliencyMethod {
    @Override
    public String name() {
      return method.name();
    }

    @Override
    public RelevanceMap map(Network network, Input input, Decision decision) {
      if (calls.decrementAndGet() == 0) {
        thread.interrupt();
      }
      return method.map(network, input, decision);
    }
  }

  /** A method that remembers for which classes it was asked. */
  private record Listening(SaliencyMethod method, Set<Set<Integer>> asked)
      implements SaliencyMethod {
    @Override
    public String name() {
      return method.name();
    }

    @Override
    public RelevanceMap map(Network network, Input input, Decision decision) {
      asked.add(Set.copyOf(decision.weights().keySet()));
      return method.map(network, input, decision);
    }
  }
}
