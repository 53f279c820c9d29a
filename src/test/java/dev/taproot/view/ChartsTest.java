package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
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
        .containsExactly("dog", "cat");
    assertThat(ChartPicture.of(chart).getWidth()).isEqualTo(640);
  }

  private static double value(CategorySeries series, int index) {
    return series.getYData()[index];
  }
}
