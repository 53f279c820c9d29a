package dev.taproot.gap;

import dev.taproot.parallel.Cores;
import dev.taproot.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Many decisions asked on the way to one answer: on all cores, while the thread that wants the
 * answer counts them and can be interrupted.
 */
final class Asking {
  private static final int LOOK_MS = 50;

  private final Progress progress;
  private final boolean onThisThread;
  private final AtomicInteger asked = new AtomicInteger();
  private int counted;
  private volatile boolean stopped;

  private Asking(Progress progress) {
    this.progress = progress;
    this.onThisThread = Cores.onWorker() || Cores.COUNT == 1;
  }

  /**
   * Asks.
   *
   * @param things what is counted, in the plural
   * @param most how many there will be at most
   * @param question what to ask
   * @param <T> the answer
   * @return the answer
   * @throws CancellationException if the thread is interrupted
   */
  static <T> T ask(String things, int most, Function<Asking, T> question) {
    try (Progress progress = Progress.of(things, most)) {
      Asking asking = new Asking(progress);
      T answer = asking.onThisThread ? question.apply(asking) : asking.answer(question);
      progress.finish();
      return answer;
    }
  }

  /** Counts one more. */
  void count() {
    if (onThisThread) {
      progress.step();
    } else if (stopped) {
      throw new CancellationException("the answer is no longer wanted");
    } else {
      asked.incrementAndGet();
    }
  }

  /** Does several things, at once where there is more than one core to do them. */
  <T> List<T> all(List<Callable<T>> tasks) {
    if (!onThisThread && tasks.size() > 1) {
      return Cores.all(tasks);
    }
    List<T> results = new ArrayList<>();
    for (Callable<T> task : tasks) {
      results.add(ForkJoinTask.adapt(task).invoke());
    }
    return results;
  }

  private <T> T answer(Function<Asking, T> question) {
    ForkJoinTask<T> task = Cores.workers().submit(() -> question.apply(this));
    try {
      while (true) {
        try {
          T answer = task.get(LOOK_MS, TimeUnit.MILLISECONDS);
          showCount();
          return answer;
        } catch (TimeoutException e) {
          showCount();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          progress.step();
        }
      }
    } catch (ExecutionException e) {
      throw Cores.fault(e);
    } finally {
      stopped = true;
      task.quietlyJoin();
    }
  }

  private void showCount() {
    while (counted < asked.get()) {
      counted++;
      progress.step();
    }
  }
}
