package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  @TempDir private Path folder;

  @Test
  void theTreeIsPrintedAndWritten() throws IOException {
    Path report = folder.resolve("why.html");
    Path json = folder.resolve("why.json");
    Path csv = folder.resolve("why.csv");
    Path png = folder.resolve("why.png");

    Run run =
        Run.of(
            "explain",
            "chelsea",
            "--depth",
            "2",
            "--width",
            "2",
            "--report",
            report,
            "--json",
            json,
            "--csv",
            csv,
            "--png",
            png);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("tiger cat\nlogit 9.13, probability 39%\n")
        .contains("= logit 9.13")
        .endsWith("Report: " + report + "\n");
    assertThat(report).content().startsWith("<!DOCTYPE html>").contains("tiger cat");
    assertThat(Files.readAllLines(csv)).hasSize(1 + 2 + 4);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(1000);
    JsonObject tree = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertThat(tree.getAsJsonObject("target").get("index").getAsInt()).isEqualTo(282);
    assertThat(tree.getAsJsonArray("layers")).hasSize(2);
    JsonArray children = tree.getAsJsonObject("root").getAsJsonArray("children");
    assertThat(children).hasSize(2);
    assertThat(children.get(0).getAsJsonObject().keySet())
        .contains(
            "layer",
            "channel",
            "score",
            "share",
            "value",
            "residual",
            "location",
            "box",
            "children");
    assertThat(files()).containsExactly("why.csv", "why.html", "why.json", "why.png");
  }

  @Test
  void biasesAreNamedWhereTheyAreAskedFor() throws IOException {
    Path json = folder.resolve("why.json");

    Run run =
        Run.of(
            "explain", "chelsea", "--biases", "--depth", "2", "--report", folder, "--json", json);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(", biases ").contains("_bn2 ").contains(" others ");
    JsonObject root =
        JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonObject("root");
    assertThat(root.getAsJsonArray("biases")).isNotEmpty();
  }

  @Test
  void evidenceIsTestedByIntervention() throws IOException {
    Path json = folder.resolve("why.json");
    for (String option : List.of("--verify", "--tested")) {
      Run run =
          Run.of("explain", "chelsea", "--depth", "1", option, "--report", folder, "--json", json);

      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .contains("\nTested with channels set to zero: 3 of 3 pieces of evidence hold");
      JsonObject tree = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
      assertThat(tree.get("tested").getAsString()).isEqualTo("channels set to zero");
      assertThat(tree.has("selection")).isEqualTo(option.equals("--tested"));
    }
  }

  @Test
  void theQuestionIsTheOneAsked() throws IOException {
    Path json = folder.resolve("why.json");

    Run run =
        Run.of(
            "explain",
            "cat-and-coffee",
            "--target",
            "Espresso",
            "--against",
            "282",
            "--layers",
            "_blocks.8._swish#1,_blocks.3._swish#1",
            "--depth",
            "2",
            "--width",
            "1",
            "--opposition",
            "1",
            "--rule",
            "Peak",
            "--integrated",
            "2",
            "--device",
            "cpu",
            "--report",
            folder,
            "--json",
            json);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("espresso rather than tiger cat\n");
    JsonObject tree = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertThat(tree.getAsJsonObject("against").get("index").getAsInt()).isEqualTo(282);
    assertThat(tree.get("rule").getAsString()).isEqualTo("PEAK");
    assertThat(tree.get("attribution").getAsString()).contains("2 steps");
    assertThat(tree.get("device").getAsString()).isEqualTo("cpu");
    assertThat(tree.getAsJsonArray("layers").get(0).getAsString()).isEqualTo("_blocks.8._swish#1");
    assertThat(tree.getAsJsonObject("root").getAsJsonArray("children")).hasSize(2);
  }

  @Test
  void severalImagesGetAFileEachAndABrokenOneIsNamed() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path one = sample("coffee.jpg", folder.resolve("a.jpg"));
    Path two = sample("rocket.jpg", other.resolve("a.jpg"));
    Path broken = Files.writeString(other.resolve("broken.png"), "no picture");
    Path reports = Files.createDirectory(folder.resolve("reports"));

    Run run =
        Run.of("explain", one, broken, two, "--depth", "1", "--report", reports, "--csv", reports);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1).first().asString().contains("broken.png");
    assertThat(reports).isDirectoryContaining("glob:**/a.html");
    assertThat(reports.resolve("a.html")).content().contains("espresso");
    assertThat(reports.resolve("a-2.html")).exists();
    assertThat(reports.resolve("a.csv")).exists();
    assertThat(reports.resolve("a-2.csv")).exists();
    assertThat(reports.resolve("broken.html")).doesNotExist();
  }

  @Test
  void aFolderStandsForThePhotographsInItAndAnswersComeInTheirOrder() throws IOException {
    Path photographs = Files.createDirectory(folder.resolve("photographs"));
    List<String> names = List.of("coffee", "rocket", "chelsea", "camera", "astronaut");
    for (int i = 0; i < names.size(); i++) {
      sample(names.get(i) + ".jpg", photographs.resolve(i + "-" + names.get(i) + ".jpg"));
    }
    Files.writeString(photographs.resolve("notes.txt"), "no photograph");
    Path reports = Files.createDirectory(folder.resolve("reports"));

    Run run = Run.of("explain", photographs, "--depth", "1", "--report", reports);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith("Report: ")))
        .isSorted()
        .hasSize(5)
        .endsWith("Report: " + reports.resolve("4-astronaut.html"));
    assertThat(reports.resolve("0-coffee.html")).content().contains("espresso");
    assertThat(reports.resolve("2-chelsea.html")).content().contains("tiger cat");
  }

  @Test
  void aFolderWithoutPhotographsDoesNotKeepBackTheOthers() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Run run = Run.of("classify", empty, "coffee", "--top", "1");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("taproot: There is no photograph in \"" + empty + "\"")
        .hasLineCount(1);
    assertThat(run.out()).contains("espresso");
  }

  @Test
  void thePhotographsOfAFolderAreNeverWrittenOver() throws IOException {
    Path image = sample("coffee.jpg", folder.resolve("coffee.jpg"));
    Path link = Files.createLink(folder.resolve("coffee.html"), image);

    Run run = Run.of("explain", folder, "--report", folder);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--report would write over \"" + image + "\"");
    assertThat(link).hasSameBinaryContentAs(image);
  }

  @Test
  void whatIsWrongWithTheQuestionIsSaidOnce() {
    Run run = Run.of("explain", "chelsea", "coffee", "--target", "espreso", "--report", folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("taproot: No class is called \"espreso\"; did you mean \"espresso\"?\n");
  }

  @Test
  void aReportThatIsThereStaysWhereALaterRunFails() throws IOException {
    Path report = Files.writeString(folder.resolve("why.html"), "of yesterday");

    assertThat(Run.of("explain", "chelsea", "--target", "no such", "--report", report).code())
        .isEqualTo(1);
    assertThat(Run.of("explain", "chelsea", "--depth", "99", "--report", report).code())
        .isEqualTo(1);
    assertThat(Run.of("explain", folder.resolve("missing.jpg"), "--report", report).code())
        .isEqualTo(1);

    assertThat(report).hasContent("of yesterday");
    assertThat(files()).containsExactly("why.html");
  }

  @Test
  void anImageIsNeverWrittenOver() throws IOException {
    Path image = sample("coffee.jpg", folder.resolve("coffee.jpg"));
    byte[] before = Files.readAllBytes(image);

    Run run = Run.of("explain", image, "--report", folder, "--json", image);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--json would write over").contains("coffee.jpg");
    assertThat(image).hasBinaryContent(before);
  }

  private static Path sample(String name, Path file) throws IOException {
    try (InputStream in = ExplainTest.class.getResourceAsStream("/dev/taproot/samples/" + name)) {
      Files.copy(in, file);
    }
    return file;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
