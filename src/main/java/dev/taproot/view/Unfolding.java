package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Which nodes of a tree are open at first: the strongest, until as many are in sight as one can
 * take in.
 */
final class Unfolding {
  private static final int IN_SIGHT = 15;

  private final Set<Evidence> open = Collections.newSetFromMap(new IdentityHashMap<>());

  Unfolding(EvidenceTree tree) {
    Queue<Evidence> next =
        new PriorityQueue<>(
            Comparator.comparingDouble((Evidence one) -> Math.abs(one.rootShare())).reversed());
    next.addAll(tree.root().evidence());
    int inSight = next.size();
    while (!next.isEmpty()) {
      Evidence strongest = next.remove();
      Grounds grounds = strongest.grounds();
      if (grounds != null && inSight + grounds.evidence().size() <= IN_SIGHT) {
        open.add(strongest);
        inSight += grounds.evidence().size();
        next.addAll(grounds.evidence());
      }
    }
  }

  boolean isOpen(Evidence evidence) {
    return open.contains(evidence);
  }
}
