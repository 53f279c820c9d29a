package dev.taproot.web;

import dev.taproot.Explainer;
import dev.taproot.Explanation;
import dev.taproot.Inquiry;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Silenced;
import dev.taproot.view.LiveTree;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A question that is open: its recording while there is room for it, and the explanations it gave,
 * so that one more node costs one vjp. One thread asks at a time.
 */
final class OpenQuestion {
  private static final int MOST_REMEMBERED = 16;

  private final Explainer question;
  private final ReentrantLock asking = new ReentrantLock(true);
  private volatile @Nullable Inquiry inquiry;
  private SoftReference<Memory> remembered = new SoftReference<>(null);

  /**
   * What was given and drawn: all of it can be made again, so that it goes where memory is short.
   */
  private static final class Memory {
    private @Nullable LiveTree drawing;
    private final Map<List<Node>, Explanation> given =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<List<Node>, Explanation> eldest) {
            return size() > MOST_REMEMBERED;
          }
        };
  }

  OpenQuestion(Explainer question) {
    this.question = question;
  }

  /**
   * Explains the decision.
   *
   * @param open the nodes asked why, in that order
   * @throws Refusal if there is no such node, or no layer below it
   */
  Explanation explain(List<Node> open) throws InterruptedException {
    asking.lockInterruptibly();
    try {
      Map<List<Node>, Explanation> given = memory().given;
      int known = open.size();
      while (known > 0 && !given.containsKey(open.subList(0, known))) {
        known--;
      }
      Explanation why = given.get(open.subList(0, known));
      if (why == null) {
        why = recording().decompose(1);
        given.put(List.of(), why);
      }
      for (int next = known; next < open.size(); next++) {
        Node node = open.get(next);
        Evidence evidence = node.in(why.root());
        if (node.places().size() >= recording().layers().size()) {
          throw new Refusal(
              422,
              "There is no layer below node %s; a node of less than %d places would be right."
                  .formatted(node, recording().layers().size()));
        }
        why = recording().deepen(why, evidence, 1);
        given.put(List.copyOf(open.subList(0, next + 1)), why);
      }
      return why;
    } finally {
      asking.unlock();
    }
  }

  /**
   * Returns who draws what {@link #explain} gave; what was drawn before is not drawn again.
   *
   * @param why one of its explanations
   */
  LiveTree drawing(Explanation why) {
    Memory memory = memory();
    synchronized (memory) {
      LiveTree known = memory.drawing == null ? new LiveTree(why.tree()) : memory.drawing;
      memory.drawing = known;
      return known;
    }
  }

  private synchronized Memory memory() {
    Memory known = remembered.get();
    if (known == null) {
      known = new Memory();
      remembered = new SoftReference<>(known);
    }
    return known;
  }

  /**
   * Sets the channel of a node to zero.
   *
   * @param why what {@link #explain} gave
   * @param node a piece of its evidence
   */
  Silenced without(Explanation why, Evidence node) throws InterruptedException {
    asking.lockInterruptibly();
    try {
      return recording().without(why, node);
    } finally {
      asking.unlock();
    }
  }

  private Inquiry recording() {
    Inquiry recorded = inquiry;
    if (recorded == null) {
      recorded = question.open();
      inquiry = recorded;
    }
    return recorded;
  }

  /** Tells whether nothing came of it, as where its class is none; to be called while none asks. */
  boolean isFruitless() {
    return inquiry == null && memory().given.isEmpty();
  }

  /** Tells whether it has a recording now. */
  boolean recorded() {
    return inquiry != null;
  }

  /** Frees the recording, which is made again where it is needed; to be called while none asks. */
  void free() {
    Inquiry recorded = inquiry;
    if (recorded != null) {
      inquiry = null;
      recorded.close();
    }
  }
}
