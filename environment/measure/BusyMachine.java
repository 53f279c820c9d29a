import static dev.taproot.Taproot.explain;
import static dev.taproot.Taproot.image;

import java.util.Arrays;

/** How much slower an explanation is beside a process that keeps one core busy. */
public class BusyMachine {
  private static final int ROUNDS = 5;
  private static final int EACH = 4;

  public static void main(String[] args) throws Exception {
    var photograph = image("chelsea");
    for (int i = 0; i < 10; i++) {
      explain(photograph).decompose(3);
    }
    double[] alone = new double[ROUNDS * EACH];
    double[] beside = new double[ROUNDS * EACH];
    for (int round = 0; round < ROUNDS; round++) {
      measure(alone, round);
      Process neighbour = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
      try {
        Thread.sleep(500);
        measure(beside, round);
      } finally {
        neighbour.destroyForcibly().waitFor();
      }
    }
    Arrays.sort(alone);
    Arrays.sort(beside);
    double quiet = alone[alone.length / 2];
    double busy = beside[beside.length / 2];
    System.out.printf(
        "median of an explanation: %.0f ms alone, %.0f ms beside a busy core, ratio %.2f%n",
        quiet, busy, busy / quiet);
  }

  private static void measure(double[] times, int round) {
    for (int i = 0; i < EACH; i++) {
      long start = System.nanoTime();
      explain(image("chelsea")).decompose(3);
      times[round * EACH + i] = (System.nanoTime() - start) / 1e6;
    }
  }
}
