package dev.taproot.view;

import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/**
 * How all the evidence for the decisions of a tree divides, layer by layer: what supports and what
 * opposes, shown in the tree or not.
 */
public final class SharesChart {
  private static final Color OTHER_SUPPORT = new Color(0xF9D3AF);
  private static final Color OTHER_OPPOSITION = new Color(0xBAD3F8);

  private SharesChart() {}

  /**
   * Draws a column for each layer, 100% high: the shares of the evidence in it, each decision onto
   * that layer counting as much as the others.
   *
   * @param tree the tree
   * @return a chart, to be changed or saved with XChart
   */
  public static CategoryChart of(EvidenceTree tree) {
    Map<String, List<Grounds>> layers = new LinkedHashMap<>();
    Shares.decisions(tree.root())
        .filter(grounds -> Shares.whole(grounds) > 0)
        .forEach(
            grounds ->
                layers.computeIfAbsent(grounds.layer(), l -> new ArrayList<>()).add(grounds));
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(640)
            .height(400)
            .title(Wording.decision(tree.target(), tree.against()))
            .yAxisTitle("% of the evidence")
            .build();
    ChartLook.apply(chart);
    chart.getStyler().setStacked(true).setYAxisMin(0.0).setYAxisMax(100.0);
    if (layers.isEmpty()) {
      return chart;
    }
    add(
        chart,
        layers,
        "support shown",
        Canvas.hue(true),
        g -> g.support() - Shares.hiddenSupport(g));
    add(chart, layers, "other support", OTHER_SUPPORT, Shares::hiddenSupport);
    add(chart, layers, "other opposition", OTHER_OPPOSITION, g -> -Shares.hiddenOpposition(g));
    add(
        chart,
        layers,
        "opposition shown",
        Canvas.hue(false),
        g -> Shares.hiddenOpposition(g) - g.opposition());
    return chart;
  }

  private static void add(
      CategoryChart chart,
      Map<String, List<Grounds>> layers,
      String name,
      Color colour,
      ToDoubleFunction<Grounds> part) {
    List<Double> percents =
        layers.values().stream()
            .map(
                decisions ->
                    100
                        * decisions.stream()
                            .mapToDouble(one -> part.applyAsDouble(one) / Shares.whole(one))
                            .average()
                            .orElse(0))
            .toList();
    chart.addSeries(name, new ArrayList<>(layers.keySet()), percents).setFillColor(colour);
  }
}
