package dev.taproot.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first notebook in JupyterLab, and the one that explores, in a real browser. */
class JupyterLabIT {
  private static final Path NOTEBOOK = Path.of("notebooks/01-first-look.ipynb");
  private static final Path EXPLORING = Path.of("notebooks/08-ask-again.ipynb");
  private static final Path PICTURES = Path.of("target/jupyterlab");

  private static JsonObject before;
  private static JsonObject after;
  private static JsonObject nbconvert;
  private static JsonObject frame;

  @BeforeAll
  static void openAndRunAll() throws Exception {
    Python python = Python.required("jupyterlab", "playwright", "jjava");
    String seen =
        python.run("open_in_jupyterlab.py", NOTEBOOK, EXPLORING, Python.chromium(), PICTURES);
    JsonObject json = JsonParser.parseString(seen).getAsJsonObject();
    before = json.getAsJsonObject("before");
    after = json.getAsJsonObject("after");
    nbconvert = json.getAsJsonObject("nbconvert");
    frame = json.getAsJsonObject("frame");
  }

  @Test
  void whereStylesAndScriptsAreStrippedThePictureAndAnOutlineShow() {
    assertThat(number(before, "styles")).isZero();
    assertThat(number(before, "scripts")).isZero();
    assertThat(before.get("picture").getAsBoolean()).isTrue();
    assertThat(number(before, "outline")).isGreaterThanOrEqualTo(2 * 39);
  }

  @Test
  void allCellsRunAndTheTreeIsSeen() {
    assertThat(number(after, "errors")).isZero();
    assertThat(number(after, "width")).isGreaterThan(700);
    assertThat(number(after, "cards")).isEqualTo(15);
    assertThat(after.get("fallbackPicture").getAsBoolean()).isFalse();
  }

  @Test
  void aNodeFoldsAndUnfolds() {
    assertThat(number(after, "cardsWithOneFolded")).isLessThan(number(after, "cards"));
    assertThat(number(after, "cardsUnfoldedAgain")).isEqualTo(number(after, "cards"));
  }

  @Test
  void pointingAtACardLightsItsWayAndLaysItsRelevanceOverThePhotograph() {
    assertThat(number(after, "lit")).isEqualTo(3);
    assertThat(after.get("veil").getAsBoolean()).isTrue();
  }

  @Test
  void whatNbconvertMakesOfItShowsTheTree() {
    assertThat(number(nbconvert, "cards")).isEqualTo(15);
    assertThat(nbconvert.get("fallbackPicture").getAsBoolean()).isFalse();
  }

  @Test
  void inTheExplorersFrameANodeIsAskedWhy() {
    assertThat(number(frame, "cards")).isEqualTo(3);
    assertThat(number(frame, "cardsBelow")).isEqualTo(3);
  }

  private static int number(JsonObject seen, String name) {
    return (int) seen.get(name).getAsDouble();
  }
}
