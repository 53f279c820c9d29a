package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.Taproot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with what Maven has built, and the archive of classes that it keeps. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final String LOG = "-Xlog:class+load:file=";

  @TempDir private Path home;

  @BeforeEach
  void lieAsInAClone() throws IOException {
    Files.createDirectories(home.resolve("src/main"));
    Files.createFile(home.resolve("pom.xml"));
    Files.copy(Path.of("taproot"), home.resolve("taproot"), StandardCopyOption.COPY_ATTRIBUTES);
    Path target = Files.createDirectory(home.resolve("target"));
    Files.createSymbolicLink(target.resolve("lib"), Path.of("target/lib").toAbsolutePath());
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.copy(jar, target.resolve(jar.getFileName()));
      }
    }
  }

  @AfterEach
  void leaveTheLibrariesWhereTheyAre() throws IOException {
    Files.delete(home.resolve("target/lib"));
  }

  @Test
  void theFirstStartLeavesAnArchiveThatTheNextOnesUse() throws Exception {
    assertThat(started(LOG + home.resolve("first.log"))).isEqualTo(version());
    assertThat(ownClassesFromArchive("first.log")).isFalse();

    awaitArchives(1);

    assertThat(started(LOG + home.resolve("second.log"))).isEqualTo(version());
    assertThat(ownClassesFromArchive("second.log")).isTrue();
  }

  @Test
  void anotherBuildGetsAnArchiveOfItsOwnAndThatOfTheOldOneGoes() throws Exception {
    Path old = home.resolve("target/launcher-classes-1-1.jsa");
    Files.writeString(old, "of another build");
    Files.setLastModifiedTime(old, Files.getLastModifiedTime(home.resolve("pom.xml")));
    Path jar = jar();
    Files.setLastModifiedTime(
        jar, FileTime.from(Files.getLastModifiedTime(jar).toInstant().plusSeconds(1)));

    assertThat(started("")).isEqualTo(version());
    awaitArchives(1);

    assertThat(old).doesNotExist();
  }

  @Test
  void whereNoneCanBeMadeNothingIsSaid() throws Exception {
    started("");
    awaitArchives(1);
    Path archive = archives().get(0);
    Files.delete(archive);
    Files.createFile(archive);

    assertThat(started("")).isEqualTo(version());
    assertThat(archives()).containsExactly(archive);
    assertThat(archive).isEmptyFile();
  }

  private String version() {
    return "taproot " + Taproot.version() + "\n";
  }

  /** All that a start says, on its output and about faults. */
  private String started(String options) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("taproot").toString(), "--version")
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TAPROOT_JAVA_OPTS", options);
    Process process = builder.start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replaceAll("(?m)^WARNING: .*\n", "");
    assertThat(process.waitFor()).isZero();
    return said;
  }

  private boolean ownClassesFromArchive(String log) throws IOException {
    return Files.readAllLines(home.resolve(log)).stream()
        .anyMatch(
            line -> line.contains("dev.taproot.cli.Main ") && line.contains("shared objects file"));
  }

  private void awaitArchives(int count) throws Exception {
    for (int i = 0; i < 1200; i++) {
      List<Path> there = archives();
      if (there.size() == count && Files.size(there.get(0)) > 1000) {
        return;
      }
      Thread.sleep(100);
    }
    assertThat(archives()).as("archives after two minutes").hasSize(count);
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("launcher-classes-.*\\.jsa"))
          .toList();
    }
  }

  private Path jar() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("taproot-.*(?<!sources)\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
