import static dev.taproot.Taproot.explain;
import static dev.taproot.Taproot.image;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import dev.taproot.gap.Rule;
import dev.taproot.image.Photograph;
import java.util.Arrays;
import java.util.stream.Stream;

/** What is left over of decisions where biases are named, and how long it takes to name them. */
public class Residuals {
  private static final int ROUNDS = 15;

  public static void main(String[] args) {
    for (Rule rule : Rule.values()) {
      double without = 0;
      double with = 0;
      int decisions = 0;
      for (var sample : Photograph.samples()) {
        var question = explain(image(sample.name())).rule(rule).opposition(1);
        without = Math.max(without, largest(question.decompose(3).root()));
        Grounds named = question.biases().decompose(3).root();
        with = Math.max(with, largest(named));
        decisions += (int) decisions(named).count();
      }
      System.out.printf(
          "%s, %d decisions: the largest residual is %.1f times the value without biases(), %.1e times with it%n",
          rule, decisions, without, with);
    }
    for (Rule rule : Rule.values()) {
      var question = explain(image("chelsea")).rule(rule);
      double[] plain = new double[ROUNDS];
      double[] named = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        plain[i] = milliseconds(() -> question.decompose(3));
        named[i] = milliseconds(() -> question.biases().decompose(3));
      }
      Arrays.sort(plain);
      Arrays.sort(named);
      System.out.printf(
          "%s: median of %d trees %.0f ms, with biases() %.0f ms%n",
          rule, ROUNDS, plain[ROUNDS / 2], named[ROUNDS / 2]);
    }
  }

  private static double milliseconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double largest(Grounds root) {
    return decisions(root)
        .mapToDouble(grounds -> Math.abs(grounds.residual() / grounds.value()))
        .max()
        .orElse(0);
  }

  private static Stream<Grounds> decisions(Grounds root) {
    return Stream.concat(
        Stream.of(root),
        root.evidence().stream()
            .map(Evidence::grounds)
            .flatMap(Stream::ofNullable)
            .flatMap(Residuals::decisions));
  }
}
