package dev.taproot.view;

import dev.taproot.evidence.Alignment;
import dev.taproot.evidence.Alignment.Level;
import dev.taproot.evidence.Alignment.Pair;
import dev.taproot.evidence.Contribution;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A comparison as a Tablesaw table, one row for each piece of evidence. */
public final class ComparisonTable {
  private ComparisonTable() {}

  /**
   * Makes the table: level (1 at the top), status ({@code common}, {@code only left}, {@code only
   * right}), for each side layer, channel, score, share and root_share with {@code left_} or {@code
   * right_} before the name, and overlap (intersection over union of the two places, where common
   * evidence is on one photograph). What a side lacks is missing, and so are a score and a share
   * that would sum over decisions in different units.
   *
   * @param alignment the two explanations, aligned
   * @return a new table, level by level, common evidence first
   */
  public static Table of(Alignment alignment) {
    IntColumn levels = IntColumn.create("level");
    StringColumn status = StringColumn.create("status");
    Side left = new Side("left_");
    Side right = new Side("right_");
    DoubleColumn overlap = DoubleColumn.create("overlap");
    int number = 1;
    for (Level level : alignment.levels()) {
      for (Pair pair : level.pairs()) {
        levels.append(number);
        status.append(
            switch (pair.status()) {
              case COMMON -> "common";
              case ONLY_LEFT -> "only left";
              case ONLY_RIGHT -> "only right";
            });
        left.append(pair.left());
        right.append(pair.right());
        append(overlap, pair.overlap());
      }
      number++;
    }
    return Table.create(
        "comparison",
        Stream.of(
                List.of(levels, status),
                left.columns(),
                right.columns(),
                List.<Column<?>>of(overlap))
            .flatMap(List::stream)
            .toArray(Column<?>[]::new));
  }

  private static void append(DoubleColumn column, OptionalDouble value) {
    if (value.isPresent()) {
      column.append(value.getAsDouble());
    } else {
      column.appendMissing();
    }
  }

  private record Side(
      StringColumn layer,
      IntColumn channel,
      DoubleColumn score,
      DoubleColumn share,
      DoubleColumn rootShare) {
    Side(String prefix) {
      this(
          StringColumn.create(prefix + "layer"),
          IntColumn.create(prefix + "channel"),
          DoubleColumn.create(prefix + "score"),
          DoubleColumn.create(prefix + "share"),
          DoubleColumn.create(prefix + "root_share"));
    }

    void append(@Nullable Contribution one) {
      if (one == null) {
        columns().forEach(Column::appendMissing);
        return;
      }
      layer.append(one.layer());
      channel.append(one.channel());
      ComparisonTable.append(score, one.score());
      ComparisonTable.append(share, one.share());
      rootShare.append(one.rootShare());
    }

    List<Column<?>> columns() {
      return List.of(layer, channel, score, share, rootShare);
    }
  }
}
