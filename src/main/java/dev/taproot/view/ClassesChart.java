package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

/** What a network says of a photograph, as a chart. */
public final class ClassesChart {
  private static final Lettering LABELS = Lettering.plain(ChartLook.LETTERS);
  private static final double LONGEST_LABEL = 240;

  /** XChart names only rows that are higher. */
  private static final int LOWEST_ROW = 30;

  private ClassesChart() {}

  /**
   * Draws a bar for each class, as long as its probability, the first on top. Classes of one name
   * have their index behind it.
   *
   * @param classes the most probable first
   * @return a chart, to be changed or saved with XChart
   */
  public static HorizontalBarChart of(List<ClassScore> classes) {
    HorizontalBarChart chart =
        new HorizontalBarChartBuilder()
            .width(640)
            .height(80 + 40 * classes.size())
            .xAxisTitle("probability in %")
            .build();
    ChartLook.apply(chart);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(100.0).setLegendVisible(false);
    chart.getStyler().setXAxisTickMarkSpacingHint(LOWEST_ROW);
    List<String> labels =
        classes.stream().map(score -> LABELS.cut(score.label(), LONGEST_LABEL)).toList();
    chart
        .addSeries(
            "probability",
            classes.stream().map(score -> 100 * score.probability()).toList(),
            IntStream.range(0, classes.size())
                .mapToObj(i -> unique(labels, i, classes.get(i).index()))
                .toList())
        .setFillColor(Canvas.hue(true));
    return chart;
  }

  /** XChart takes equal labels for one; ImageNet has two kinds of crane. */
  private static String unique(List<String> labels, int place, int index) {
    String label = labels.get(place);
    return Collections.frequency(labels, label) == 1 ? label : label + " (" + index + ")";
  }
}
