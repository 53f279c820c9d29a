package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.image.Box;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The markup of one tree: the question, the photograph, and the evidence column by column. */
final class TreeMarkup {
  private static final int PHOTOGRAPH = 480;

  private final EvidenceTree tree;
  private final Backdrop photograph;
  private final Card card;
  private final Flow flow;
  private final Unfolding unfolding;
  private final Html html;

  TreeMarkup(EvidenceTree tree, Html html) {
    this.tree = tree;
    this.html = html;
    this.photograph = new Backdrop(tree.photograph().toImage(), tree.framing());
    this.card = new Card(photograph, frame(), Shares.largest(tree));
    this.flow = new Flow(tree);
    this.unfolding = new Unfolding(tree);
  }

  /**
   * Writes the tree.
   *
   * @param css the style sheet
   * @param heading the tag of its heading
   */
  void write(String css, String heading) {
    String decision = Wording.decision(tree.target(), tree.against());
    html.open("section", "class", "taproot", "aria-label", "Tree of evidence: " + decision);
    html.style(css);
    writeHead(heading);
    writeLegend();
    int depth = depth(tree.root());
    String body = depth == 1 ? "taproot-body taproot-shallow" : "taproot-body";
    html.open("div", "class", body, "style", "--depth:" + depth);
    html.open("div", "class", "taproot-root");
    writePhotograph();
    html.open("div", "class", "taproot-account");
    html.element("p", "All evidence in " + tree.root().layer(), "class", "taproot-caption");
    new Ledger(tree.root(), Wording.quantity(tree.against())).write(html);
    html.close();
    writeTopClasses();
    html.close();
    html.open("div", "class", "taproot-tree");
    writeGrounds(tree.root(), null);
    html.close().close();
    writeNotes();
    html.close();
  }

  private void writeHead(String heading) {
    ClassScore against = tree.against();
    html.open("header", "class", "taproot-head");
    html.open("div", "class", "taproot-question");
    html.element("p", "Why " + tree.provenance().network() + " says", "class", "taproot-eyebrow");
    html.open(heading, "class", "taproot-title").text(tree.target().label());
    if (against != null) {
      html.text(" ").element("span", "rather than", "class", "taproot-than").text(" ");
      html.text(against.label());
    }
    html.close().close();
    html.open("p", "class", "taproot-values");
    if (against == null) {
      figure(Notation.fitting(tree.target().logit()).plain(tree.target().logit()), "logit");
      figure(Notation.percent(tree.target().probability()), "probability");
    } else {
      Notation notation = Notation.fitting(tree.target().logit(), against.logit());
      figure(notation.signed(tree.root().value()), "lead, in logits");
      figure(notation.plain(tree.target().logit()), "logit");
      figure(notation.plain(against.logit()), "logit of the other");
    }
    html.close().close();
  }

  private void figure(String number, String name) {
    html.open("span", "class", "taproot-figure");
    html.element("b", number).text(" ").element("span", name).close().text(" ");
  }

  private void writePhotograph() {
    Backdrop small = photograph.within(PHOTOGRAPH);
    html.open("div", "class", "taproot-photograph");
    html.empty(
        "img",
        "src",
        DataUri.jpeg(small.image()),
        "alt",
        "The photograph: " + tree.photograph().name(),
        "width",
        Integer.toString(small.image().getWidth()),
        "height",
        Integer.toString(small.image().getHeight()));
    html.element("span", "", "class", "taproot-frame", "style", inPercent(frame()));
    List<Evidence> evidence = tree.root().evidence();
    for (int i = evidence.size() - 1; i >= 0; i--) {
      Evidence one = evidence.get(i);
      html.element(
          "span",
          "",
          "class",
          one.supports() ? "taproot-box" : "taproot-box taproot-blue",
          "style",
          inPercent(one.box()) + ";--mark:'" + (i + 1) + "'");
    }
    html.close();
  }

  private Box frame() {
    return tree.framing()
        .box(
            0,
            0,
            tree.framing().width(),
            tree.framing().height(),
            tree.photograph().width(),
            tree.photograph().height());
  }

  private String inPercent(Box box) {
    double width = tree.photograph().width() / 100.0;
    double height = tree.photograph().height() / 100.0;
    return String.format(
        Locale.ROOT,
        "left:%.2f%%;top:%.2f%%;width:%.2f%%;height:%.2f%%",
        box.x() / width,
        box.y() / height,
        box.width() / width,
        box.height() / height);
  }

  private void writeTopClasses() {
    html.open("div", "class", "taproot-top");
    html.element("p", "What the network says", "class", "taproot-caption");
    for (ClassScore score : tree.top()) {
      boolean asked = score.index() == tree.target().index();
      html.open("p", "class", asked ? "taproot-class taproot-asked" : "taproot-class");
      html.element("span", score.label()).text(" ");
      html.element("b", Notation.percent(score.probability())).close();
    }
    html.close();
  }

  private void writeGrounds(Grounds grounds, @Nullable Evidence of) {
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
      writeNode(evidence, of == null ? i + 1 : null, notation);
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

  private void writeNode(Evidence evidence, @Nullable Integer number, Notation notation) {
    Grounds grounds = evidence.grounds();
    if (grounds == null) {
      html.open("div", "class", "taproot-card taproot-leaf");
      card.write(html, evidence, number, notation);
      html.close();
      return;
    }
    if (unfolding.isOpen(evidence)) {
      html.open("details", "open", "open");
    } else {
      html.open("details");
    }
    html.open("summary", "class", "taproot-card");
    card.write(html, evidence, number, notation);
    html.close();
    writeGrounds(grounds, evidence);
    html.close();
  }

  private void writeLegend() {
    html.open("p", "class", "taproot-legend");
    html.element("span", "supports", "class", "taproot-key").text(" ");
    html.element("span", "opposes", "class", "taproot-key taproot-blue").text(" ");
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
        " What supports a decision raises its value, what opposes it lowers it. A share is of all channels of the layer, shown or not (striped); “of root” multiplies the"
            + " shares from the first decision on. Lines and bars compare shares across this tree."
            + " The residual is what no channel explains.");
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
