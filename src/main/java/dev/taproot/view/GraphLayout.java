package dev.taproot.view;

import dev.taproot.evidence.EvidenceGraph.Node;
import dev.taproot.evidence.Grounds;
import dev.taproot.view.Ribbons.Slot;
import java.util.stream.Stream;

/**
 * Where the cards of a graph stand, in pixels: all cards of a column have one height, so that the
 * ribbons, which are images, meet them.
 */
final class GraphLayout {
  private static final int SPACE = 12;
  private static final int MORE = 30;
  private static final int MARGIN = 8;
  private static final int BIASES = 16;
  private static final int MODULE = 14;

  /** From this depth on columns are so narrow that pictures stand above the words. */
  private static final int DEEP = 5;

  private static final int DECISIONS_IN_FULL = 6;
  private static final int LEAVES_IN_FULL = 8;

  private final GraphLayers graph;
  private final boolean deep;

  GraphLayout(GraphLayers graph) {
    this.graph = graph;
    this.deep = graph.layers().size() >= DEEP;
  }

  /** How many nodes of a layer are shown with pictures: all, or the strongest of many. */
  int inFull(int level) {
    if (level == graph.layers().size()) {
      return 0;
    }
    int nodes = graph.layers().get(level).size();
    int most = (isLeaf(level) ? LEAVES_IN_FULL : DECISIONS_IN_FULL) - (deep ? 1 : 0);
    return nodes <= most + 1 ? nodes : most;
  }

  /** The width of the gap between two columns. */
  int gap() {
    return deep ? 72 : 88;
  }

  /** The height of a column. */
  int height(int level) {
    int cards = inFull(level) * (card(level) + SPACE);
    return inFull(level) < graph.layers().get(level).size() ? cards + MORE : cards - SPACE;
  }

  /**
   * Where the ribbons of a node end: at one height of every card, so that they go straight on where
   * they can; those of all the nodes that are not shown in full at one place.
   */
  Slot slot(int level, int index) {
    int pitch = card(level) + SPACE;
    return index < inFull(level)
        ? new Slot(index * pitch + leaf() / 2.0, leaf() - 2 * MARGIN, false)
        : new Slot(inFull(level) * pitch + MORE / 2.0, MORE - MARGIN, true);
  }

  /** Where the ribbons of the first decision leave the photograph. */
  Slot rootSlot() {
    return slot(0, 0);
  }

  /** The classes by which the style sheet knows how the cards are built. */
  String style(String classes) {
    int depth = graph.layers().size();
    return classes + (deep ? " taproot-stacked" : "") + (depth >= DEEP - 1 ? " taproot-deep" : "");
  }

  /** Style properties of the whole. */
  String sizes() {
    return "--between:" + gap() + "px";
  }

  /** Style properties of a column. */
  String column(int level) {
    return "--level:" + level + ";--height:" + card(level) + "px";
  }

  private int card(int level) {
    return isLeaf(level)
        ? leaf()
        : leaf() + (deep ? 82 : 58) + (isCautious(level) ? 34 : 0) + biases(level);
  }

  private int leaf() {
    return deep ? 178 : 106;
  }

  private boolean isCautious(int level) {
    return decisions(level).anyMatch(grounds -> Wording.caution(grounds) != null);
  }

  /** The height of the lines that name biases. */
  private int biases(int level) {
    return decisions(level)
        .mapToInt(grounds -> new Ledger(grounds, "").modules().size())
        .map(modules -> modules == 0 ? 0 : BIASES + modules * MODULE)
        .max()
        .orElse(0);
  }

  private Stream<Grounds> decisions(int level) {
    return graph.layers().get(level).subList(0, inFull(level)).stream()
        .map(Node::grounds)
        .flatMap(Stream::ofNullable);
  }

  private boolean isLeaf(int level) {
    return graph.layers().get(level).stream().allMatch(node -> node.grounds() == null);
  }
}
