package dev.taproot.view;

import dev.taproot.evidence.Effect;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Location;
import dev.taproot.evidence.Provenance;
import dev.taproot.view.Columns.Side;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree as plain text for a terminal. */
public final class TreeText {
  private final EvidenceTree tree;
  private final ShareBar bar;
  private final Notation ofRoot;
  private final @Nullable String agreement;
  private final Columns columns;

  private TreeText(EvidenceTree tree) {
    this.tree = tree;
    this.bar = new ShareBar(Shares.largest(tree));
    this.ofRoot = Shares.notation(tree.root());
    this.agreement = Wording.agreement(tree);
    this.columns =
        agreement == null
            ? new Columns(Side.LEFT, Side.RIGHT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.LEFT)
            : new Columns(
                Side.LEFT,
                Side.RIGHT,
                Side.LEFT,
                Side.RIGHT,
                Side.RIGHT,
                Side.RIGHT,
                Side.RIGHT,
                Side.LEFT);
  }

  /**
   * Draws the tree: for each piece of evidence its layer, channel, share (bar and percent), score,
   * effect if it was tested, and location, and for each decision what is not shown.
   *
   * @param tree the tree
   * @return lines that end in a line feed, without colours
   */
  public static String of(EvidenceTree tree) {
    return new TreeText(tree).draw();
  }

  private String draw() {
    Provenance provenance = tree.provenance();
    add(List.of("", "channel", "share", "", "score"), "effect", "on root", "at row, column");
    addGrounds(tree.root(), "", Wording.quantity(tree.against()));
    return Columns.printable(Wording.decision(tree.target(), tree.against()))
        + "\n"
        + Wording.value(tree.target(), tree.against())
        + "\n"
        + Columns.printable(
            provenance.image()
                + " · "
                + provenance.network()
                + " · rule "
                + provenance.rule()
                + (provenance.selection() == null ? "" : " · selected by effect"))
        + "\n"
        + (agreement == null ? "" : Columns.printable(agreement) + "\n")
        + "\n"
        + columns
        + "\n"
        + "Share: of all the evidence in that layer for the decision above; █ supports, ▒ opposes.\n"
        + Wording.units(provenance.rule(), tree.against())
        + "\n"
        + (agreement == null ? "" : Wording.effects() + "\n" + Wording.effectsOnRoot() + "\n");
  }

  /** Adds a line, with its two fields about effects only where there are any in the tree. */
  private void add(List<String> before, String onDecision, String onRoot, String after) {
    List<String> fields = new ArrayList<>(before);
    if (agreement != null) {
      fields.add(onDecision);
      fields.add(onRoot);
    }
    fields.add(after);
    columns.add(fields.toArray(String[]::new));
  }

  private void addGrounds(Grounds grounds, String indent, String quantity) {
    Notation notation = Shares.notation(grounds);
    for (Iterator<Evidence> rest = grounds.evidence().iterator(); rest.hasNext(); ) {
      Evidence evidence = rest.next();
      Location location = evidence.location();
      Effect effect = evidence.effect();
      add(
          List.of(
              indent + "├─ " + Columns.printable(evidence.layer()),
              Integer.toString(evidence.channel()),
              bar.draw(evidence.share()),
              Notation.percent(evidence.share()),
              notation.signed(evidence.score())),
          effect == null ? "" : notation.signed(effect.onDecision()),
          effect == null ? "" : ofRoot.signed(effect.onRoot()),
          location.row() + ", " + location.column());
      Grounds below = evidence.grounds();
      if (below != null) {
        addGrounds(below, indent + "│  ", Wording.nodeQuantity(tree.provenance().rule()));
      }
    }
    String caution = Wording.caution(grounds);
    if (caution != null) {
      columns.add(indent + "│  " + Columns.printable(caution));
    }
    columns.add(indent + "└─ " + Columns.printable(new Ledger(grounds, quantity).line()));
  }
}
