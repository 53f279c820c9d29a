package dev.taproot.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  private static final double[] SOME = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};

  @Test
  void equalNumbersShareTheMeanOfTheirRanks() {
    double[] others = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8};

    // scipy.stats.spearmanr
    assertThat(RankCorrelation.of(SOME, others)).isCloseTo(0.134715062811, within(1e-12));
    assertThat(RankCorrelation.of(others, SOME)).isCloseTo(0.134715062811, within(1e-12));
  }

  @Test
  void onlyTheOrderCounts() {
    double[] rising = {-5, 0, 1e-9, 1e9};

    assertThat(RankCorrelation.of(rising, new double[] {1, 2, 3, 4})).isCloseTo(1, within(1e-12));
    assertThat(RankCorrelation.of(rising, new double[] {4, 3, 2, 1})).isCloseTo(-1, within(1e-12));
  }

  @Test
  void whereAllNumbersAreEqualThereIsNone() {
    assertThat(RankCorrelation.of(SOME, new double[SOME.length])).isNaN();
    assertThat(RankCorrelation.of(new double[SOME.length], SOME)).isNaN();
    assertThat(RankCorrelation.of(new double[0], new double[0])).isNaN();
  }

  @Test
  void listsOfDifferentLengthAreNotCompared() {
    assertThatThrownBy(() -> RankCorrelation.of(SOME, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("10 numbers beside 3");
  }
}
