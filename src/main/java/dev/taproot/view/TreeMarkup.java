package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import org.jspecify.annotations.Nullable;

/** The markup of one tree: the question, the photograph, and the evidence column by column. */
final class TreeMarkup {
  private final EvidenceTree tree;
  private final Scene scene;
  private final Card card;
  private final Flow flow;
  private final Unfolding unfolding;
  private final Html html;

  TreeMarkup(EvidenceTree tree, Html html) {
    this(tree, html, new Scene(tree.photograph(), tree.framing()));
  }

  /**
   * Sets out to write.
   *
   * @param scene the tree's photograph
   */
  TreeMarkup(EvidenceTree tree, Html html, Scene scene) {
    this.tree = tree;
    this.html = html;
    this.scene = scene;
    this.card = scene.card(Shares.largest(tree), Shares.evidence(tree.root()).toList());
    this.flow = new Flow(tree);
    this.unfolding = new Unfolding(tree);
  }

  /**
   * Writes the tree.
   *
   * @param css the style sheet; empty where the page has it
   * @param script what adds to it where scripts run; empty where the page has it
   * @param picture whether to put a picture of the tree before it, for places that strip the style
   *     sheet
   * @param heading the tag of its heading
   */
  void write(String css, String script, boolean picture, String heading) {
    String decision = Wording.decision(tree.target(), tree.against());
    html.open("section", "class", "taproot", "aria-label", "Tree of evidence: " + decision);
    if (!css.isEmpty()) {
      html.style(css);
    }
    Headline.of(tree).write(html, heading);
    if (picture) {
      Fallback.write(
          html,
          () -> TreePicture.of(tree),
          "The tree of evidence for " + decision + Fallback.OUTLINED);
    }
    writeLegend();
    String agreement = Wording.agreement(tree);
    if (agreement != null) {
      html.element("p", agreement, "class", "taproot-agreement");
    }
    int depth = depth(tree.root());
    String body = depth == 1 ? "taproot-body taproot-shallow" : "taproot-body";
    html.open("div", "class", body, "style", "--depth:" + depth);
    html.open("div", "class", "taproot-root");
    scene.write(html, tree.root().evidence());
    html.open("div", "class", "taproot-account");
    html.element("p", "All evidence in " + tree.root().layer(), "class", "taproot-caption");
    new Ledger(tree.root(), Wording.quantity(tree.against())).write(html);
    html.close();
    new TopClasses(tree.top(), tree.target().index()).write(html);
    html.close();
    html.open("div", "class", "taproot-tree");
    writeGrounds(tree.root(), null, "");
    html.close().close();
    writeNotes();
    if (!script.isEmpty()) {
      html.script(script);
    }
    html.close();
  }

  /**
   * @param path what the paths of its evidence begin with
   */
  private void writeGrounds(Grounds grounds, @Nullable Evidence of, String path) {
    html.open("ol", "class", "taproot-children", "style", flow.stem(grounds));
    Notation notation = Shares.notation(grounds);
    for (int i = 0; i < grounds.evidence().size(); i++) {
      Evidence evidence = grounds.evidence().get(i);
      html.open(
          "li",
          "class",
          evidence.supports() ? "taproot-node" : "taproot-node taproot-blue",
          "style",
          flow.branch(grounds, i));
      writeNode(evidence, of == null ? i + 1 : null, notation, path + i);
      html.close();
    }
    String caution = Wording.caution(grounds);
    if (of != null || caution != null) {
      html.open("li", "class", "taproot-rest");
      if (caution != null) {
        html.element("span", caution, "class", "taproot-caution");
      }
      if (of != null) {
        new Ledger(grounds, Wording.nodeQuantity(tree.provenance().rule())).write(html);
      }
      html.close();
    }
    html.close();
  }

  private void writeNode(
      Evidence evidence, @Nullable Integer number, Notation notation, String path) {
    Grounds grounds = evidence.grounds();
    if (grounds == null) {
      html.open(
          "div",
          "class",
          "taproot-card taproot-leaf",
          "data-box",
          scene.inPercent(evidence.box()),
          "data-path",
          path);
      card.write(html, evidence, number, notation);
      html.close();
      return;
    }
    if (unfolding.isOpen(evidence)) {
      html.open("details", "open", "open");
    } else {
      html.open("details");
    }
    html.open(
        "summary",
        "class",
        "taproot-card",
        "data-box",
        scene.inPercent(evidence.box()),
        "data-path",
        path);
    card.write(html, evidence, number, notation);
    html.close();
    writeGrounds(grounds, evidence, path + ".");
    html.close();
  }

  private void writeLegend() {
    Legend.open(html);
    html.text(
        "Each card is one channel of the network that the decision before it rests on: where it"
            + " counts most, and its relevance over all that the network saw. The percentage is its"
            + " share of that decision’s evidence in the layer.");
    html.close();
  }

  private void writeNotes() {
    html.open("p", "class", "taproot-notes");
    html.text(Wording.units(tree.provenance().rule(), tree.against()));
    html.text(
        " What supports a decision raises its value, what opposes it lowers it. "
            + Wording.shares(tree.root()));
    if (tree.agreement() != null) {
      html.text(" " + Wording.effects() + " " + Wording.effectsOnRoot());
    }
    html.close();
  }

  private static int depth(Grounds grounds) {
    return 1
        + grounds.evidence().stream()
            .map(Evidence::grounds)
            .mapToInt(below -> below == null ? 0 : depth(below))
            .max()
            .orElse(0);
  }
}
