package dev.taproot.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyTest {
  @TempDir private Path folder;

  @Test
  void aTableShowsTheMostProbableClasses() {
    Run run = Run.of("classify", "chelsea", "--top", "3");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "chelsea · EfficientNet-Lite0",
            "rank  class  label         probability       logit",
            "   1    282  tiger cat     ████▋        39%   9.13",
            "   2    285  Egyptian cat  ████▏        34%   9.00",
            "   3    281  tabby         ██▏          18%   8.36");
  }

  @Test
  void theCsvHoldsPyTorchsNumbersForEveryImage() throws IOException {
    Path csv = folder.resolve("classes.csv");

    assertThat(Run.of("classify", "chelsea", "coffee", "--top", "2", "--csv", csv).code()).isZero();

    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).isEqualTo("image,rank,class,label,logit,probability");
    assertThat(lines).hasSize(5);
    assertThat(lines.get(1)).startsWith("chelsea,1,282,tiger cat,");
    assertThat(lines.get(2)).startsWith("chelsea,2,285,Egyptian cat,");
    assertThat(lines.get(3)).startsWith("coffee,1,967,espresso,");
    assertThat(number(lines.get(1), 4)).isCloseTo(9.125299, within(1e-3));
    assertThat(number(lines.get(1), 5)).isCloseTo(0.387978, within(1e-4));
    assertThat(number(lines.get(3), 4)).isCloseTo(11.557673, within(1e-3));
    assertThat(number(lines.get(3), 5)).isCloseTo(0.953636, within(1e-4));
  }

  @Test
  void aBrokenImageDoesNotKeepBackTheOthers() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");
    Path csv = folder.resolve("classes.csv");

    Run run = Run.of("classify", "chelsea", broken, "coffee", "--csv", csv);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1).first().asString().contains("broken.jpg");
    assertThat(run.out()).contains("tiger cat").contains("espresso");
    assertThat(Files.readAllLines(csv)).hasSize(11);
  }

  @Test
  void aTableThatIsThereStaysWhereNoImageCouldBeRead() throws IOException {
    Path csv = Files.writeString(folder.resolve("classes.csv"), "of yesterday");

    Run run = Run.of("classify", folder.resolve("missing.jpg"), "--csv", csv);

    assertThat(run.code()).isEqualTo(1);
    assertThat(csv).hasContent("of yesterday");
  }

  @Test
  void anArchiveOfOnesOwnIsAskedWithItsLabels() throws IOException {
    String names = IntStream.range(0, 1000).mapToObj(i -> "kind " + i + "\n").collect(joining());
    Path labels = Files.writeString(folder.resolve("labels.txt"), names);

    Run run = Run.of("classify", "chelsea", "--top", "1", "--network", ARCHIVE, "--labels", labels);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("kind 282").contains("9.13");
  }

  @Test
  void labelsThatAreTooFewAreRefused() throws IOException {
    Path labels = Files.writeString(folder.resolve("labels.txt"), "zero\none\n");

    Run run = Run.of("classify", "chelsea", "--network", ARCHIVE, "--labels", labels);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("1000 classes").contains("2 labels");
  }

  private static final Path ARCHIVE =
      Path.of("src/main/resources/dev/taproot/network/embedded/efficientnet-lite0.pt");

  private static double number(String line, int field) {
    return Double.parseDouble(line.split(",")[field]);
  }
}
