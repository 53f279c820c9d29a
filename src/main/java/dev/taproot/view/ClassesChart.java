package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

/** What a network says of a photograph, as a chart. */
public final class ClassesChart {
  private ClassesChart() {}

  /**
   * Draws a bar for each class, as long as its probability.
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
    List<ClassScore> upwards = new ArrayList<>(classes);
    Collections.reverse(upwards);
    chart
        .addSeries(
            "probability",
            upwards.stream().map(score -> 100 * score.probability()).toList(),
            upwards.stream().map(ClassScore::label).toList())
        .setFillColor(new Color(0xF08A2C));
    return chart;
  }
}
