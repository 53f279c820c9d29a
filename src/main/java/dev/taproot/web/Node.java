package dev.taproot.web;

import static java.util.stream.Collectors.joining;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a node stands in a tree: the places of the evidence on the way from the root, 0 first.
 *
 * @param places at least one
 */
record Node(List<Integer> places) {
  private static final int MOST_LEVELS = 64;

  Node {
    places = List.copyOf(places);
  }

  /**
   * Reads a path such as {@code 0.2.1}.
   *
   * @throws Refusal if it is none
   */
  static Node of(String path) {
    if (!path.matches("\\d{1,3}(\\.\\d{1,3}){0," + (MOST_LEVELS - 1) + "}")) {
      throw new Refusal(
          400,
          "%s is no node; places from the root, 0 first, such as 0.2.1, would be right."
              .formatted(Refusal.shortened(path)));
    }
    List<Integer> places = new ArrayList<>();
    for (String place : path.split("\\.")) {
      places.add(Integer.valueOf(place));
    }
    return new Node(places);
  }

  /** The nodes of a tree that rest on evidence shown, those above before those below. */
  static List<Node> open(Grounds root) {
    List<Node> open = new ArrayList<>();
    addOpen(root, List.of(), open);
    open.sort(Comparator.comparingInt(node -> node.places().size()));
    return open;
  }

  private static void addOpen(Grounds grounds, List<Integer> above, List<Node> open) {
    for (int place = 0; place < grounds.evidence().size(); place++) {
      Grounds below = grounds.evidence().get(place).grounds();
      if (below != null) {
        List<Integer> places = new ArrayList<>(above);
        places.add(place);
        open.add(new Node(places));
        addOpen(below, places, open);
      }
    }
  }

  /** The node above; null where that is the root. */
  @Nullable Node parent() {
    return places.size() == 1 ? null : new Node(places.subList(0, places.size() - 1));
  }

  /**
   * Finds the evidence.
   *
   * @throws Refusal if the tree has none there
   */
  Evidence in(Grounds root) {
    Grounds grounds = root;
    Evidence found = null;
    for (int place : places) {
      if (grounds == null || place >= grounds.evidence().size()) {
        throw new Refusal(
            422,
            "There is no node %s in this tree; one of a card that is shown would be right."
                .formatted(this));
      }
      found = grounds.evidence().get(place);
      grounds = found.grounds();
    }
    if (found == null) {
      throw new IllegalStateException("a node without places");
    }
    return found;
  }

  @Override
  public String toString() {
    return places.stream().map(String::valueOf).collect(joining("."));
  }
}
