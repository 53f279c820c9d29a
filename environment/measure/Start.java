import static dev.taproot.Taproot.explain;
import static dev.taproot.Taproot.image;

import dev.taproot.cli.Main;
import dev.taproot.network.Network;
import dev.taproot.network.torchscript.PyTorch;
import dev.taproot.view.TreeHtml;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * How long "./taproot explain chelsea" takes, and what takes the time: its steps one after the
 * other, each in a process that has done those before it, though the command itself starts PyTorch
 * beside the others and draws on all cores.
 */
public class Start {
  private static final int RUNS = 11;

  public static void main(String[] args) throws Exception {
    if (args.length == 1) {
      steps(Long.parseLong(args[0]));
      return;
    }
    Path work = Files.createTempDirectory("taproot-start");
    try {
      compile(work);
      System.out.printf("Medians of %d runs, in milliseconds.%n%n", RUNS);
      table("Steps, with the archive of classes", work, archive());
      table("Steps, without it", work, List.of());
      command("./taproot explain chelsea", work, Map.of());
      cold(work);
    } finally {
      delete(work);
    }
  }

  /** In a process of its own: does one step after the other. */
  private static void steps(long asked) throws IOException {
    say("Java, until it runs the program", System.currentTimeMillis() - asked);
    Steps steps = new Steps();
    Main.run(new String[] {"--version"}, nowhere(), nowhere());
    steps.done("the command line's options");
    var photograph = image("chelsea");
    steps.done("the photograph");
    PyTorch.start();
    steps.done("PyTorch's natives");
    Network network = Network.embedded();
    steps.done("the network");
    network.layers();
    steps.done("its layers");
    try (var inquiry = explain(photograph).open()) {
      steps.done("the forward pass");
      var why = inquiry.decompose(3);
      steps.done("the decomposition");
      String page = TreeHtml.page(why.tree());
      steps.done("the page");
      why.text();
      steps.done("the text");
      Files.writeString(Files.createTempFile(Path.of(""), "page", ".html"), page);
      steps.done("writing the page");
    }
    say("ended", System.currentTimeMillis());
    System.exit(0);
  }

  private static final class Steps {
    private long last = System.nanoTime();

    void done(String step) {
      long now = System.nanoTime();
      say(step, (now - last) / 1_000_000);
      last = System.nanoTime();
    }
  }

  private static void say(String step, long milliseconds) {
    System.out.println(step + "\t" + milliseconds);
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream());
  }

  private static void table(String title, Path work, List<String> archive) throws Exception {
    Map<String, List<Long>> found = new LinkedHashMap<>();
    for (int run = 0; run <= RUNS; run++) {
      List<String> words = new ArrayList<>(List.of(java()));
      words.addAll(archive);
      words.addAll(
          List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"));
      words.addAll(List.of("-cp", classPath() + File.pathSeparator + work, "Start"));
      words.add(Long.toString(System.currentTimeMillis()));
      Map<String, Long> steps = new LinkedHashMap<>();
      String said = output(words, work, Map.of("OMP_WAIT_POLICY", "passive"));
      long gone = System.currentTimeMillis();
      said.lines().map(line -> line.split("\t")).forEach(s -> steps.put(s[0], Long.valueOf(s[1])));
      steps.put("the end of the process", gone - steps.remove("ended"));
      if (run > 0) {
        steps.forEach((step, ms) -> found.computeIfAbsent(step, any -> new ArrayList<>()).add(ms));
      }
    }
    System.out.println(title);
    found.forEach((step, times) -> System.out.printf("  %5d  %s%n", median(times), step));
    System.out.printf(
        "  %5d  all of them%n%n", found.values().stream().mapToLong(Start::median).sum());
  }

  private static void command(String title, Path work, Map<String, String> environment)
      throws Exception {
    List<Long> times = new ArrayList<>();
    for (int run = 0; run <= RUNS; run++) {
      long before = System.nanoTime();
      explainChelsea(work, environment);
      if (run > 0) {
        times.add((System.nanoTime() - before) / 1_000_000);
      }
    }
    System.out.printf("%s%n  %5d  warm%n", title, median(times));
  }

  /** Nothing is kept yet: neither DJL's copy of its natives, nor ours of the network. */
  private static void cold(Path work) throws Exception {
    List<Long> times = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      Path caches = Files.createTempDirectory(work, "caches");
      long before = System.nanoTime();
      explainChelsea(
          work,
          Map.of("TAPROOT_CACHE_DIR", caches + "/taproot", "DJL_CACHE_DIR", caches + "/djl"));
      times.add((System.nanoTime() - before) / 1_000_000);
      delete(caches);
    }
    System.out.printf("  %5d  cold, of 3 runs%n", median(times));
  }

  private static void explainChelsea(Path work, Map<String, String> environment)
      throws IOException, InterruptedException {
    String launcher = Path.of("taproot").toAbsolutePath().toString();
    output(List.of(launcher, "explain", "chelsea"), work, environment);
  }

  private static String output(List<String> words, Path work, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(work.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    process.getInputStream().transferTo(said);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("failed: " + String.join(" ", words));
    }
    return said.toString();
  }

  private static void compile(Path work) {
    String source = Path.of("environment/measure/Start.java").toString();
    String classPath = System.getProperty("java.class.path");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", work.toString(), "-cp", classPath, source);
    if (status != 0) {
      throw new IllegalStateException("run this in the clone, with a JDK");
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** As the launcher has it. */
  private static String classPath() throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files.filter(file -> file.toString().matches(".*/taproot-[^/]*\\.jar")).findFirst().get();
      return jar + File.pathSeparator + target.resolve("lib") + "/*";
    }
  }

  private static List<String> archive() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.toString().matches(".*launcher-classes-.*\\.jsa"))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .map(file -> List.of("-XX:SharedArchiveFile=" + file.toAbsolutePath()))
          .orElseThrow(() -> new IllegalStateException("start ./taproot first, and wait a little"));
    }
  }

  private static long median(List<Long> times) {
    List<Long> sorted = times.stream().sorted().collect(Collectors.toList());
    return sorted.get(sorted.size() / 2);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
