package dev.taproot.jupyter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The Python that has Jupyter, the kernel and Playwright: {@code TAPROOT_TEST_PYTHON} names it, or
 * else it is {@code python3} if that has what is needed.
 */
public record Python(String command) {
  private static final Path SCRIPTS = Path.of("src/test/python");

  /**
   * Finds it. Where there is none the test is aborted, and the log says so; the one that is named
   * has to be there, and on a machine for continuous integration ({@code CI=true}) one has to be.
   */
  public static Python required(String... modules) {
    String named = System.getenv("TAPROOT_TEST_PYTHON");
    for (String candidate : named == null ? List.of("python3", "python") : List.of(named)) {
      if (imports(candidate, modules)) {
        return new Python(candidate);
      }
    }
    return missing(
        named,
        "no Python with "
            + String.join(", ", modules)
            + (named == null ? "" : " at TAPROOT_TEST_PYTHON=" + named)
            + "; see CONTRIBUTING.md");
  }

  /** Finds Chromium: {@code TAPROOT_TEST_CHROMIUM}, or one of its names on the path. */
  public static String chromium() {
    String named = System.getenv("TAPROOT_TEST_CHROMIUM");
    List<String> names = List.of("chromium", "chromium-browser", "google-chrome");
    Optional<Path> found =
        named != null
            ? Optional.of(Path.of(named)).filter(Files::isExecutable)
            : Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    return found.isPresent()
        ? found.get().toString()
        : missing(
            named,
            "no Chromium"
                + (named == null ? "" : " at TAPROOT_TEST_CHROMIUM=" + named)
                + "; see CONTRIBUTING.md");
  }

  private static <T> T missing(@Nullable String named, String what) {
    String line = "NOT TESTED HERE: " + what;
    System.err.printf("%n######## %s ########%n%n", line);
    if (named != null || "true".equals(System.getenv("CI"))) {
      throw new AssertionError(line);
    }
    Assumptions.abort(line);
    throw new AssertionError("not reached");
  }

  private static boolean imports(String python, String... modules) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import " + String.join(", ", modules))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs a script of the tests and returns what it prints; what goes wrong goes to the log. */
  public String run(String script, Object... arguments) throws IOException, InterruptedException {
    return run(SCRIPTS.resolve(script), arguments);
  }

  /** Runs a script and returns what it prints; what goes wrong goes to the log. */
  String run(Path script, Object... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command, script.toString()));
    Stream.of(arguments).map(String::valueOf).forEach(line::add);
    Path log = Files.createTempFile("taproot-python", ".log");
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(log.toFile());
    // The kernel takes the library from where this build has put it.
    String repository = System.getProperty("localRepository");
    if (repository != null) {
      builder.environment().put("JDK_JAVA_OPTIONS", "\"-Dmaven.repo.local=" + repository + "\"");
    }
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      System.err.println(printed + Files.readString(log));
    }
    Files.delete(log);
    if (printed.isEmpty()) {
      throw new AssertionError(script + " ended with " + code + " and printed nothing");
    }
    return printed;
  }
}
