package dev.taproot.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.parallel.Cores;
import dev.taproot.progress.Progress.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the display is the program's")
class ProgressTest {
  private final List<State> shown = new ArrayList<>();
  private int begun;
  private int ended;

  @AfterEach
  void showToNobody() {
    Progress.shownBy(ProgressDisplay.NONE);
  }

  @Test
  void theTimeLeftFollowsFromTheTimeTaken() {
    assertThat(state(0, 12, 1).inWords()).isEqualTo("0/12 images");
    assertThat(state(3, 12, 6).inWords()).isEqualTo("3/12 images, 0:18 left");
    assertThat(state(1, 1000, 10).inWords()).isEqualTo("1/1000 images, 2:46:30 left");
    assertThat(state(12, 12, 74).inWords()).isEqualTo("12 images, 1:14");
  }

  @Test
  void workThatWasGivenUpSaysHowFarItCame() {
    assertThat(new State("images", 3, 12, Duration.ofSeconds(6), true, List.of()).inWords())
        .isEqualTo("stopped after 3/12 images, 0:06");
  }

  @Test
  void shortWorkIsNotShown() {
    watch();

    try (Progress progress = Progress.of("images", 2)) {
      progress.step();
      progress.step();
      progress.finish();
    }

    assertThat(begun).isZero();
  }

  @Test
  void longWorkIsShownInOnePlaceAndItsEndIsTheLastState() throws Exception {
    watch();

    try (Progress progress = Progress.of("images", 3)) {
      for (int i = 0; i < 2; i++) {
        Thread.sleep(1100);
        progress.step();
      }
      progress.finish();
    }

    assertThat(begun).isEqualTo(1);
    assertThat(ended).isEqualTo(1);
    assertThat(shown.get(0).done()).isEqualTo(1);
    assertThat(shown.get(0).total()).isEqualTo(3);
    assertThat(shown.get(shown.size() - 1).inWords()).matches("2 images, 0:\\d\\d");
  }

  @Test
  void moreStepsThanForeseenAreShownAsAllThatThereAre() throws Exception {
    watch();

    try (Progress progress = Progress.of("images", 0)) {
      Thread.sleep(1100);
      progress.step();
    }

    assertThat(shown).extracting(State::inWords).first().asString().matches("1 images, 0:\\d\\d");
  }

  @Test
  void ofWorkInsideWorkOnlyTheOuterIsShown() throws Exception {
    watch();

    try (Progress outer = Progress.of("photographs", 1)) {
      try (Progress inner = Progress.of("decisions", 1)) {
        Thread.sleep(1100);
        inner.step();
        inner.finish();
      }
      outer.step();
      outer.finish();
    }

    assertThat(shown).isNotEmpty().allMatch(state -> state.things().equals("photographs"));
  }

  @Test
  void anInterruptedThreadStopsAtTheNextStep() throws Exception {
    watch();
    Progress progress = Progress.of("images", 3);
    Thread.sleep(1100);
    progress.step();
    Thread.currentThread().interrupt();

    assertThatThrownBy(progress::step)
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted after 2 of 3 images");
    progress.close();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(shown.get(shown.size() - 1).stopped()).isTrue();
  }

  @Test
  void whatIsLeftOutIsCountedAndShownHoweverShortTheWorkIs() {
    watch();

    try (Progress progress = Progress.of("images", 2)) {
      progress.step();
      progress.leaveOut("b.jpg is broken.");
      progress.step();
      progress.finish();
    }

    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).leftOut()).containsExactly("b.jpg is broken.");
    assertThat(shown.get(0).inWords()).isEqualTo("2 images, 1 of them left out, 0:00");
    assertThat(ended).isEqualTo(1);
  }

  @Test
  void workOnAWorkerIsNotShown() throws Exception {
    watch();

    Cores.workers()
        .submit(
            () -> {
              try (Progress progress = Progress.of("decisions", 2)) {
                Thread.sleep(1100);
                progress.step();
              }
              return null;
            })
        .get();

    assertThat(begun).isZero();
  }

  private static State state(int done, int total, int seconds) {
    return new State("images", done, total, Duration.ofSeconds(seconds), false, List.of());
  }

  private void watch() {
    Progress.shownBy(
        () -> {
          begun++;
          return new ProgressDisplay.Showing() {
            @Override
            public void show(State state) {
              shown.add(state);
            }

            @Override
            public void end() {
              ended++;
            }
          };
        });
  }
}
