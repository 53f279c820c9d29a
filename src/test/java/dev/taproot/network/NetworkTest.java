package dev.taproot.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import dev.taproot.ReferenceTree;
import dev.taproot.evidence.ClassScore;
import dev.taproot.image.Interpolation;
import dev.taproot.image.Photograph;
import dev.taproot.image.Preprocessing;
import dev.taproot.input.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks: the embedded one, archives with what is said beside them, and DJL's. */
class NetworkTest {
  private static final ReferenceTree VGG = ReferenceTree.named("vgg");

  @TempDir Path folder;

  @Test
  void theEmbeddedNetworkIsWhatLiesOnTheClassPath() throws IOException, GeneralSecurityException {
    Network network = Network.embedded();
    byte[] archive;
    try (InputStream in = Network.class.getResourceAsStream("embedded/efficientnet-lite0.pt")) {
      archive = in.readAllBytes();
    }

    assertThat(network.name()).isEqualTo("EfficientNet-Lite0");
    assertThat(network.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive)));
    assertThat(network.labels().names()).hasSize(1000).doesNotContain("");
    assertThat(network.preprocessing().interpolation()).isEqualTo(Interpolation.BICUBIC);
  }

  @Test
  void theLayersSuggestedForTheEmbeddedNetworkAreItsBlocksAtMostFourApart() {
    assertThat(Network.embedded().suggestedLayers())
        .extracting(Layer::name)
        .containsExactly(
            "_swish#1", "_blocks.13", "_blocks.10", "_blocks.7", "_blocks.4", "_blocks.2");
  }

  @Test
  void laterCallsOfTheSameModuleAreNumbered() {
    assertThat(Network.embedded().layers())
        .extracting(Layer::name)
        .doesNotHaveDuplicates()
        .contains("_swish", "_swish#1", "_blocks.1._swish", "_blocks.1._swish#1")
        .doesNotContain("_swish#0", "_swish#2");
  }

  @Test
  void operationsThatAreNoModuleAreNamedByWhereTheyStand() {
    try (Network network = ReferenceTree.named("functional_residual").load()) {
      assertThat(network.layers())
          .extracting(Layer::name)
          .contains("layer1.0:relu", "layer1.0:relu#1", "layer1.0:add");
    }
  }

  @Test
  void theEmbeddedNetworkStaysOpenForOthersWhenItIsClosed() {
    Photograph photograph = Photograph.sample("chelsea");
    List<ClassScore> before = Network.embedded().classify(photograph);

    Network.embedded().close();

    assertThat(Network.embedded().classify(photograph)).isEqualTo(before);
  }

  @Test
  void theProbabilitiesOfAllClassesSumToOneAndTheMostProbableComesFirst() {
    List<ClassScore> classes = Network.embedded().classify(Photograph.sample("chelsea"));

    assertThat(classes).hasSize(1000);
    assertThat(classes.stream().mapToDouble(ClassScore::probability).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(classes)
        .isSortedAccordingTo(Comparator.comparingDouble(ClassScore::probability).reversed());
    assertThat(classes.get(0).label()).containsIgnoringCase("cat");
  }

  @Test
  void whatIsNotSaidIsImageNetsUsual() throws IOException {
    try (Network network = Network.load(copy("plain.pt"))) {
      assertThat(network.name()).isEqualTo("plain");
      assertThat(network.labels()).isEqualTo(Labels.UNKNOWN);
      assertThat(network.labels().of(3)).isEqualTo("class 3");
      assertThat(network.preprocessing()).isEqualTo(Preprocessing.IMAGENET);
      assertThat(network)
          .hasToString(
              "Network[plain, %s, %s]", network.sha256().substring(0, 12), network.device());
    }
  }

  @Test
  void theJsonBesideAnArchiveIsRead() throws IOException {
    Path archive = copy("net.pt");
    Files.writeString(
        folder.resolve("net.json"),
        """
        {"name": "Tiny", "labels": ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"],
         "size": 64, "resize": 70, "interpolation": "bicubic",
         "mean": [0.1, 0.2, 0.3], "std": [0.4, 0.5, 0.6]}
        """);

    try (Network network = Network.load(archive)) {
      assertThat(network.name()).isEqualTo("Tiny");
      assertThat(network.labels().of(9)).isEqualTo("j");
      assertThat(network.preprocessing())
          .isEqualTo(
              new Preprocessing(
                  64, 70, Interpolation.BICUBIC, List.of(0.1, 0.2, 0.3), List.of(0.4, 0.5, 0.6)));
    }
  }

  @Test
  void labelsMayStandInAFileOfTheirOwn() throws IOException {
    Path archive = copy("net.pt");
    Files.writeString(folder.resolve("net.json"), "{\"labels\": \"names.txt\"}");
    Files.writeString(folder.resolve("names.txt"), "cat\n dog \nbird\n\n");

    try (Network network = Network.load(archive)) {
      assertThat(network.labels().names()).containsExactly("cat", "dog", "bird");
    }
  }

  @Test
  void whatIsSaidInTheCallGoesBeforeTheJson() throws IOException {
    Path archive = copy("net.pt");
    Files.writeString(
        folder.resolve("net.json"),
        "{\"name\": \"Tiny\", \"labels\": [\"a\"], \"size\": 96, \"resize\": 100, \"std\": [1, 1, 1]}");

    try (Network network =
        Network.from(archive)
            .name("Mine")
            .labels(new Labels(List.of("x", "y")))
            .size(64)
            .interpolation(Interpolation.NEAREST)
            .mean(List.of(0.5, 0.5, 0.5))
            .load()) {
      assertThat(network.name()).isEqualTo("Mine");
      assertThat(network.labels().names()).containsExactly("x", "y");
      assertThat(network.preprocessing())
          .isEqualTo(
              new Preprocessing(
                  64, 73, Interpolation.NEAREST, List.of(0.5, 0.5, 0.5), List.of(1., 1., 1.)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"size\"",
        "{\"size\": \"large\"}",
        "{\"size\": [1, 2]}",
        "{\"mean\": 3}",
        "{\"mean\": [\"a\", 1, 2]}",
        "{\"mean\": [1]}",
        "{\"std\": [0, 0, 0]}",
        "{\"size\": -1}",
        "{\"size\": 1e99}",
        "{\"name\": {}}",
        "{\"name\": null}",
        "{\"labels\": {}}",
        "{\"labels\": [[]]}",
        "{\"labels\": null}",
        "{\"labels\": \"nowhere.txt\"}",
        "{\"labels\": \"a\\u0000b\"}",
        "{\"interpolation\": \"cubist\"}",
        "{\"resize\": 1}"
      })
  void brokenJsonIsSaidInOneSentence(String json) throws IOException {
    Path archive = copy("net.pt");
    Files.writeString(folder.resolve("net.json"), json);

    assertSentence(() -> Network.load(archive));
  }

  @Test
  void aMissingFileIsSaidInOneSentence() {
    Path file = folder.resolve("nowhere.pt");

    assertThatThrownBy(() -> Network.load(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "There is no network \"%s\"; a TorchScript archive (.pt) would be right.", file);
  }

  @Test
  void aFolderWithoutAModelIsSaidInOneSentence() {
    assertSentence(() -> Network.load(folder));
  }

  @Test
  void aFolderWithABrokenModelIsSaidInOneSentence() throws IOException {
    Path model = Files.createDirectory(folder.resolve("tiny"));
    Files.writeString(model.resolve("tiny.pt"), "no network");

    assertSentence(() -> Network.load(model));
  }

  @Test
  void aNameThatCannotBeAPathIsSaidInOneSentence() {
    assertSentence(() -> Network.load("a\0b"));
  }

  @Test
  void aTextFileIsSaidInOneSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("net.pt"), "no network");

    assertSentence(() -> Network.load(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tpu", "cpu0", "gpu-1", "gpu999"})
  void aDeviceThatIsNotThereIsSaidInOneSentence(String device) {
    assertSentence(() -> Network.from(ReferenceTree.archive("vgg")).device(device).load());
  }

  @Test
  void anInputTooSmallForTheNetworkIsSaidInOneSentence() {
    try (Network network = Network.from(ReferenceTree.archive("vgg")).size(2).load()) {
      assertSentence(network::layers);
      assertSentence(() -> network.classify(Photograph.sample("chelsea")));
    }
  }

  @Test
  void aClosedNetworkIsNotAskedAgain() {
    Network network = VGG.load();
    network.close();

    assertSentence(() -> network.classify(VGG.input()));
    assertSentence(network::layers);
    assertThatCode(network::close).doesNotThrowAnyException();
  }

  @Test
  void aLayerThatIsNotThereIsAnsweredWithThoseNear() {
    try (Network network = VGG.load()) {
      assertThatThrownBy(() -> Network.find(network.layers(), "feature.12"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(
              "No layer is called \"feature.12\"; did you mean \"features.12\"");
      assertThatThrownBy(() -> Network.find(network.layers(), "mixed_7c"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("No layer is called \"mixed_7c\"; one of ")
          .hasMessageEndingWith(" would be right.");
    }
  }

  @Test
  void aClassIsFoundByItsLabelInAnyCaseOrItsIndex() {
    Labels labels = Labels.imagenet();

    assertThat(labels.find("Tiger CAT", 1000)).isEqualTo(282);
    assertThat(labels.find(" 282 ", 1000)).isEqualTo(282);
    assertThat(Labels.UNKNOWN.find("9", 10)).isEqualTo(9);
  }

  @Test
  void aClassThatIsNotThereIsAnsweredWithThoseNear() {
    assertThatThrownBy(() -> Labels.imagenet().find("tigercat", 1000))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("No class is called \"tigercat\"; did you mean \"tiger cat\"")
        .hasMessageEndingWith("?");
    assertThatThrownBy(() -> Labels.imagenet().find("xylophonist's dream", 1000))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "No class is called \"xylophonist's dream\"; one of its 1000 labels, or an index from 0 to 999, would be right.");
  }

  @Test
  void anIndexOutOfRangeIsSaidInOneSentence() {
    assertThatThrownBy(() -> Labels.imagenet().find("1000", 1000))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("There is no class 1000: the network has 1000, from 0 to 999.");
    assertThatThrownBy(() -> Labels.imagenet().find("#-1", 1000))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("There is no class -1: the network has 1000, from 0 to 999.");
    assertSentence(() -> Labels.imagenet().find("-1", 1000));
    assertSentence(() -> Labels.imagenet().find("99999999999999", 1000));
    assertSentence(() -> Labels.UNKNOWN.find("cat", 10));
    assertSentence(() -> Labels.imagenet().find("", 1000));
  }

  @Test
  void aDjlModelFolderIsLoadedWithItsLabels() throws IOException {
    Path model = Files.createDirectory(folder.resolve("tiny"));
    Files.copy(ReferenceTree.archive("vgg"), model.resolve("tiny.pt"));
    Files.writeString(
        model.resolve("synset.txt"),
        "n02123045 tabby, tabby cat\nn02123159 tiger cat\n" + "n02127052 lynx\n".repeat(8));

    try (Network network = Network.load(model)) {
      assertThat(network.name()).isEqualTo("tiny");
      assertThat(network.labels().names())
          .hasSize(10)
          .startsWith("tabby, tabby cat", "tiger cat", "lynx");
      assertThat(network.classify(VGG.input())).hasSize(10);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "djl://ai.djl.pytorch/no-such-network",
        "djl://ai.djl.pytorch/resnet/0.0.1/no-such-artifact",
        "djl://",
        "djl://nobody/nothing"
      })
  void anAddressThatIsNotInDjlsCacheIsSaidInOneSentence(String address) {
    assertSentence(() -> Network.load(address));
  }

  @Test
  void aDamagedSurveyInTheCacheIsMadeAgain() throws IOException {
    withCacheInTheFolder(
        () -> {
          List<Layer> layers = layers();
          Path survey = cached("-64x64.json");
          String whole = Files.readString(survey);
          for (String damaged : List.of("", "{}", "null", "[1]", whole.substring(0, 1000))) {
            Files.writeString(survey, damaged);

            assertThat(layers()).isEqualTo(layers);
            assertThat(survey).hasContent(whole);
          }
        });
  }

  @Test
  void aDamagedCopyInTheCacheIsMadeAgain() throws IOException {
    withCacheInTheFolder(
        () -> {
          List<Layer> layers = layers();
          Path tapped = cached(".pt");
          byte[] whole = Files.readAllBytes(tapped);
          Files.write(tapped, Arrays.copyOf(whole, whole.length / 2));
          Files.delete(cached("-64x64.json"));

          assertThat(layers()).isEqualTo(layers);
          assertThat(tapped).hasBinaryContent(whole);
        });
  }

  @Test
  void anArchiveWithAFlippedBitIsCalledDamaged() throws IOException {
    Path archive = copy("flipped.pt");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);

    assertThatThrownBy(() -> Network.load(archive).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("flipped.pt\" is damaged");
  }

  @Test
  void noJavaClassInAModelFolderIsRun() throws IOException {
    Path model = Files.createDirectory(folder.resolve("tiny"));
    Files.copy(ReferenceTree.archive("vgg"), model.resolve("tiny.pt"));
    Path classes = Files.createDirectory(model.resolve("classes"));
    try (InputStream in = NetworkTest.class.getResourceAsStream("NetworkTest$Stranger.class")) {
      Files.copy(in, classes.resolve("NetworkTest$Stranger.class"));
    }

    Network.load(model).close();

    assertThat(Stranger.RUN).isFalse();
  }

  /** What somebody could leave in a model folder: DJL makes an instance of such a class. */
  public static final class Stranger implements BlockFactory {
    private static final long serialVersionUID = 1L;
    static final AtomicBoolean RUN = new AtomicBoolean();

    public Stranger() {
      RUN.set(true);
    }

    @Override
    public Block newBlock(Model model, Path path, Map<String, ?> arguments) {
      throw new UnsupportedOperationException();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void withCacheInTheFolder(Work work) throws IOException {
    String before = System.getProperty("taproot.cache");
    System.setProperty("taproot.cache", folder.resolve("cache").toString());
    try {
      work.run();
    } finally {
      if (before == null) {
        System.clearProperty("taproot.cache");
      } else {
        System.setProperty("taproot.cache", before);
      }
    }
  }

  private static List<Layer> layers() {
    try (Network network = VGG.load()) {
      return network.layers();
    }
  }

  private Path cached(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.filter(file -> file.toString().endsWith(ending)).findAny().orElseThrow();
    }
  }

  private Path copy(String name) throws IOException {
    return Files.copy(ReferenceTree.archive("vgg"), folder.resolve(name));
  }

  private static void assertSentence(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .message()
        .doesNotContain("\n")
        .matches("(?s).*[.?]");
  }
}
