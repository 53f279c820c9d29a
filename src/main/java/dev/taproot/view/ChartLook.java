package dev.taproot.view;

import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The look that charts share with the trees. */
public final class ChartLook {
  /** The size of the letters. */
  static final int LETTERS = 13;

  private ChartLook() {}

  /**
   * Gives a chart that look: its fonts, colours and lines, and the legend in one row below.
   *
   * @param chart the chart, which is changed
   */
  public static void apply(AxesChart<? extends AxesChartStyler, ?> chart) {
    AxesChartStyler styler = chart.getStyler();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, LETTERS);
    styler.setAxisTickLabelsFont(font).setAxisTitleFont(font);
    styler
        .setAxisTickLabelsColor(Canvas.INK)
        .setPlotGridLinesColor(Canvas.HAIR)
        .setAxisTicksLineVisible(false)
        .setAxisTicksMarksVisible(false)
        .setPlotTicksMarksVisible(false);
    styler
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartFontColor(Canvas.SOFT)
        .setChartTitleFont(font.deriveFont(Font.BOLD, 16f))
        .setLegendFont(font)
        .setLegendBorderColor(Color.WHITE)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal);
  }
}
