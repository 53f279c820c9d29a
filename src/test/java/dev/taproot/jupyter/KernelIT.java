package dev.taproot.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.Taproot;
import dev.taproot.input.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taproot in a real kernel: JJava, with the library from the local Maven repository. */
class KernelIT {
  private static final String LIBRARY = "%maven dev.taproot:taproot:" + Taproot.version();

  private static Python python;

  @TempDir Path folder;

  @BeforeAll
  static void findPython() {
    python = Python.required("nbclient", "jjava");
  }

  @Test
  void longWorkShowsProgressInOnePlaceAndAnInterruptLeavesKernelAndLibraryUsable()
      throws Exception {
    String photographs =
        """
        import java.util.concurrent.atomic.AtomicInteger;
        List<Photograph> photographs = Collections.nCopies(300, image("chelsea"));
        AtomicInteger begun = new AtomicInteger();
        """;
    String work =
        """
        each(photographs, photograph -> {
          begun.incrementAndGet();
          return explain(photograph).decompose(3);
        }).size()
        """;
    String afterwards =
        """
        Thread.sleep(1000);
        int before = begun.get();
        Thread.sleep(1000);
        begun.get() - before + " more, " + explain(image("coffee")).decompose(1).root().evidence().size()
        """;

    String printed =
        python.run("interrupt_kernel.py", LIBRARY + "\n" + photographs, work, afterwards);

    JsonObject seen = JsonParser.parseString(printed).getAsJsonObject();
    List<String> progress =
        seen.getAsJsonArray("progress").asList().stream().map(one -> one.getAsString()).toList();
    assertThat(seen.get("displays").getAsInt()).isEqualTo(1);
    assertThat(progress.get(0)).matches("\\d+/300 photographs, \\d+:\\d\\d(:\\d\\d)? left");
    assertThat(seen.get("idleAfter").getAsDouble()).isLessThan(1);
    assertThat(seen.get("error").getAsString()).contains("interrupted");
    assertThat(seen.getAsJsonArray("next").toString())
        .isEqualTo("[{\"text/plain\":\"0 more, 3\"}]");
  }

  @Test
  void aFailingCellShowsOneSentence() throws Exception {
    List<JsonObject> errors =
        run(
                LIBRARY,
                "explain(image(\"chelsea\")).target(\"tigger cat\").decompose(2)",
                "each(List.of(image(\"chelsea\")), photo -> explain(photo).width(0))",
                "image(\"\\0\")")
            .outputs("error");

    assertThat(errors)
        .extracting(error -> String.join("\n", lines(error)).replaceAll("\033\\[[\\d;]*m", ""))
        .allMatch(text -> text.startsWith(InvalidInputException.class.getName() + ": "))
        .extracting(text -> text.substring(text.indexOf(' ') + 1))
        .containsExactly(
            "No class is called \"tigger cat\"; did you mean \"tiger cat\"?",
            "chelsea: The width is how many channels support each decision, given 0; 1 to 100 would be right.",
            "\"\0\" is no path (Nul character not allowed); a path in the characters of the locale, such as C.UTF-8, would be right.");
  }

  @Test
  void theNamesThatOneNeedsAreImported() throws Exception {
    ExecutedNotebook notebook =
        run(
            LIBRARY,
            "Rule.PEAK + \" \" + Network.embedded().name() + \" \" + version()",
            "Table.create(\"t\", StringColumn.create(\"x\", \"a\"))");

    assertThat(notebook.outputs("error")).isEmpty();
    assertThat(notebook.outputs("stream")).isEmpty();
    assertThat(notebook.bundles("text/html")).hasSize(1);
  }

  private ExecutedNotebook run(String... cells) throws Exception {
    JsonObject notebook =
        JsonParser.parseString(
                """
                {"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata":
                 {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}}}
                """)
            .getAsJsonObject();
    for (int i = 0; i < cells.length; i++) {
      JsonObject cell =
          JsonParser.parseString(
                  "{\"cell_type\": \"code\", \"metadata\": {}, \"outputs\": [], \"execution_count\": null}")
              .getAsJsonObject();
      cell.addProperty("id", "c" + i);
      cell.addProperty("source", cells[i]);
      notebook.getAsJsonArray("cells").add(cell);
    }
    Path file = folder.resolve("cells.ipynb");
    Files.writeString(file, notebook.toString());
    python.run(Path.of("environment/notebooks/run_notebook.py"), file);
    return ExecutedNotebook.read(file);
  }

  private static List<String> lines(JsonObject error) {
    return error.getAsJsonArray("traceback").asList().stream()
        .map(line -> line.getAsString())
        .filter(line -> !line.contains("-----"))
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .toList();
  }
}
