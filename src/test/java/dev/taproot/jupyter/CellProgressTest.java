package dev.taproot.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.progress.Progress;
import dev.taproot.progress.ProgressDisplay.Showing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellProgressTest {
  record Displayed(String id, boolean isNew, String html, String text) {}

  private final List<Displayed> displayed = new ArrayList<>();
  private final CellProgress progress =
      new CellProgress(
          (id, isNew, html, text) -> displayed.add(new Displayed(id, isNew, html, text)));

  @Test
  void oneDisplayIsUpdatedInPlace() {
    Showing showing = progress.begin();
    showing.show(new Progress.State("photographs", 1, 3, Duration.ofSeconds(2), false, List.of()));
    showing.show(new Progress.State("photographs", 2, 3, Duration.ofSeconds(4), false, List.of()));
    showing.end();

    assertThat(displayed).extracting(Displayed::isNew).containsExactly(true, false);
    assertThat(displayed).extracting(Displayed::id).containsOnly(displayed.get(0).id());
    assertThat(displayed.get(1).text()).isEqualTo("2/3 photographs, 0:02 left");
    assertThat(displayed.get(1).html())
        .contains("<progress value=\"2\" max=\"3\"", "2/3 photographs, 0:02 left");
  }

  @Test
  void whatIsLeftOutIsNamedAndOfManyTheFirst() {
    List<String> leftOut = IntStream.range(0, 22).mapToObj(i -> "<" + i + "> is broken.").toList();

    progress
        .begin()
        .show(new Progress.State("photographs", 22, 99, Duration.ofSeconds(2), false, leftOut));

    assertThat(displayed.get(0).text().lines())
        .hasSize(1 + 20 + 1)
        .contains("<0> is broken.", "<19> is broken.")
        .endsWith("and 2 more");
    assertThat(displayed.get(0).html())
        .contains("22 of them left out", "<li>&lt;0&gt; is broken.</li>", "<li>and 2 more</li>");
  }

  @Test
  void twoPiecesOfWorkHaveTwoDisplays() {
    for (int i = 0; i < 2; i++) {
      Showing showing = progress.begin();
      showing.show(new Progress.State("<b>", 1, 3, Duration.ofSeconds(2), false, List.of()));
    }

    assertThat(displayed).extracting(Displayed::id).doesNotHaveDuplicates();
    assertThat(displayed.get(0).html()).contains("&lt;b&gt;").doesNotContain("<b>");
  }
}
