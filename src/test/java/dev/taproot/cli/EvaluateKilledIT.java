package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The experiment, killed again and again. */
@DisabledOnOs(OS.WINDOWS)
class EvaluateKilledIT {
  private static final int KILLS = 5;
  private static final int KILLED = 128 + 9;

  /** So many that something is left to be killed. */
  private static final int COPIES = 3;

  @TempDir private Path folder;

  @Test
  @Timeout(180)
  void comesToTheSameAsUndisturbed() throws Exception {
    Path photographs = Files.createDirectory(folder.resolve("photographs"));
    for (String name : List.of("chelsea", "coffee", "rocket", "astronaut")) {
      for (int i = 0; i < COPIES; i++) {
        try (InputStream in =
            EvaluateKilledIT.class.getResourceAsStream("/dev/taproot/samples/" + name + ".jpg")) {
          Files.copy(in, photographs.resolve(name + i + ".jpg"));
        }
      }
    }
    Path undisturbed = folder.resolve("undisturbed");
    Path disturbed = folder.resolve("disturbed");
    Process whole = start(undisturbed);
    assertThat(whole.waitFor()).as(said(undisturbed)).isZero();

    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 1; kill <= KILLS; kill++) {
      long before = size(disturbed);
      Process process = start(disturbed);
      while (size(disturbed) <= before && process.isAlive()) {
        Thread.sleep(5);
      }
      process.waitFor(random.nextInt(150), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      assertThat(process.waitFor()).as("kill %d, seed %d", kill, seed).isEqualTo(KILLED);
    }
    assertThat(disturbed.resolve("summary.csv")).doesNotExist();
    Process last = start(disturbed);
    assertThat(last.waitFor()).as(said(disturbed)).isZero();

    for (String name : List.of("measurements.csv", "summary.csv", "report.html")) {
      assertThat(disturbed.resolve(name))
          .as("seed %d", seed)
          .hasSameBinaryContentAs(undisturbed.resolve(name));
    }
  }

  private Process start(Path out) throws IOException {
    return Run.inProcess(
            "evaluate",
            folder.resolve("photographs").toString(),
            "--network",
            "src/test/resources/references/vgg.pt",
            "--size",
            "64",
            "--methods",
            "taproot,grad-cam",
            "--steps",
            "16",
            "--out",
            out.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(err(out))
        .start();
  }

  private static long size(Path out) {
    return out.resolve("measurements.csv").toFile().length();
  }

  private static File err(Path out) {
    return out.resolveSibling(out.getFileName() + ".err").toFile();
  }

  private static String said(Path out) throws IOException {
    return Files.readString(err(out).toPath());
  }
}
