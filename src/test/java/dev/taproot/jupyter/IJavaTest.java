package dev.taproot.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.Explanation;
import dev.taproot.Taproot;
import dev.taproot.evidence.Classification;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import dev.taproot.view.ClassesChart;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The adapter to IJava, held against the renderer of the kernel that IJava is built on. */
@Isolated("a notebook shows progress and faults in its own way")
class IJavaTest {
  private static final Photograph CAT = Photograph.sample("chelsea");
  private static final BaseKernel KERNEL =
      new BaseKernel() {
        @Override
        public DisplayData eval(String expression) {
          return new DisplayData(expression);
        }

        @Override
        public LanguageInfo getLanguageInfo() {
          return new LanguageInfo.Builder("java").build();
        }
      };

  private static Explanation why;

  @BeforeAll
  static void install() {
    IJavaDisplays.install(KERNEL);
    why = Taproot.explain(CAT).decompose(1);
  }

  @AfterAll
  static void leave() {
    Notebook.end();
    System.clearProperty("slf4j.internal.verbosity");

    Throwable fault = new InvalidInputException("The sentence.", new IOException("beneath"));
    assertThat(fault.getStackTrace()).isNotEmpty();
    assertThat(fault).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aTreeIsABundleOfHtmlPngAndText() throws Exception {
    DisplayData data = KERNEL.getRenderer().render(why);

    assertThat(text(data, "text/html")).startsWith("<section class=\"taproot\"");
    assertThat(text(data, "text/plain")).isEqualTo(why.text());
    byte[] png = Base64.getDecoder().decode(text(data, "image/png"));
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(300);
  }

  @Test
  void onlyWhatIsAskedForIsRendered() {
    DisplayData data = KERNEL.getRenderer().renderAs(why, "text/plain");

    assertThat(data.hasDataForType(MIMEType.TEXT_PLAIN)).isTrue();
    assertThat(data.hasDataForType(MIMEType.TEXT_HTML)).isFalse();
  }

  @Test
  void aGraphShowsAsHtmlAndText() {
    DisplayData data = KERNEL.getRenderer().render(Taproot.explain(CAT).graph(2));

    assertThat(text(data, "text/html")).startsWith("<section class=\"taproot");
    assertThat(text(data, "text/plain")).contains("tiger cat", "from node 0");
  }

  @Test
  void whatTheNetworkSaysShowsAsLabelledBars() {
    Classification classes = Network.embedded().classify(CAT);

    DisplayData data = KERNEL.getRenderer().render(classes);

    assertThat(text(data, "text/html")).contains("tiger cat", "<img", "39%");
    assertThat(text(data, "text/plain")).contains("tiger cat").doesNotContain("goldfish");
    assertThat(data.hasDataForType(MIMEType.IMAGE_PNG)).isTrue();
  }

  @Test
  void layersAndTablesShowAsTables() {
    assertThat(text(KERNEL.getRenderer().render(Network.embedded().layers()), "text/html"))
        .contains("<th", "receptive_field", "_blocks.15");
    assertThat(text(KERNEL.getRenderer().render(why.table()), "text/html"))
        .contains("<th", "root_share");
  }

  @Test
  void photographsHeatmapsAndChartsShowAsPicturesWithWords() {
    assertThat(text(KERNEL.getRenderer().render(CAT), "text/html"))
        .startsWith("<img src=\"data:image/jpeg;base64,")
        .contains("alt=\"chelsea\"");
    assertThat(
            text(
                KERNEL.getRenderer().render(why.heatmap(why.root().evidence().get(0))),
                "text/html"))
        .contains("alt=\"Heatmap of 7 x 7 positions over chelsea\"");
    assertThat(text(KERNEL.getRenderer().render(why.chart()), "text/html"))
        .startsWith("<img src=\"data:image/png;base64,")
        .contains("alt=\"Chart: tiger cat\"");
    assertThat(text(KERNEL.getRenderer().render(ClassesChart.of(why.tree().top())), "text/html"))
        .contains("alt=\"Chart\"");
  }

  @Test
  void aMistakeIsToldInOneSentenceWithoutATrace() {
    InvalidInputException fault =
        new InvalidInputException("The sentence.", new IOException("beneath"));

    assertThat(fault.getStackTrace()).isEmpty();
    assertThat(fault).hasNoCause();
  }

  @Test
  void outsideOfANotebookNothingHappens() {
    new IJavaFrontEnd().join();

    assertThat(Taproot.version()).isNotEmpty();
  }

  private static String text(DisplayData data, String type) {
    return String.valueOf(data.getData(MIMEType.parse(type)));
  }
}
