package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.evidence.Alignment.Basis;
import dev.taproot.evidence.Alignment.Status;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import dev.taproot.view.ComparisonHtml;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two real explanations side by side, and the ways of keeping that. */
class ComparisonTest {
  private static final ReferenceTree VGG = ReferenceTree.named("vgg");
  private static Explanation first;
  private static Explanation second;

  @TempDir Path folder;

  @BeforeAll
  static void explain() {
    try (Network network = VGG.load()) {
      Explainer question = Taproot.explain(VGG.input()).with(network).layers(VGG.layers()).width(2);
      first = question.target(0).decompose(2);
      second = question.target(1).decompose(1);
    }
  }

  @Test
  void anExplanationIsTheSameAsItself() {
    Comparison comparison = Taproot.compare(first, first);

    assertThat(comparison.alignment().basis()).isEqualTo(Basis.CHANNEL);
    assertThat(comparison.alignment().levels())
        .hasSize(2)
        .flatMap(level -> level.pairs())
        .isNotEmpty()
        .allMatch(pair -> pair.status() == Status.COMMON);
    assertThat(comparison.text()).contains("Both rest on the same");
  }

  @Test
  void aDeeperExplanationComparesWithAShallowOne() {
    Comparison comparison = Taproot.compare(first, second);

    assertThat(comparison.alignment().levels().get(1).right()).isNull();
    assertThat(comparison.html()).contains("the right explanation does not reach this layer");
    assertThat(comparison.table().rowCount())
        .isEqualTo(
            comparison.alignment().levels().stream().mapToInt(one -> one.pairs().size()).sum());
  }

  @Test
  void theEndingSaysTheFormat() {
    Comparison comparison = Taproot.compare(first, second);

    for (String name : new String[] {"two.html", "two.HTM", "two.csv", "two.txt"}) {
      comparison.save(folder.resolve(name));
    }

    assertThat(folder.resolve("two.html"))
        .hasContent(ComparisonHtml.page(comparison.alignment()))
        .hasSameBinaryContentAs(folder.resolve("two.HTM"));
    assertThat(folder.resolve("two.csv")).hasContent(comparison.csv());
    assertThat(folder.resolve("two.txt")).hasContent(comparison.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"two.json", "two", "two.txt.gz"})
  void anotherEndingIsRefused(String name) {
    Comparison comparison = Taproot.compare(first, second);

    assertThatThrownBy(() -> comparison.save(folder.resolve(name)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("would be right");
    assertThat(folder.resolve(name)).doesNotExist();
  }

  @Test
  @SuppressWarnings("NullAway")
  void nothingComparesWithNothing() {
    assertThatNullPointerException().isThrownBy(() -> Taproot.compare(first, null));
  }
}
