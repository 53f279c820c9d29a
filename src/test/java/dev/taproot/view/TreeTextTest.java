package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.evidence.Bias;
import dev.taproot.evidence.Effect;
import dev.taproot.evidence.EvidenceTree;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TreeTextTest {
  @Test
  void theDecisionComesFirst() {
    assertThat(TreeText.of(new SampleTree().build()))
        .startsWith("tabby, tabby cat\nlogit 9.31, probability 72%\nlandscape.png · resnet18");
    assertThat(TreeText.of(new SampleTree().against("Egyptian cat").build()))
        .startsWith(
            "tabby, tabby cat rather than Egyptian cat\n"
                + "leads by 1.83 (logit 9.31 against 7.49)\n");
  }

  @Test
  void columnsAreAligned() {
    List<String> lines = rows(TreeText.of(new SampleTree().opposition(1).build()));

    int percent = lines.get(0).indexOf('%');
    int comma = lines.get(0).lastIndexOf("  ");
    assertThat(lines).hasSize(84);
    assertThat(lines).allSatisfy(line -> assertThat(line.indexOf('%')).isEqualTo(percent));
    assertThat(lines).allSatisfy(line -> assertThat(line.lastIndexOf("  ")).isEqualTo(comma));
  }

  @Test
  void oppositionIsShadedAndNegative() {
    List<String> lines = rows(TreeText.of(new SampleTree().depth(1).opposition(1).build()));

    assertThat(lines.get(0)).contains("█").contains("+").doesNotContain("▒");
    assertThat(lines.get(3)).contains("▒").contains("−").doesNotContain("█");
  }

  @Test
  void eachDecisionTellsWhatIsNotShown() {
    assertThat(TreeText.of(new SampleTree().depth(1).build()))
        .contains("└─ shown +10.33, 509 other channels −2.96, residual +1.94 = logit 9.31");
  }

  @Test
  void biasesAreNamedTheLargestFirstAndLeaveLittle() {
    SampleTree tree =
        new SampleTree()
            .depth(1)
            .biases(
                new Bias("layer4.1.bn2", 1.21),
                new Bias("fc", -0.4),
                new Bias("layer4.1.bn1", 0.3),
                new Bias("layer4.0.bn2", 0.2),
                new Bias("layer4.0.bn1", -0.1));

    assertThat(TreeText.of(tree.build()))
        .contains(
            "└─ shown +10.33, 509 other channels −2.96, biases +1.21 (layer4.1.bn2 +1.21, fc −0.40,"
                + " layer4.1.bn1 +0.30, 2 others +0.10), residual +0.73 = logit 9.31");
  }

  @Test
  void asFewModulesAsAreNamedHaveNoOthers() {
    SampleTree tree = new SampleTree().depth(1).biases(new Bias("fc", -0.4));

    assertThat(TreeText.of(tree.build()))
        .contains("biases −0.40 (fc −0.40), residual +2.34 = logit 9.31");
  }

  @Test
  void aSaturatedDecisionSaysSo() {
    assertThat(TreeText.of(new SampleTree().depth(2).cautions().rule("PEAK").build()))
        .contains("│  │  Saturated: no gradient reaches")
        .contains("│  └─ residual +3.28 = activation at its peak 3.28");
  }

  @Test
  void namesCannotSteerTheTerminal() {
    String text = TreeText.of(new SampleTree().label("cat\u001b[2J\nroot# \u202Egpj").build());

    assertThat(text).startsWith("cat\uFFFD[2J\uFFFDroot# \uFFFDgpj\n").doesNotContain("\u001b");
  }

  private static List<String> rows(String text) {
    return text.lines().filter(line -> line.contains("├─")).toList();
  }

  @Test
  void testedEvidenceHasItsEffectBesideItsScore() {
    EvidenceTree tree = new SampleTree().depth(1).width(2).tested().build();
    Effect effect = tree.root().evidence().get(0).effect();

    assertThat(TreeText.of(tree))
        .contains(" · rule FLOW · selected by effect\n")
        .contains(
            "Tested with channels set to zero: 1 of 2 pieces of evidence hold, median effect 0.30 times the score.\n\n")
        .containsPattern("channel +share +score +effect +on root +at row, column\n")
        .containsPattern(
            Pattern.quote("+" + new Notation(2).plain(effect.onDecision()))
                + " +"
                + Pattern.quote("+" + new Notation(2).plain(effect.onRoot()))
                + " +\\d+, \\d+\n")
        .contains("“On root” is");
  }

  @Test
  void whereNothingWasTestedThereIsNoWordOfEffects() {
    assertThat(TreeText.of(new SampleTree().build())).doesNotContain("effect", "Tested");
  }
}
