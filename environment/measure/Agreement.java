import static dev.taproot.Taproot.explain;
import static dev.taproot.Taproot.images;

import dev.taproot.Explanation;
import dev.taproot.gap.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * How far evidence holds when its channel is switched off: trees of a folder's photographs by each
 * rule, selected by score and by effect.
 */
public class Agreement {
  private static final int DEPTH = 3;

  public static void main(String[] args) {
    var photographs = images(args[0]);
    explain(photographs.get(0)).decompose(DEPTH).verify();
    for (Rule rule : Rule.values()) {
      for (boolean tested : new boolean[] {false, true}) {
        List<dev.taproot.evidence.Agreement> agreements = new ArrayList<>();
        double[] ms = new double[photographs.size()];
        for (int i = 0; i < ms.length; i++) {
          var question = explain(photographs.get(i)).rule(rule);
          Supplier<Explanation> ask =
              tested
                  ? () -> question.tested().decompose(DEPTH)
                  : () -> question.decompose(DEPTH).verify();
          long start = System.nanoTime();
          agreements.add(ask.get().tree().agreement());
          ms[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(ms);
        System.out.printf(
            "%s selected by %s: %.1f%% of %d hold, rank correlation %.2f, median effect %.2f times the score,"
                + " median time %.0f ms%n",
            rule,
            tested ? "effect" : "score",
            100.0
                * agreements.stream().mapToInt(one -> one.holding()).sum()
                / agreements.stream().mapToInt(one -> one.tested()).sum(),
            agreements.stream().mapToInt(one -> one.tested()).sum(),
            agreements.stream().mapToDouble(one -> one.rankCorrelation().orElse(0)).average().orElse(0),
            agreements.stream().mapToDouble(one -> one.medianRatio().orElse(0)).average().orElse(0),
            ms[ms.length / 2]);
      }
    }
  }
}
