package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Provenance;
import dev.taproot.gap.Rule;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import dev.taproot.saliency.SaliencyMethod;
import dev.taproot.view.TreeHtml;
import dev.taproot.view.TreePicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer: it says where it comes from, and can be kept. */
class ExplanationTest {
  private static final ReferenceTree VGG = ReferenceTree.named("vgg");
  private static Explanation why;
  private static String sha256;

  @TempDir Path folder;

  @BeforeAll
  static void explain() {
    try (Network network = VGG.load()) {
      sha256 = network.sha256();
      why =
          Taproot.explain(VGG.input())
              .with(network)
              .layers(VGG.layers())
              .width(2)
              .opposition(1)
              .rule(Rule.PEAK)
              .integrated(4)
              .decompose(2);
    }
  }

  @Test
  void theEndingSaysTheFormat() {
    assertThat(saved("why.html")).hasContent(TreeHtml.page(why.tree()));
    assertThat(saved("why.htm")).hasSameBinaryContentAs(saved("why.html"));
    assertThat(saved("why.json")).hasContent(why.json());
    assertThat(saved("why.csv")).hasContent(why.csv());
    assertThat(saved("why.txt")).hasContent(why.text());
    assertThat(saved("WHY.JSON")).hasContent(why.json());
  }

  @Test
  void aPictureIsSavedAtTwiceTheSizeOfAScreens() throws IOException {
    BufferedImage saved = ImageIO.read(saved("why.png").toFile());

    assertThat(saved.getWidth()).isEqualTo(2 * TreePicture.of(why.tree()).getWidth());
  }

  @Test
  void theHeatmapOfANodeLiesOverTheExplanationsPhotograph() {
    Evidence deepest = why.root().evidence().get(0).grounds().evidence().get(0);

    assertThat(why.heatmap(deepest).map()).isEqualTo(deepest.map());
    assertThat(why.heatmap(deepest).photograph()).isSameAs(why.tree().photograph());
  }

  @Test
  void anotherExplanationsEvidenceHasNoHeatmapHere() {
    Explanation other = Taproot.explain(Photograph.sample("coffee")).decompose(1);

    assertThatThrownBy(() -> why.heatmap(other.root().evidence().get(0)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is no part of this explanation; a node of its tree would be right.");
  }

  @Test
  void aQuestionSaysWhatItAsks() {
    assertThat(Taproot.explain(Photograph.sample("chelsea")).target("lynx").against("tabby"))
        .hasToString(
            "Why does the embedded network say \"lynx\" of chelsea, rather than \"tabby\"? decompose(depth) tells.");
  }

  @Test
  void whatWasThereIsReplacedAndNothingElseIsLeft() throws IOException {
    Files.writeString(folder.resolve("why.txt"), "before");

    assertThat(saved("why.txt")).hasContent(why.text());

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("why.txt"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"why.pdf", "why", "html", "why.txt.gz"})
  void anUnknownEndingIsRefusedAndWhatWasThereStays(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "before");

    assertThatThrownBy(() -> why.save(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "An explanation cannot be saved as \"%s\"; a name that ends in .html, .png, .json, .csv or .txt would be right.",
            file);

    assertThat(file).hasContent("before");
  }

  @Test
  void aMissingFolderIsRefused() {
    Path file = folder.resolve("nowhere").resolve("why.html");

    assertThatThrownBy(() -> why.save(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("there is no folder \"%s\"", file.getParent());
  }

  @Test
  void aFolderOfThatNameIsRefusedAndStays() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("why.html"));

    assertThatThrownBy(() -> why.save(taken))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("it is a folder");

    assertThat(taken).isEmptyDirectory();
  }

  @Test
  void theProvenanceSaysAllThatIsNeededToMakeItAgain() {
    Provenance provenance = why.provenance();

    assertThat(provenance.network()).isEqualTo("vgg");
    assertThat(provenance.sha256()).isEqualTo(sha256).matches("[0-9a-f]{64}");
    assertThat(provenance.image()).isEqualTo(VGG.input().name());
    assertThat(provenance.preprocessing()).isEqualTo("prepared elsewhere, 64 x 64");
    assertThat(provenance.rule()).isEqualTo("PEAK");
    assertThat(provenance.attribution()).isEqualTo("integrated gradients, 4 steps");
    assertThat(provenance.layers()).containsExactly("features.12", "features.9");
    assertThat(provenance.width()).isEqualTo(2);
    assertThat(provenance.opposition()).isEqualTo(1);
    assertThat(provenance.device()).isEqualTo("cpu");
    assertThat(provenance.versions())
        .containsOnlyKeys("taproot", "djl", "pytorch", "java")
        .containsEntry("taproot", Taproot.version())
        .containsEntry("pytorch", "2.7.1")
        .containsEntry("java", Runtime.version().toString());
  }

  @Test
  void theTableHasARowForEachPieceOfEvidence() {
    assertThat(why.table().rowCount()).isEqualTo(why.root().size());
    assertThat(why).hasToString(why.text());
  }

  private Path saved(String name) {
    Path file = folder.resolve(name);
    why.save(file);
    return file;
  }

  @Test
  void anExplanationHasAMapOfItsOwnForItsDecision() {
    Explainer question = Taproot.explain(Taproot.image("chelsea")).target("lynx");

    Heatmap heatmap = question.decompose(1).heatmap();

    assertThat(heatmap).isEqualTo(question.heatmap(SaliencyMethod.taproot()));
    assertThat(heatmap.map().height()).isEqualTo(224);
    assertThat(heatmap.map().sum()).isPositive();
  }
}
