package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MemoryTest {
  private static final ReferenceTree RESNET = ReferenceTree.named("resnet_basic");

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux says in /proc what is resident")
  void explanationsLeaveNoNativeMemoryBehindWhetherTheySucceedOrFail() throws IOException {
    Photograph input = RESNET.input();
    try (Network network = RESNET.load()) {
      Explainer question = Taproot.explain(input).with(network).layers(RESNET.layers());
      explain(question, 200);
      long before = residentMegabytes();

      explain(question, 500);

      assertThat(residentMegabytes() - before).isLessThan(200);
    }
  }

  /** A round that kept its recordings would leave about a megabyte behind. */
  private static void explain(Explainer question, int rounds) {
    for (int i = 0; i < rounds; i++) {
      question.decompose(2);
      question.integrated(3).decompose(2);
      assertThatThrownBy(() -> question.target("no such class").decompose(2))
          .isInstanceOf(InvalidInputException.class);
    }
  }

  /** Without what Java has only not cleared away yet. */
  private static long residentMegabytes() throws IOException {
    System.gc();
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(l -> l.startsWith("VmRSS")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }
  }
}
