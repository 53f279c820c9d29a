package dev.taproot.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.taproot.Taproot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every notebook, run on a real kernel; and as it was committed. */
class NotebooksIT {
  private static final Path NOTEBOOKS = Path.of("notebooks");
  private static final Path EXECUTED = Path.of("target/notebooks");
  private static final Path RUN = Path.of("environment/notebooks/run_notebook.py");
  private static final long MOST_BYTES = 3_000_000;

  private static Python python;

  @BeforeAll
  static void findPython() throws IOException {
    python = Python.required("nbclient", "jjava");
    Files.createDirectories(EXECUTED);
  }

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void aNotebookRunsWithoutAnErrorOrAWarning(Path file) throws Exception {
    Path target = EXECUTED.resolve(file.getFileName());

    python.run(RUN, file, target);

    ExecutedNotebook notebook = ExecutedNotebook.read(target);
    assertThat(notebook.outputs("error")).isEmpty();
    assertThat(notebook.outputs("stream"))
        .noneMatch(output -> output.get("name").getAsString().equals("stderr"))
        .noneMatch(output -> output.toString().contains("SLF4J"));
    assertShown(notebook);
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void aNotebookIsCommittedWithItsOutputsAndBelowThreeMegabytes(Path file) throws Exception {
    ExecutedNotebook notebook = ExecutedNotebook.read(file);

    assertThat(Files.size(file)).isLessThan(MOST_BYTES);
    assertThat(notebook.code().get(0)).isEqualTo("%maven dev.taproot:taproot:" + Taproot.version());
    assertThat(notebook.outputs("error")).isEmpty();
    assertThat(notebook.bundles("text/html")).isNotEmpty();
    assertShown(notebook);
  }

  /** What shows: all with words, complete without script, the trees in three forms. */
  private static void assertShown(ExecutedNotebook notebook) {
    for (JsonObject bundle : notebook.bundles("text/html")) {
      String html = ExecutedNotebook.joined(bundle.get("text/html"));
      assertThat(bundle.has("text/plain")).isTrue();
      assertThat(html).doesNotContain("<svg");
      assertThat(count(html, "<img ")).isEqualTo(count(html, "<img [^>]*alt="));
      assertThat(count(html, "<img ")).isEqualTo(count(html, "<img [^>]*src=\"data:image/"));
      if (html.contains("class=\"taproot-tree\"")) {
        assertThat(bundle.has("image/png")).isTrue();
        String withoutScript = html.replaceAll("(?s)<script>.*?</script>", "");
        String text = ExecutedNotebook.joined(bundle.get("text/plain"));
        assertThat(count(withoutScript, "class=\"taproot-card"))
            .isEqualTo(count(text, "(?m)[├└]─ .*%"))
            .isPositive();
      }
    }
  }

  private static long count(String text, String expression) {
    Matcher matcher = Pattern.compile(expression).matcher(text);
    return matcher.results().count();
  }
}
