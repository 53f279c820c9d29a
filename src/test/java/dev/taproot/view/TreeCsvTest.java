package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.evidence.Bias;
import dev.taproot.evidence.Effect;
import dev.taproot.evidence.EvidenceTree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class TreeCsvTest {
  @Test
  void eachPieceOfEvidenceHasARecordAfterTheHeader() {
    EvidenceTree tree = new SampleTree().build();

    List<List<String>> records = parse(TreeCsv.of(tree));

    assertThat(records).hasSize(1 + 39).allMatch(fields -> fields.size() == 15);
    assertThat(records.get(0))
        .containsExactly(
            "path",
            "depth",
            "layer",
            "channel",
            "score",
            "share",
            "root_share",
            "value",
            "residual",
            "row",
            "column",
            "x",
            "y",
            "width",
            "height");
    assertThat(records).extracting(fields -> fields.get(0)).contains("0", "0.2", "0.2.1", "2.2.2");
  }

  @Test
  void whereBiasesAreNamedTheirSumStandsBeforeTheResidual() {
    EvidenceTree tree =
        new SampleTree().depth(2).biases(new Bias("fc", 0.5), new Bias("bn", -0.25)).build();

    List<List<String>> records = parse(TreeCsv.of(tree));

    assertThat(records).allMatch(fields -> fields.size() == 16);
    assertThat(records.get(0).subList(7, 10)).containsExactly("value", "biases", "residual");
    assertThat(records.get(1).get(8)).isEqualTo("0.25");
    assertThat(records.get(2).subList(7, 10)).containsExactly("", "", "");
    assertThat(TreeTable.of(tree).columnNames())
        .containsSubsequence("value", "biases", "residual", "row");
    assertThat(TreeTable.of(tree).doubleColumn("biases").get(0)).isEqualTo(0.25);
  }

  @Test
  void numbersKeepAllTheirDigits() {
    EvidenceTree tree = new SampleTree().depth(1).build();

    List<String> first = parse(TreeCsv.of(tree)).get(1);

    assertThat(Double.parseDouble(first.get(4))).isEqualTo(tree.root().evidence().get(0).score());
  }

  @Test
  void aLeafHasNeitherValueNorResidual() {
    List<List<String>> records = parse(TreeCsv.of(new SampleTree().depth(2).build()));

    assertThat(records.get(1).get(7)).isNotEmpty();
    assertThat(records.get(2).subList(7, 9)).containsExactly("", "");
  }

  @Test
  void layersWithCommasQuotesAndBreaksAreQuoted() {
    String name = "block, \"first\"\r\nof two";

    List<List<String>> records = parse(TreeCsv.of(new SampleTree().depth(1).layers(name).build()));

    assertThat(records).hasSize(4);
    assertThat(records.get(1).get(2)).isEqualTo(name);
  }

  @Test
  void theTableHasTheSameColumnsTyped() {
    EvidenceTree tree = new SampleTree().build();

    Table table = TreeTable.of(tree);

    assertThat(table.rowCount()).isEqualTo(39);
    assertThat(table.columnNames()).isEqualTo(parse(TreeCsv.of(tree)).get(0));
    assertThat(table.column("path").type()).isEqualTo(ColumnType.STRING);
    assertThat(table.column("channel").type()).isEqualTo(ColumnType.INTEGER);
    assertThat(table.column("root_share").type()).isEqualTo(ColumnType.DOUBLE);
    assertThat(table.column("height").type()).isEqualTo(ColumnType.INTEGER);
    assertThat(table.doubleColumn("value").countMissing()).isEqualTo(27);
    assertThat(table.doubleColumn("score").getDouble(0))
        .isEqualTo(tree.root().evidence().get(0).score());
  }

  /** Reads RFC 4180 to the letter. */
  private static List<List<String>> parse(String csv) {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (csv.startsWith("\"\"", i)) {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || csv.startsWith("\r\n", i)) {
        record.add(field.toString());
        field.setLength(0);
        if (c != ',') {
          records.add(record);
          record = new ArrayList<>();
          i++;
        }
      } else {
        field.append(c);
      }
    }
    assertThat(field).isEmpty();
    return records;
  }

  @Test
  void testedEvidenceHasTwoMoreColumns() {
    EvidenceTree tree = new SampleTree().depth(1).tested().build();
    Effect effect = tree.root().evidence().get(0).effect();

    List<String> lines = TreeCsv.of(tree).lines().toList();

    assertThat(lines.get(0)).endsWith(",height,effect,root_effect");
    assertThat(lines.get(1)).endsWith("," + effect.onDecision() + "," + effect.onRoot());
    assertThat(TreeCsv.of(new SampleTree().build())).doesNotContain("effect");
  }

  @Test
  void aTableOfTestedAndOtherTreesLeavesOutWhatIsMissing() {
    EvidenceTree tested = new SampleTree().depth(1).tested().build();
    EvidenceTree other = new SampleTree().depth(1).build();

    Table table = TreeTable.of(List.of(tested, other));

    assertThat(table.doubleColumn("effect").get(0))
        .isEqualTo(tested.root().evidence().get(0).effect().onDecision());
    assertThat(table.doubleColumn("root_effect").countMissing()).isEqualTo(3);
    assertThat(TreeTable.of(other).columnNames()).doesNotContain("effect", "root_effect");
  }

  @Test
  void biasesAndEffectsHaveTheirColumnsBesideEachOther() {
    EvidenceTree tree = new SampleTree().biases(new Bias("fc", 0.5)).tested().build();

    List<List<String>> records = parse(TreeCsv.of(tree));

    assertThat(records).hasSize(1 + 39).allMatch(fields -> fields.size() == 18);
    assertThat(records.get(0))
        .containsSubsequence("value", "biases", "residual", "height", "effect", "root_effect");
    assertThat(TreeTable.of(tree).columnNames()).isEqualTo(records.get(0));
  }
}
