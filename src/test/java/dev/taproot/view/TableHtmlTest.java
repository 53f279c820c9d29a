package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableHtmlTest {
  @Test
  void everyCellIsThereAndEscaped() {
    Table table =
        Table.create(
            "<cats>",
            StringColumn.create("name", "a & b", null),
            DoubleColumn.create("share", 0.123456, -2),
            BooleanColumn.create("separator", true, false));

    assertThat(TableHtml.of(table))
        .contains(">&lt;cats&gt;: 2 rows</caption>")
        .contains(">name</th>", ">share</th>", ">separator</th>")
        .contains(">a &amp; b</td>", ">0.12</td>", ">−2.00</td>", ">true</td>", ">false</td>");
  }

  @Test
  void aMissingValueIsAnEmptyCell() {
    DoubleColumn column = DoubleColumn.create("x", 1.0);
    column.appendMissing();

    assertThat(TableHtml.of(Table.create("t", column)))
        .contains(">1</td>")
        .contains("\"></td>")
        .doesNotContain("NaN");
  }

  @Test
  void ofALongTableBothEndsAreShown() {
    Table table = Table.create("long", IntColumn.create("n", IntStream.range(0, 1000).toArray()));

    String html = TableHtml.of(table);

    assertThat(html).contains("long: 1,000 rows", ">0</td>", ">24</td>", ">975</td>", ">999</td>");
    assertThat(html).contains("…").doesNotContain(">25</td>").doesNotContain(">974</td>");
  }

  @Test
  void aTableWithoutRowsSaysSo() {
    assertThat(TableHtml.of(Table.create("none", IntColumn.create("n")))).contains("none: 0 rows");
  }

  @Test
  void aTableThatIsJustShortEnoughIsShownWhole() {
    int[] numbers = new int[60];
    Arrays.setAll(numbers, i -> i);

    assertThat(TableHtml.of(Table.create("t", IntColumn.create("n", numbers))))
        .contains(">30</td>")
        .doesNotContain("…");
  }
}
