package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Location;
import dev.taproot.evidence.Provenance;
import dev.taproot.view.Columns.Side;
import java.util.Iterator;

/** A tree as plain text for a terminal. */
public final class TreeText {
  private final EvidenceTree tree;
  private final ShareBar bar;
  private final Columns columns =
      new Columns(Side.LEFT, Side.RIGHT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.LEFT);

  private TreeText(EvidenceTree tree) {
    this.tree = tree;
    this.bar = new ShareBar(Shares.largest(tree));
  }

  /**
   * Draws the tree: for each piece of evidence its layer, channel, share (bar and percent), score
   * and location, and for each decision what is not shown.
   *
   * @param tree the tree
   * @return lines that end in a line feed, without colours
   */
  public static String of(EvidenceTree tree) {
    return new TreeText(tree).draw();
  }

  private String draw() {
    Provenance provenance = tree.provenance();
    columns.add("", "channel", "share", "", "score", "at row, column");
    addGrounds(tree.root(), "", Wording.quantity(tree.against()));
    return Columns.printable(Wording.decision(tree.target(), tree.against()))
        + "\n"
        + Wording.value(tree.target(), tree.against())
        + "\n"
        + Columns.printable(
            provenance.image() + " · " + provenance.network() + " · rule " + provenance.rule())
        + "\n\n"
        + columns
        + "\n"
        + "Share: of all the evidence in that layer for the decision above; █ supports, ▒ opposes.\n"
        + Wording.units(provenance.rule(), tree.against())
        + "\n";
  }

  private void addGrounds(Grounds grounds, String indent, String quantity) {
    Notation notation = Shares.notation(grounds);
    for (Iterator<Evidence> rest = grounds.evidence().iterator(); rest.hasNext(); ) {
      Evidence evidence = rest.next();
      Location location = evidence.location();
      columns.add(
          indent + "├─ " + Columns.printable(evidence.layer()),
          Integer.toString(evidence.channel()),
          bar.draw(evidence.share()),
          Notation.percent(evidence.share()),
          notation.signed(evidence.score()),
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
