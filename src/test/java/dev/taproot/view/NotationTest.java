package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotationTest {
  @Test
  void theLargestValueHasThreeSignificantDigits() {
    assertThat(Notation.fitting(9.3125).plain(9.3125)).isEqualTo("9.31");
    assertThat(Notation.fitting(1234.5).plain(1234.5)).isEqualTo("1235");
    assertThat(Notation.fitting(0.0123, 0.5).plain(0.0123)).isEqualTo("0.012");
    assertThat(Notation.fitting(-0.00123).signed(-0.00123)).isEqualTo("−0.00123");
  }

  @Test
  void zeroHasNoSign() {
    Notation notation = new Notation(2);

    assertThat(notation.signed(0)).isEqualTo("0.00");
    assertThat(notation.signed(-0.001)).isEqualTo("0.00");
    assertThat(notation.signed(0.001)).isEqualTo("0.00");
    assertThat(notation.signed(0.01)).isEqualTo("+0.01");
  }

  @Test
  void percentsKeepADecimalBelowTen() {
    assertThat(Notation.percent(0.312)).isEqualTo("31%");
    assertThat(Notation.percent(-0.0416)).isEqualTo("−4.2%");
    assertThat(Notation.percent(0.0001)).isEqualTo("<0.1%");
    assertThat(Notation.percent(-0.0001)).isEqualTo(">−0.1%");
    assertThat(Notation.percent(0)).isEqualTo("0%");
    assertThat(Notation.percent(1)).isEqualTo("100%");
  }

  @Test
  void whatIsNotFiniteIsSaid() {
    assertThat(Notation.fitting(Double.NaN).signed(Double.NaN)).isEqualTo("not a finite number");
    assertThat(Notation.percent(Double.NaN)).isEqualTo("–");
  }

  @Test
  void aSmallShareOfTheRootKeepsTwoDigits() {
    assertThat(Notation.smallPercent(0.213)).isEqualTo("21%");
    assertThat(Notation.smallPercent(0.0131)).isEqualTo("1.3%");
    assertThat(Notation.smallPercent(0.0096)).isEqualTo("0.96%");
    assertThat(Notation.smallPercent(0.00997)).isEqualTo("1.0%");
    assertThat(Notation.smallPercent(0.00101)).isEqualTo("0.10%");
    assertThat(Notation.smallPercent(-0.000874)).isEqualTo("−0.087%");
    assertThat(Notation.smallPercent(0.000043)).isEqualTo("0.0043%");
    assertThat(Notation.smallPercent(0.0000000001)).isEqualTo("<0.0001%");
    assertThat(Notation.smallPercent(-0.0000000001)).isEqualTo(">−0.0001%");
    assertThat(Notation.smallPercent(0)).isEqualTo("0%");
  }
}
