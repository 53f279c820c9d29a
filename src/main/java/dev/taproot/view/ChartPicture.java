package dev.taproot.view;

import java.awt.image.BufferedImage;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** An XChart chart as a picture. */
public final class ChartPicture {
  private ChartPicture() {}

  /**
   * Draws the chart.
   *
   * @param chart the chart
   * @return a picture of the chart's own size
   */
  public static BufferedImage of(Chart<?, ?> chart) {
    return BitmapEncoder.getBufferedImage(chart);
  }

  /**
   * Says what the chart shows, for who does not see it.
   *
   * @param chart the chart
   * @return its title
   */
  public static String inWords(Chart<?, ?> chart) {
    String title = chart.getTitle();
    return title == null || title.isBlank() ? "Chart" : "Chart: " + title;
  }
}
