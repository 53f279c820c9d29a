package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes of a tree are open at first: the strongest, until as many are in sight as one can
 * take in.
 */
final class Unfolding {
  private static final int IN_SIGHT = 15;

  private final Set<Evidence> open;

  Unfolding(EvidenceTree tree) {
    this.open =
        strongest(
            tree.root().evidence(),
            evidence -> evidence,
            evidence -> {
              Grounds grounds = evidence.grounds();
              return grounds == null ? null : grounds.evidence();
            });
  }

  boolean isOpen(Evidence evidence) {
    return open.contains(evidence);
  }

  /**
   * Opens the strongest nodes of a tree or graph.
   *
   * @param first the nodes in sight from the beginning
   * @param evidence what a node stands for
   * @param below the nodes that come into sight when a node is opened, those in sight already
   *     included; null if it cannot be opened
   * @return the nodes opened, told apart by identity
   */
  static <T> Set<T> strongest(
      List<T> first, Function<T, Evidence> evidence, Function<T, @Nullable List<T>> below) {
    Set<T> open = identities();
    Set<T> inSight = identities();
    inSight.addAll(first);
    Queue<T> next =
        new PriorityQueue<>(
            Comparator.comparingDouble((T one) -> Math.abs(evidence.apply(one).rootShare()))
                .reversed());
    next.addAll(first);
    while (!next.isEmpty()) {
      T strongest = next.remove();
      List<T> coming = below.apply(strongest);
      if (coming != null) {
        List<T> fresh = coming.stream().filter(one -> !inSight.contains(one)).toList();
        if (inSight.size() + fresh.size() <= IN_SIGHT) {
          open.add(strongest);
          inSight.addAll(fresh);
          next.addAll(fresh);
        }
      }
    }
    return open;
  }

  private static <T> Set<T> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
