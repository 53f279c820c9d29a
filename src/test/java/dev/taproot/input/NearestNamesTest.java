package dev.taproot.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A name that is not known is answered with those that come near. */
class NearestNamesTest {
  private static final List<String> CATS =
      List.of("tabby", "tiger cat", "Persian cat", "Siamese cat", "Egyptian cat", "lynx");

  @Test
  void aMistypedNameFindsTheOneMeant() {
    assertThat(NearestNames.of("tiger kat", CATS)).first().isEqualTo("tiger cat");
    assertThat(NearestNames.of("tabyb", CATS)).containsExactly("tabby");
  }

  @Test
  void theNearestComesFirst() {
    assertThat(NearestNames.of("blok3", List.of("block33", "stem", "block3")))
        .containsExactly("block3", "block33");
  }

  @Test
  void namesThatContainTheWordAreNear() {
    assertThat(NearestNames.of("persian", CATS)).containsExactly("Persian cat");
  }

  @Test
  void caseAndSpacesAroundMakeNoDifference() {
    assertThat(NearestNames.of("  LYNX ", CATS)).containsExactly("lynx");
  }

  @Test
  void noMoreThanThreeAreOffered() {
    assertThat(NearestNames.of("cat", CATS)).hasSize(3);
  }

  @Test
  void equallyNearNamesComeInTheOrderOfTheAlphabet() {
    assertThat(NearestNames.of("cat", CATS))
        .containsExactly("Egyptian cat", "Persian cat", "Siamese cat");
  }

  @Test
  void nothingIsOfferedWhereNothingIsNear() {
    assertThat(NearestNames.of("aeroplane", CATS)).isEmpty();
    assertThat(NearestNames.of("", CATS)).isEmpty();
    assertThat(NearestNames.of("lynx", List.of())).isEmpty();
    assertThat(NearestNames.didYouMean("aeroplane", CATS)).isEmpty();
  }

  @Test
  void theQuestionListsOneTwoOrThreeNames() {
    assertThat(NearestNames.didYouMean("ab", List.of("abc"))).isEqualTo("; did you mean \"abc\"?");
    assertThat(NearestNames.didYouMean("ab", List.of("abc", "abd")))
        .isEqualTo("; did you mean \"abc\" or \"abd\"?");
    assertThat(NearestNames.didYouMean("ab", List.of("abc", "abd", "abe")))
        .isEqualTo("; did you mean \"abc\", \"abd\" or \"abe\"?");
  }
}
