package dev.taproot.parallel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InOrderTest {
  private final ForkJoinPool two = new ForkJoinPool(2);

  @AfterEach
  void letTheWorkersGo() {
    two.shutdownNow();
  }

  @Test
  void resultsComeInTheThingsOrderWhicheverIsDoneFirst() throws Exception {
    CountDownLatch secondIsDone = new CountDownLatch(1);
    IntFunction<Integer> work =
        place -> {
          if (place == 0) {
            await(secondIsDone);
          } else {
            secondIsDone.countDown();
          }
          return place;
        };

    assertThat(all(30, work)).hasSize(30).isSorted();
  }

  @Test
  void twoWorkersWorkAtOnce() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    IntFunction<Thread> work =
        place -> {
          try {
            both.await(30, SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException("the other one does not come", e);
          }
          return Thread.currentThread();
        };

    assertThat(all(6, work)).doesNotContain(Thread.currentThread());
  }

  @Test
  void noMoreAreInHandThanThereAreWorkersAndFewWaitToBeTaken() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger inHand = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    IntFunction<Integer> work =
        place -> {
          begun.incrementAndGet();
          most.accumulateAndGet(inHand.incrementAndGet(), Math::max);
          Thread.yield();
          return inHand.decrementAndGet();
        };

    try (InOrder<Integer> inOrder = new InOrder<>(200, work, two)) {
      for (int taken = 1; taken <= 200; taken++) {
        inOrder.next();
        assertThat(begun).hasValueLessThan(taken + 8);
      }
    }

    assertThat(begun).hasValue(200);
    assertThat(most).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void whatTheWorkThrowsComesOutInItsTurnAndTheNextCanBeAskedFor() throws Exception {
    IntFunction<Integer> work =
        place -> {
          if (place == 1) {
            throw new UnsupportedOperationException("of the second");
          }
          if (place == 2) {
            throw new AssertionError("of the third");
          }
          return place;
        };

    try (InOrder<Integer> inOrder = new InOrder<>(4, work, two)) {
      assertThat(inOrder.next()).isZero();
      assertThatThrownBy(inOrder::next)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("of the second");
      assertThatThrownBy(inOrder::next)
          .isInstanceOf(AssertionError.class)
          .hasMessage("of the third");
      assertThat(inOrder.next()).isEqualTo(3);
    }
  }

  @Test
  void whereTheWaitingThreadIsInterruptedNothingRunsAfterTheClose() {
    Thread waiting = Thread.currentThread();
    CountDownLatch bothAreBegun = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    AtomicInteger interrupted = new AtomicInteger();
    IntFunction<Integer> work =
        place -> {
          begun.incrementAndGet();
          bothAreBegun.countDown();
          try {
            await(bothAreBegun);
            waiting.interrupt();
            await(never);
            return place;
          } catch (IllegalStateException e) {
            if (e.getCause() instanceof InterruptedException) {
              interrupted.incrementAndGet();
            }
            throw e;
          } finally {
            ended.incrementAndGet();
          }
        };

    try (InOrder<Integer> inOrder = new InOrder<>(100, work, two)) {
      assertThatThrownBy(inOrder::next).isInstanceOf(InterruptedException.class);
    }
    Thread.interrupted();

    assertThat(begun).hasValue(2);
    assertThat(ended).hasValue(2);
    assertThat(interrupted).hasValue(2);
  }

  @Test
  void anInterruptOfOneDoesNotReachTheNext() throws Exception {
    IntFunction<Boolean> work =
        place -> {
          boolean before = Thread.currentThread().isInterrupted();
          Thread.currentThread().interrupt();
          return before;
        };

    assertThat(all(8, work)).containsOnly(false);
  }

  @Test
  void onAWorkerTheWorkerItselfWorks() throws Exception {
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    IntFunction<Boolean> note = place -> threads.add(Thread.currentThread());

    Thread worker =
        Cores.workers()
            .submit(
                () -> {
                  try (InOrder<Boolean> nested = InOrder.of(3, note)) {
                    for (int i = 0; i < 3; i++) {
                      nested.next();
                    }
                  }
                  return Thread.currentThread();
                })
            .get();

    assertThat(threads).hasSize(3).containsOnly(worker);
  }

  @Test
  void aThingByItselfIsWorkedOnHere() throws Exception {
    assertThat(all(1, place -> Thread.currentThread())).containsExactly(Thread.currentThread());
  }

  private <T> List<T> all(int count, IntFunction<T> work) throws InterruptedException {
    List<T> results = new ArrayList<>();
    try (InOrder<T> inOrder = new InOrder<>(count, work, two)) {
      for (int i = 0; i < count; i++) {
        results.add(inOrder.next());
      }
    }
    return results;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, SECONDS)) {
        throw new IllegalStateException("what is waited for does not come");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
