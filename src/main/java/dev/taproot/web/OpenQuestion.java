package dev.taproot.web;

import dev.taproot.Explanation;
import dev.taproot.Inquiry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question that is open: its recording, and the explanations it gave, so that one more node costs
 * one vjp.
 */
final class OpenQuestion implements AutoCloseable {
  private static final int MOST_REMEMBERED = 32;

  private final Inquiry inquiry;
  private final Map<List<Node>, Explanation> given =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Node>, Explanation> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  OpenQuestion(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  /**
   * Explains the decision.
   *
   * @param open the nodes asked why, in that order
   * @throws Refusal if there is no such node, or no layer below it
   */
  synchronized Explanation explain(List<Node> open) {
    int known = open.size();
    while (known > 0 && !given.containsKey(open.subList(0, known))) {
      known--;
    }
    Explanation why = given.get(open.subList(0, known));
    if (why == null) {
      why = inquiry.decompose(1);
      given.put(List.of(), why);
    }
    for (int next = known; next < open.size(); next++) {
      Node node = open.get(next);
      if (node.places().size() >= inquiry.layers().size()) {
        throw new Refusal(
            422,
            "There is no layer below node %s; a node of less than %d places would be right."
                .formatted(node, inquiry.layers().size()));
      }
      why = inquiry.deepen(why, node.in(why.root()), 1);
      given.put(List.copyOf(open.subList(0, next + 1)), why);
    }
    return why;
  }

  Inquiry inquiry() {
    return inquiry;
  }

  @Override
  public void close() {
    inquiry.close();
  }
}
