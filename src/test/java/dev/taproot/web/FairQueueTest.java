package dev.taproot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits, and who is next. */
@Timeout(60)
class FairQueueTest {
  private final FairQueue queue = new FairQueue(1, Duration.ofMinutes(1));
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch free = new CountDownLatch(1);
  private final List<String> served = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    free.countDown();
    queue.close();
  }

  @Test
  void workThatIsInterruptedWhileItWaitsIsGivenUp() throws Exception {
    Turn<Boolean> turn =
        queue.submit(
            "a",
            () -> {
              begun.countDown();
              throw new InterruptedException();
            });

    assertThatThrownBy(turn::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void whoHasMuchWaitingIsServedNoMoreOftenThanOthers() throws Exception {
    occupy();
    List<Turn<Boolean>> turns = new ArrayList<>();
    for (String word : List.of("a1", "a2", "a3", "a4", "b1", "c1", "c2")) {
      turns.add(submit(word));
    }

    free.countDown();
    for (Turn<Boolean> turn : turns) {
      assertThat(turn.get()).isTrue();
    }

    assertThat(served).containsExactly("a1", "b1", "c1", "a2", "c2", "a3", "a4");
  }

  @Test
  void aPlaceIsHowManyComeBefore() throws Exception {
    Turn<Boolean> running = occupy();
    List<Turn<Boolean>> turns = new ArrayList<>();
    for (String word : List.of("a1", "a2", "a3", "a4", "b1", "c1", "c2")) {
      turns.add(submit(word));
    }

    assertThat(running.place()).isZero();
    assertThat(turns).extracting(Turn::place).containsExactly(1, 4, 6, 7, 2, 3, 5);
    assertThat(queue.waiting()).isEqualTo(7);
  }

  @Test
  void oneClientHasAtMostEightThingsWaiting() throws Exception {
    occupy();
    for (int i = 0; i < FairQueue.MOST_OF_ONE; i++) {
      submit("a" + i);
    }

    assertThatThrownBy(() -> submit("a8"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(429);
              assertThat(refusal.retryAfter()).isPositive();
            })
        .hasMessage(
            "8 of your questions are waiting; another one after their answers would be right.");
    assertThat(submit("b").place()).isEqualTo(2);
  }

  @Test
  void allTogetherHaveAtMost256ThingsWaiting() throws Exception {
    occupy();
    for (int i = 0; i < FairQueue.MOST; i++) {
      queue.submit("client " + i, () -> true);
    }

    assertThatThrownBy(() -> queue.submit("another", () -> true))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
  }

  @Test
  void whatIsGivenUpWhileItWaitsIsNeverDone() throws Exception {
    occupy();
    Turn<Boolean> unwanted = submit("a1");
    Turn<Boolean> wanted = submit("b1");

    unwanted.cancel();
    free.countDown();

    assertThat(wanted.get()).isTrue();
    assertThat(served).containsExactly("b1");
    assertThatThrownBy(unwanted::get).isInstanceOf(CancellationException.class);
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void whatIsGivenUpWhileItIsDoneIsInterruptedAndTheNextIsNot() throws Exception {
    Turn<Boolean> unwanted = occupy();
    Turn<Boolean> next = queue.submit("b", () -> Thread.currentThread().isInterrupted());

    unwanted.cancel();

    assertThatThrownBy(unwanted::get).isInstanceOf(IllegalStateException.class);
    assertThat(next.get()).isFalse();
  }

  @Test
  void whatTakesTooLongIsGivenUp() throws Exception {
    try (FairQueue hasty = new FairQueue(1, Duration.ZERO)) {
      Turn<Boolean> endless =
          hasty.submit(
              "a",
              () -> {
                try {
                  free.await();
                  return true;
                } catch (InterruptedException e) {
                  throw new CancellationException("as the library does");
                }
              });

      assertThatThrownBy(endless::get)
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(422))
          .hasMessageStartingWith("The answer takes longer than 0 seconds;");
    }
  }

  @Test
  void whatFailsSaysSoAndTheNextIsServed() throws Exception {
    Turn<Boolean> failing =
        queue.submit(
            "a",
            () -> {
              throw new OutOfMemoryError("none left");
            });

    assertThatThrownBy(failing::get)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
    assertThat(submit("b1").get()).isTrue();
  }

  @Test
  void closingTurnsAwayWhatWaitsAndLetsWhatIsDoneComeToItsEnd() throws Exception {
    Turn<Boolean> running = occupy();
    Turn<Boolean> waiting = submit("a1");
    Thread closing = new Thread(queue::close);
    closing.start();

    assertThatThrownBy(waiting::get)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
    free.countDown();
    assertThat(running.get()).isTrue();
    closing.join();
    assertThatThrownBy(() -> submit("b1"))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
  }

  /** Has the worker work until it is free. */
  private Turn<Boolean> occupy() throws InterruptedException {
    Turn<Boolean> turn =
        queue.submit(
            "first",
            () -> {
              begun.countDown();
              free.await();
              return true;
            });
    begun.await();
    return turn;
  }

  /** Work of the client whose letter the word begins with. */
  private Turn<Boolean> submit(String word) {
    return queue.submit(word.substring(0, 1), () -> served.add(word));
  }
}
