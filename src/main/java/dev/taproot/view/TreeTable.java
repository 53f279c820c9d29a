package dev.taproot.view;

import dev.taproot.evidence.Effect;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A tree as a Tablesaw table, one row for each piece of evidence. */
public final class TreeTable {
  private TreeTable() {}

  /**
   * Makes the table: path, depth, layer, channel, score, share, root_share, value, residual, row,
   * column, x, y, width, height. A leaf has neither value nor residual. Where biases are named
   * there is a column of their sums, too: biases. Where evidence has been tested there are effect
   * and root_effect as well.
   *
   * @param tree the tree
   * @return a new table, each piece of evidence followed by what it rests on
   */
  public static Table of(EvidenceTree tree) {
    return of(List.of(tree)).removeColumns("photograph", "target");
  }

  /**
   * Makes one table of several trees: photograph (its name) and target (the class explained), and
   * the columns of a single tree's.
   *
   * @param trees the trees
   * @return a new table, tree after tree
   */
  public static Table of(List<EvidenceTree> trees) {
    StringColumn photograph = StringColumn.create("photograph");
    StringColumn target = StringColumn.create("target");
    StringColumn path = StringColumn.create("path");
    IntColumn depth = IntColumn.create("depth");
    StringColumn layer = StringColumn.create("layer");
    IntColumn channel = IntColumn.create("channel");
    DoubleColumn score = DoubleColumn.create("score");
    DoubleColumn share = DoubleColumn.create("share");
    DoubleColumn rootShare = DoubleColumn.create("root_share");
    DoubleColumn value = DoubleColumn.create("value");
    DoubleColumn biases = DoubleColumn.create("biases");
    DoubleColumn residual = DoubleColumn.create("residual");
    List<IntColumn> place =
        List.of(
            IntColumn.create("row"),
            IntColumn.create("column"),
            IntColumn.create("x"),
            IntColumn.create("y"),
            IntColumn.create("width"),
            IntColumn.create("height"));
    DoubleColumn effect = DoubleColumn.create("effect");
    DoubleColumn rootEffect = DoubleColumn.create("root_effect");
    for (EvidenceTree tree : trees) {
      for (TreeRow row : TreeRow.of(tree)) {
        photograph.append(tree.photograph().name());
        target.append(tree.target().label());
        Evidence evidence = row.evidence();
        path.append(row.path());
        depth.append(row.depth());
        layer.append(evidence.layer());
        channel.append(evidence.channel());
        score.append(evidence.score());
        share.append(evidence.share());
        rootShare.append(evidence.rootShare());
        Grounds grounds = evidence.grounds();
        if (grounds == null) {
          value.appendMissing();
          biases.appendMissing();
          residual.appendMissing();
        } else {
          value.append(grounds.value());
          biases.append(grounds.biasSum());
          residual.append(grounds.residual());
        }
        place.get(0).append(evidence.location().row());
        place.get(1).append(evidence.location().column());
        place.get(2).append(evidence.box().x());
        place.get(3).append(evidence.box().y());
        place.get(4).append(evidence.box().width());
        place.get(5).append(evidence.box().height());
        Effect measured = evidence.effect();
        if (measured == null) {
          effect.appendMissing();
          rootEffect.appendMissing();
        } else {
          effect.append(measured.onDecision());
          rootEffect.append(measured.onRoot());
        }
      }
    }
    Table table =
        Table.create(
            "evidence",
            photograph,
            target,
            path,
            depth,
            layer,
            channel,
            score,
            share,
            rootShare,
            value);
    if (trees.stream().anyMatch(Shares::namesBiases)) {
      table.addColumns(biases);
    }
    table.addColumns(residual).addColumns(place.toArray(IntColumn[]::new));
    return effect.countMissing() == effect.size() ? table : table.addColumns(effect, rootEffect);
  }
}
