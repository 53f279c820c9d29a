package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HorizontalBarChart;

class ChartsTest {
  @Test
  void theSharesOfEachLayerMakeAHundredPercent() {
    CategoryChart chart = SharesChart.of(new SampleTree().opposition(1).depth(3).build());

    assertThat(chart.getSeriesCollection())
        .extracting(CategorySeries::getName)
        .containsExactly("support shown", "other support", "other opposition", "opposition shown");
    for (int layer = 0; layer < 3; layer++) {
      double sum = 0;
      for (CategorySeries series : chart.getSeriesCollection()) {
        sum += value(series, layer);
      }
      assertThat(sum).isCloseTo(100, within(1e-6));
    }
  }

  @Test
  void theFirstLayersSharesAreThoseOfTheRoot() {
    EvidenceTree tree = new SampleTree().depth(2).build();
    Grounds root = tree.root();
    double whole = root.support() - root.opposition();
    double shown = root.evidence().stream().mapToDouble(one -> one.score()).sum();

    CategoryChart chart = SharesChart.of(tree);

    assertThat(value(chart.getSeries("support shown"), 0))
        .isCloseTo(100 * shown / whole, within(1e-6));
    assertThat(value(chart.getSeries("other opposition"), 0))
        .isCloseTo(-100 * root.opposition() / whole, within(1e-6));
  }

  @Test
  void theClassesChartHasTheMostProbableOnTop() {
    HorizontalBarChart chart =
        ClassesChart.of(
            List.of(new ClassScore(3, "cat", 9, 0.75), new ClassScore(4, "dog", 7, 0.25)));

    assertThat(List.<Object>copyOf(chart.getSeries("probability").getYData()))
        .containsExactly("cat", "dog");
    BufferedImage picture = ChartPicture.of(chart);
    assertThat(orange(picture, 0)).isGreaterThan(2 * orange(picture, picture.getHeight() / 2));
  }

  /** The pixels of bars in the half of a picture that begins at a row. */
  private static long orange(BufferedImage picture, int top) {
    int[] pixels =
        picture.getRGB(
            0, top, picture.getWidth(), picture.getHeight() / 2, null, 0, picture.getWidth());
    return Arrays.stream(pixels).filter(rgb -> rgb == Canvas.hue(true).getRGB()).count();
  }

  @Test
  void classesOfOneNameAreToldApart() {
    HorizontalBarChart chart =
        ClassesChart.of(
            List.of(new ClassScore(134, "crane", 9, 0.75), new ClassScore(517, "crane", 7, 0.25)));

    assertThat(List.<Object>copyOf(chart.getSeries("probability").getYData()))
        .containsExactly("crane (134)", "crane (517)");
  }

  @Test
  void aLongNameLeavesRoomForTheBars() {
    HorizontalBarChart chart =
        ClassesChart.of(List.of(new ClassScore(3, "z".repeat(300), 9, 0.75)));

    assertThat(orange(ChartPicture.of(chart), 0)).isPositive();
  }

  private static double value(CategorySeries series, int index) {
    return series.getYData()[index];
  }
}
