package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {
  private static final Path VGG = Path.of("src/test/resources/references/vgg.pt");

  @TempDir private Path folder;
  private Path photographs;
  private Path out;

  @BeforeEach
  void copySamples() throws IOException {
    photographs = Files.createDirectory(folder.resolve("photographs"));
    out = folder.resolve("out");
    for (String name : List.of("chelsea.jpg", "coffee.jpg")) {
      try (InputStream in =
          EvaluateTest.class.getResourceAsStream("/dev/taproot/samples/" + name)) {
        Files.copy(in, photographs.resolve(name));
      }
    }
  }

  @Test
  void aLineIsPrintedForEachMethodAndWhereTheReportIs() {
    Run run = evaluate(photographs, "--methods", "taproot,grad-cam,random");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines)
        .startsWith(
            "channels               rank correlation  top ten found  fall by flipping  top 3 randomised")
        .endsWith(out.resolve("report.html").toString());
    int heatmaps = lines.indexOf("heatmaps  insertion  deletion  average drop  top 3 randomised");
    assertThat(heatmaps).isPositive();
    String figure = " +(-?\\d\\.\\d{3}|-)"; // none where a randomised network gives no map
    for (int i = 0; i < 3; i++) {
      assertThat(lines.get(heatmaps + 1 + i))
          .matches(List.of("Taproot", "Grad-CAM", "random").get(i) + figure.repeat(4));
    }
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    assertThat(out.resolve("summary.csv"))
        .content()
        .startsWith("test,measure,at,method,photographs,mean,low,high,lead,lead_low,lead_high\n");
  }

  @Test
  void classesAndBoxesAreReadFromCsv() throws IOException {
    Path classes = Files.writeString(folder.resolve("c.csv"), "class,file\n3,chelsea.jpg\n");
    Path boxes =
        Files.writeString(
            folder.resolve("b.csv"),
            "file,x,y,width,height,by\nchelsea.jpg,0,0,451,300,me\nchelsea.jpg,-4.4,3,1,2.2,me\n");

    Run run = evaluate(photographs, "--classes", classes, "--boxes", boxes);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(out.resolve("settings.txt"))
        .content()
        .contains("classes {chelsea.jpg=3}\n")
        .contains("Box[x=0, y=0, width=451, height=300]")
        .contains("Box[x=-4, y=3, width=1, height=2]");
    assertThat(out.resolve("measurements.csv"))
        .content()
        .contains("chelsea.jpg,pixels,random,,pointing game,1.00000000\n")
        .doesNotContain("coffee.jpg,pixels,random,,pointing game");
  }

  @Test
  void aBrokenPhotographIsNamedAndTheOthersAreMeasured() throws IOException {
    Files.writeString(photographs.resolve("broken.jpg"), "no picture");

    Run run = evaluate(photographs);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("taproot: broken.jpg: ")
        .endsWith(".");
    assertThat(run.out().lines()).anyMatch(line -> line.matches("random +0\\..*"));
  }

  @Test
  void whatCannotBeUsedIsSaidInOneSentence() throws IOException {
    Path lists = Files.createDirectory(folder.resolve("lists"));
    Path columns = Files.writeString(lists.resolve("columns.csv"), "file,label\nchelsea.jpg,3\n");
    Path word =
        Files.writeString(lists.resolve("word.csv"), "file,x,y,width,height\na.jpg,1,2,3,wide\n");
    Path flat =
        Files.writeString(
            lists.resolve("flat.csv"), "file,x,y,width,height\na.jpg,1,2,3,4\na.jpg,1,2,0,4\n");
    Path missing = lists.resolve("missing.csv");

    assertRefused(
        evaluate(photographs, "--methods", "random,grad-cma"),
        "No method is called \"grad-cma\"; did you mean \"grad-cam\"?");
    assertRefused(
        evaluate(photographs, "--methods", "lime"),
        "No method is called \"lime\"; one of taproot, grad-cam, grad-cam++, layer-cam,"
            + " gradient-x-input, integrated-gradients, smoothgrad, occlusion, random would be"
            + " right.");
    assertRefused(
        evaluate(folder.resolve("nowhere")),
        "\"%s\" is no folder; the path of a folder with photographs would be right."
            .formatted(folder.resolve("nowhere")));
    assertRefused(
        evaluate(lists),
        "There is no photograph in \"%s\"; a folder with JPEG, PNG, GIF, BMP or NPY files would be right."
            .formatted(lists));
    assertRefused(
        evaluate(photographs, "--classes", columns),
        "\"%s\" has columns file, label, but no \"class\"; columns file, class would be right."
            .formatted(columns));
    assertRefused(
        evaluate(photographs, "--boxes", columns),
        "\"%s\" has columns file, label, but no \"x\"; columns file, x, y, width, height would be right."
            .formatted(columns));
    assertRefused(
        evaluate(photographs, "--classes", missing),
        "\"%s\" cannot be read as CSV; a file with columns file, class would be right."
            .formatted(missing));
    assertRefused(
        evaluate(photographs, "--boxes", word),
        "\"%s\" has \"wide\" for a box in line 2; a number of pixels would be right."
            .formatted(word));
    assertRefused(
        evaluate(photographs, "--boxes", flat),
        "\"%s\" has a box of 0 x 4 pixels in line 3; 1 x 1 or more would be right."
            .formatted(flat));
    assertRefused(
        evaluate(photographs, "--steps", "0"),
        "Pixels are taken away in 0 steps; 1 to 10000 would be right.");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    out = Files.writeString(folder.resolve("file"), "no folder").resolve("out");

    Run run = evaluate(photographs);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("taproot: The folder \"%s\" cannot be made (".formatted(out))
        .endsWith("; one in a place that you may write to would be right.");
  }

  private static void assertRefused(Run run, String sentence) {
    assertThat(run.err()).isEqualTo("taproot: " + sentence + "\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }

  /** Runs it with a small network and few steps, unless the words say otherwise. */
  private Run evaluate(Object... words) {
    List<Object> all = new ArrayList<>(List.of("evaluate", "--network", VGG, "--size", 64));
    all.addAll(List.of(words));
    if (!all.contains("--methods")) {
      all.addAll(List.of("--methods", "random"));
    }
    if (!all.contains("--steps")) {
      all.addAll(List.of("--steps", 8));
    }
    all.addAll(List.of("--out", out));
    return Run.of(all.toArray());
  }
}
