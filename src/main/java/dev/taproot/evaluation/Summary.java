package dev.taproot.evaluation;

import dev.taproot.view.ChartLook;
import dev.taproot.view.Columns;
import dev.taproot.view.Columns.Side;
import dev.taproot.view.ReportHtml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What an experiment came to: means over the photographs, with 95% intervals by bootstrap. */
public final class Summary {
  private static final String CURVE = " curve";
  private static final String FALL_AT = "fall at ";

  /** Of these measures less is better. */
  private static final Set<String> LESS = Set.of("deletion", "average drop");

  private final Map<Key, Map<String, Double>> measured;
  private final String settings;
  private final List<String> leftOut;

  private record Key(String test, String measure, String at, String method) {}

  private Summary(Map<Key, Map<String, Double>> measured, String settings, List<String> leftOut) {
    this.measured = measured;
    this.settings = settings;
    this.leftOut = List.copyOf(leftOut);
  }

  static Summary of(List<Measurement> measurements, String settings, List<String> leftOut) {
    Map<Key, Map<String, Double>> measured = new LinkedHashMap<>();
    for (Measurement one : measurements) {
      if (!Double.isNaN(one.value())) {
        measured
            .computeIfAbsent(
                new Key(one.test(), one.measure(), one.at(), one.method()),
                key -> new LinkedHashMap<>())
            .put(one.photograph(), one.value());
      }
    }
    return new Summary(measured, settings, leftOut);
  }

  /** Returns a sentence for each photograph that was left out, and for what could not be done. */
  public List<String> leftOut() {
    return leftOut;
  }

  /**
   * Returns the means: a row for each test, measure, place and method, with the 95% interval of the
   * mean, and by how much the first method is better than this one on the same photographs.
   *
   * @return a new table
   */
  public Table table() {
    Table table =
        Table.create(
            "evaluation",
            StringColumn.create("test"),
            StringColumn.create("measure"),
            StringColumn.create("at"),
            StringColumn.create("method"),
            IntColumn.create("photographs"),
            DoubleColumn.create("mean"),
            DoubleColumn.create("low"),
            DoubleColumn.create("high"),
            DoubleColumn.create("lead"),
            DoubleColumn.create("lead_low"),
            DoubleColumn.create("lead_high"));
    Map<List<String>, List<Key>> groups = new LinkedHashMap<>();
    for (Key key : measured.keySet()) {
      if (!key.measure().endsWith(CURVE) && !key.measure().startsWith(FALL_AT)) {
        groups
            .computeIfAbsent(List.of(key.test(), key.measure(), key.at()), of -> new ArrayList<>())
            .add(key);
      }
    }
    groups.values().forEach(keys -> keys.forEach(key -> addRow(table, key)));
    return table;
  }

  private void addRow(Table table, Key key) {
    Bootstrap mean = Bootstrap.of(numbers(measured(key)));
    table.stringColumn(0).append(key.test());
    table.stringColumn(1).append(key.measure());
    table.stringColumn(2).append(key.at());
    table.stringColumn(3).append(key.method());
    table.intColumn(4).append(mean.count());
    table.doubleColumn(5).append(mean.mean());
    table.doubleColumn(6).append(mean.low());
    table.doubleColumn(7).append(mean.high());
    String first = leader(key.test());
    if (key.method().equals(first) || key.measure().equals("similarity")) {
      IntStream.of(8, 9, 10).forEach(column -> table.doubleColumn(column).appendMissing());
      return;
    }
    Bootstrap lead =
        lead(
            measured(new Key(key.test(), key.measure(), key.at(), first)),
            measured(key),
            LESS.contains(key.measure()) ? -1 : 1);
    table.doubleColumn(8).append(lead.mean());
    table.doubleColumn(9).append(lead.low());
    table.doubleColumn(10).append(lead.high());
  }

  /** By how much one method is better than another, photograph by photograph. */
  private static Bootstrap lead(
      Map<String, Double> first, Map<String, Double> other, int direction) {
    List<Double> leads = new ArrayList<>();
    first.forEach(
        (photograph, value) -> {
          Double beside = other.get(photograph);
          if (beside != null) {
            leads.add(direction * (value - beside));
          }
        });
    return leads.isEmpty()
        ? new Bootstrap(0, Double.NaN, Double.NaN, Double.NaN)
        : Bootstrap.of(leads.stream().mapToDouble(lead -> lead).toArray());
  }

  /** The method that comes first in a test: the others are compared with it. */
  private String leader(String test) {
    return measured.keySet().stream()
        .filter(key -> key.test().equals(test))
        .map(Key::method)
        .findFirst()
        .orElse("");
  }

  private static double[] numbers(Map<String, Double> values) {
    return values.values().stream().mapToDouble(value -> value).toArray();
  }

  String csv() {
    return table().write().toString("csv");
  }

  /** Returns a line for each method: what its scores of channels, or its heatmaps, came to. */
  public String text() {
    return lines("channels", List.of("rank correlation", "top ten found", "fall by flipping"))
        + "\n"
        + lines("heatmaps", List.of("insertion", "deletion", "average drop"));
  }

  /** The measures of a test, and how similar explanations are to those of changed networks. */
  private String lines(String title, List<String> measures) {
    String test = title.equals("heatmaps") ? "pixels" : title;
    Columns columns = new Columns(Side.LEFT, Side.RIGHT, Side.RIGHT, Side.RIGHT, Side.RIGHT);
    columns.add(title, measures.get(0), measures.get(1), measures.get(2), "top 3 randomised");
    for (String method : methods(test)) {
      Map<String, Double> randomised = measured(new Key("sanity", "similarity", "top 3", method));
      columns.add(
          method,
          number(mean(test, measures.get(0), method)),
          number(mean(test, measures.get(1), method)),
          number(mean(test, measures.get(2), method)),
          number(randomised.isEmpty() ? Double.NaN : Bootstrap.of(numbers(randomised)).mean()));
    }
    return columns.toString();
  }

  private static String number(double mean) {
    return Double.isNaN(mean) ? "-" : String.format(Locale.ROOT, "%.3f", mean);
  }

  private Set<String> methods(String test) {
    Set<String> methods = new LinkedHashSet<>();
    measured.keySet().stream()
        .filter(key -> key.test().equals(test))
        .forEach(key -> methods.add(key.method()));
    return methods;
  }

  /** The mean over all places and photographs. */
  private double mean(String test, String measure, String method) {
    return measured.entrySet().stream()
        .filter(one -> one.getKey().test().equals(test))
        .filter(one -> one.getKey().measure().equals(measure))
        .filter(one -> one.getKey().method().equals(method))
        .flatMap(one -> one.getValue().values().stream())
        .mapToDouble(value -> value)
        .average()
        .orElse(Double.NaN);
  }

  /** Returns the report as a page. */
  String html() {
    ReportHtml report = new ReportHtml("Does the evidence hold?");
    report.lines(settings.lines().toList());
    report.lines(leftOut);
    report.section(
        "Channels",
        "Each channel of a layer is switched off by itself; how far the decision falls is what scores"
            + " are compared with. Flipping: channels are switched off one after the other, those with"
            + " the highest scores first; the sooner the decision falls, the better.");
    report.table(across("channels", "rank correlation"));
    report.table(across("channels", "top ten found"));
    report.table(across("channels", "top ten found, tested"));
    report.table(across("channels", "fall by flipping"));
    report.table(leads("channels", "fall by flipping"));
    report.chart(falls());
    report.section(
        "Pixels",
        "Insertion: the class's probability while a blurred photograph gets sharp, the most relevant"
            + " pixels first; more is better. Deletion: while pixels are taken away; less is better.");
    for (String measure :
        List.of(
            "insertion",
            "deletion",
            "average drop",
            "increase in confidence",
            "pointing game",
            "energy inside")) {
      report.table(across("pixels", measure));
    }
    report.table(leads("pixels", "insertion"));
    report.table(leads("pixels", "deletion"));
    report.chart(curves("insertion"));
    report.chart(curves("deletion"));
    report.section(
        "Sanity",
        "Rank correlation with the map of a network whose top layers have noise for weights, and of"
            + " another photograph; near 0 is right. A random map has 1: it depends on nothing but its"
            + " seed.");
    report.table(across("sanity", "similarity"));
    report.section(
        "Stability",
        "Rank correlation with the map of the same photograph with a little noise, flipped, or moved"
            + " by a pixel; near 1 is right.");
    report.table(across("stability", "similarity"));
    return report.page();
  }

  /** A row for each method, a column for each place, with the mean and its interval. */
  private Table across(String test, String measure) {
    return pivot(measure, keys(test, measure), values -> Bootstrap.of(numbers(values)));
  }

  /** By how much the first method is better than each other one. */
  private Table leads(String test, String measure) {
    List<Key> keys = keys(test, measure);
    String name = leader(test);
    Map<String, Map<String, Double>> first = new LinkedHashMap<>();
    keys.stream()
        .filter(key -> key.method().equals(name))
        .forEach(key -> first.put(key.at(), measured(key)));
    int direction = LESS.contains(measure) ? -1 : 1;
    return pivot(
        "%s: lead of %s over".formatted(measure, name),
        keys.stream().filter(key -> !key.method().equals(name)).toList(),
        values -> {
          Map<String, Double> beside =
              keys.stream()
                  .filter(key -> measured(key) == values)
                  .findFirst()
                  .map(key -> first.getOrDefault(key.at(), Map.of()))
                  .orElse(Map.of());
          return lead(beside, values, direction);
        });
  }

  private List<Key> keys(String test, String measure) {
    return measured.keySet().stream()
        .filter(key -> key.test().equals(test) && key.measure().equals(measure))
        .toList();
  }

  private Map<String, Double> measured(Key key) {
    return measured.getOrDefault(key, Map.of());
  }

  private Table pivot(String name, List<Key> keys, Function<Map<String, Double>, Bootstrap> mean) {
    Set<String> places = new LinkedHashSet<>();
    Set<String> methods = new LinkedHashSet<>();
    keys.forEach(key -> places.add(key.at()));
    keys.forEach(key -> methods.add(key.method()));
    Table table = Table.create(name, StringColumn.create("method", methods));
    for (String place : places) {
      StringColumn column = StringColumn.create(place.isEmpty() ? "mean (95%)" : place);
      for (String method : methods) {
        column.append(
            keys.stream()
                .filter(key -> key.at().equals(place) && key.method().equals(method))
                .findFirst()
                .map(key -> inWords(mean.apply(measured(key))))
                .orElse(""));
      }
      table.addColumns(column);
    }
    return table;
  }

  private static String inWords(Bootstrap mean) {
    return String.format(Locale.ROOT, "%.3f (%.3f … %.3f)", mean.mean(), mean.low(), mean.high());
  }

  private XYChart curves(String measure) {
    return chart(
        measure.substring(0, 1).toUpperCase(Locale.ROOT) + measure.substring(1),
        "% of the pixels",
        "probability",
        "pixels",
        key -> key.measure().equals(measure + CURVE) ? percent(key.at()) : -1);
  }

  /** Over all layers. */
  private XYChart falls() {
    return chart(
        "Channels switched off, those with the highest scores first",
        "% of the channels",
        "fall, as a part of all effects",
        "channels",
        key ->
            key.measure().startsWith(FALL_AT)
                ? percent(key.measure().substring(FALL_AT.length()))
                : -1);
  }

  private static int percent(String text) {
    return Integer.parseInt(text.replace("%", ""));
  }

  private XYChart chart(
      String title, String across, String up, String test, ToIntFunction<Key> place) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(430)
            .title(title)
            .xAxisTitle(across)
            .yAxisTitle(up)
            .build();
    ChartLook.apply(chart);
    chart
        .getStyler()
        .setMarkerSize(0)
        .setLegendPosition(LegendPosition.OutsideE)
        .setLegendLayout(LegendLayout.Vertical);
    Map<String, TreeMap<Integer, List<Double>>> series = new LinkedHashMap<>();
    measured.forEach(
        (key, values) -> {
          int at = key.test().equals(test) ? place.applyAsInt(key) : -1;
          if (at >= 0) {
            series
                .computeIfAbsent(key.method(), method -> new TreeMap<>())
                .computeIfAbsent(at, percent -> new ArrayList<>())
                .addAll(values.values());
          }
        });
    series.forEach(
        (method, places) ->
            chart.addSeries(
                method,
                places.keySet().stream().mapToDouble(at -> at).toArray(),
                places.values().stream()
                    .mapToDouble(
                        values -> values.stream().mapToDouble(value -> value).average().orElse(0))
                    .toArray()));
    return chart;
  }
}
