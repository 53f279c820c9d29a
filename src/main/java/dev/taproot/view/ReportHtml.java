package dev.taproot.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** A report with headings, tables and charts as a page of its own, part by part. */
public final class ReportHtml {
  private static final String CSS =
      """
      .taproot-page main{max-width:62rem;margin:2rem auto;padding:0 1rem;\
      font:16px/1.5 system-ui,sans-serif;color:#222}
      .taproot-page h1{font-size:1.9rem;margin:0 0 .6rem}
      .taproot-page h2{font-size:1.3rem;margin:2.2rem 0 .4rem}
      .taproot-page ul{color:#666;font-size:.85rem;padding-left:1.1rem;overflow-wrap:anywhere}
      .taproot-page p{max-width:46rem;margin:.3rem 0 1rem}
      .taproot-page img{max-width:100%;height:auto}
      .taproot-scroll{overflow-x:auto}
      .taproot-table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
      .taproot-table caption{padding-top:1rem;font-weight:600}
      .taproot-table th,.taproot-table td{padding:.15rem .7rem;white-space:nowrap;border-bottom:1px solid #e5e5e5}
      @media (prefers-color-scheme:dark){
      .taproot-page main{color:#ddd}
      .taproot-page ul{color:#999}
      .taproot-table th,.taproot-table td{border-color:#444}}
      """;

  private final String title;
  private final List<Consumer<Html>> parts = new ArrayList<>();

  /**
   * Begins a report.
   *
   * @param title its heading
   */
  public ReportHtml(String title) {
    this.title = title;
  }

  /**
   * Adds lines in small print.
   *
   * @param lines the lines; nothing is added where there are none
   */
  public void lines(List<String> lines) {
    if (!lines.isEmpty()) {
      parts.add(
          html -> {
            html.open("ul");
            lines.forEach(line -> html.element("li", line));
            html.close();
          });
    }
  }

  /**
   * Begins a section.
   *
   * @param heading its heading
   * @param text what it is about
   */
  public void section(String heading, String text) {
    parts.add(html -> html.element("h2", heading).element("p", text));
  }

  /**
   * Adds a table under its name; nothing where it is empty.
   *
   * @param table the table
   */
  public void table(Table table) {
    if (table.rowCount() == 0) {
      return;
    }
    parts.add(
        html -> {
          html.open("div", "class", "taproot-scroll");
          TableHtml.write(html, table, table.name());
          html.close();
        });
  }

  /**
   * Adds a chart.
   *
   * @param chart the chart
   */
  public void chart(Chart<?, ?> chart) {
    parts.add(html -> PictureHtml.draw(html, ChartPicture.of(chart), ChartPicture.inWords(chart)));
  }

  /** Returns the report as an HTML document that needs nothing else. */
  public String page() {
    return Page.of(
        title,
        html -> {
          html.style(CSS).element("h1", title);
          parts.forEach(part -> part.accept(html));
        });
  }
}
