package dev.taproot.jupyter;

import dev.taproot.Comparison;
import dev.taproot.Explanation;
import dev.taproot.Exploration;
import dev.taproot.Heatmap;
import dev.taproot.evidence.Classification;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Layers;
import dev.taproot.view.ChartPicture;
import dev.taproot.view.ClassesChart;
import dev.taproot.view.ClassesHtml;
import dev.taproot.view.ClassesText;
import dev.taproot.view.Encoded;
import dev.taproot.view.FrameHtml;
import dev.taproot.view.GraphHtml;
import dev.taproot.view.GraphPicture;
import dev.taproot.view.GraphText;
import dev.taproot.view.HeatmapImage;
import dev.taproot.view.PhotographImage;
import dev.taproot.view.PictureHtml;
import dev.taproot.view.TableHtml;
import dev.taproot.view.TreePicture;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * As what a type of value shows in a notebook, whatever the kernel.
 *
 * @param <T> the type
 * @param type its class
 * @param forms by MIME type; pictures are in Base64
 */
record Shown<T>(Class<T> type, Map<String, Function<T, String>> forms) {
  private static final String HTML = "text/html";
  private static final String JPEG = "image/jpeg";
  private static final String PNG = "image/png";
  private static final String TEXT = "text/plain";

  private static final int CLASSES = 5;
  private static final int PICTURE = 480;

  /** Returns all that shows as more than its own text. */
  static List<Shown<?>> all() {
    return List.of(
        of(Explanation.class)
            .as(HTML, Explanation::html)
            .as(PNG, why -> png(TreePicture.of(why.tree())))
            .as(TEXT, Explanation::text),
        of(EvidenceGraph.class)
            .as(HTML, GraphHtml::fragment)
            .as(PNG, graph -> png(GraphPicture.of(graph)))
            .as(TEXT, GraphText::of),
        of(Comparison.class).as(HTML, Comparison::html).as(TEXT, Comparison::text),
        of(Classification.class)
            .as(HTML, classes -> ClassesHtml.of(classes.top(CLASSES)))
            .as(PNG, classes -> png(ChartPicture.of(ClassesChart.of(classes.top(CLASSES)))))
            .as(TEXT, classes -> ClassesText.of(classes.top(CLASSES))),
        of(Layers.class)
            .as(HTML, layers -> TableHtml.of(layers.table()))
            .as(TEXT, layers -> layers.table().printAll()),
        of(Photograph.class)
            .as(HTML, one -> PictureHtml.photographic(picture(one), one.name()))
            .as(JPEG, one -> jpeg(picture(one))),
        of(Heatmap.class)
            .as(HTML, map -> PictureHtml.photographic(picture(map), map.toString()))
            .as(JPEG, map -> jpeg(picture(map))),
        of(Exploration.class)
            .as(HTML, page -> FrameHtml.of(Notebook.seen(page.address()), page.why().tree()))
            .as(TEXT, page -> Notebook.seen(page.address())),
        of(Table.class).as(HTML, TableHtml::of).as(TEXT, Table::print),
        chart());
  }

  /**
   * Renders a value in the forms that are wanted and can be had.
   *
   * @param value the value
   * @param wanted tells of a MIME type whether it is wanted
   * @param bundle takes MIME types and their data
   */
  void render(T value, Predicate<String> wanted, BiConsumer<String, Object> bundle) {
    forms.forEach(
        (mimeType, form) -> {
          if (wanted.test(mimeType)) {
            try {
              bundle.accept(mimeType, form.apply(value));
            } catch (InvalidInputException e) {
              // A drawing takes fonts, which not every machine has; the other forms say the same.
              if (!mimeType.equals(PNG)) {
                throw e;
              }
            }
          }
        });
  }

  @SuppressWarnings("rawtypes")
  private static Shown<Chart> chart() {
    return of(Chart.class)
        .as(HTML, chart -> PictureHtml.drawn(ChartPicture.of(chart), ChartPicture.inWords(chart)))
        .as(PNG, chart -> png(ChartPicture.of(chart)))
        .as(TEXT, ChartPicture::inWords);
  }

  private static <T> Shown<T> of(Class<T> type) {
    return new Shown<>(type, Map.of());
  }

  private Shown<T> as(String mimeType, Function<T, String> form) {
    Map<String, Function<T, String>> more = new LinkedHashMap<>(forms);
    more.put(mimeType, form);
    return new Shown<>(type, more);
  }

  private static BufferedImage picture(Photograph photograph) {
    return PhotographImage.within(photograph, PICTURE);
  }

  private static BufferedImage picture(Heatmap map) {
    return HeatmapImage.overlay(map.photograph(), map.framing(), map.map(), PICTURE);
  }

  private static String png(BufferedImage picture) {
    return Encoded.base64(Encoded.png(picture));
  }

  private static String jpeg(BufferedImage picture) {
    return Encoded.base64(Encoded.jpeg(picture));
  }
}
