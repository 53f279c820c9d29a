package dev.taproot.parallel;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Work on many things on all cores, of which the results are taken in the things' order.
 *
 * <pre>{@code
 * try (InOrder<String> names = InOrder.of(300, i -> name(i))) {
 *   for (int i = 0; i < 300; i++) {
 *     System.out.println(names.next());
 *   }
 * }
 * }</pre>
 *
 * <p>Each worker has one thing in hand at a time. Results that wait to be taken are few: where one
 * thing takes long, work on those after it pauses. A thing by itself is worked on by the thread
 * that asks for it, and so is everything where that thread is a worker.
 *
 * <p>To close this, or to end the process, interrupts the work in hand and waits for its end, so
 * that nothing that it uses is freed meanwhile.
 *
 * @param <T> what comes of a thing
 */
public final class InOrder<T> implements AutoCloseable {
  private static final int AHEAD = 4;
  private static final long LAST_SECONDS = 5;

  private static final Set<InOrder<?>> OPEN = ConcurrentHashMap.newKeySet();
  private static volatile boolean ending;

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(InOrder::stopAll));
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }

  private final int count;
  private final IntFunction<? extends T> work;
  private final ForkJoinPool workers;
  private final boolean here;
  private final Queue<Task> inHand = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;
  private int begun;
  private int taken;

  InOrder(int count, IntFunction<? extends T> work, ForkJoinPool workers) {
    this.count = count;
    this.work = work;
    this.workers = workers;
    this.here = count == 1 || Cores.onWorker();
    OPEN.add(this);
  }

  /**
   * Prepares work, of which the first is begun when the first result is asked for.
   *
   * @param count how many things there are
   * @param work what to do with a thing, by its place, 0 first; called on several threads at a time
   * @param <T> what comes of it
   * @return the results, to be closed on this thread
   */
  public static <T> InOrder<T> of(int count, IntFunction<? extends T> work) {
    return new InOrder<>(count, work, Cores.workers());
  }

  /**
   * Waits for what comes of the next thing.
   *
   * @return the result; what the work threw instead is thrown here, and the next thing can be asked
   *     for all the same
   * @throws InterruptedException if this thread is interrupted while it waits
   * @throws CancellationException if the process is ending
   */
  public T next() throws InterruptedException {
    if (here) {
      return work.apply(taken++);
    }
    while (begun < count && begun - taken < AHEAD * workers.getParallelism()) {
      Task task = new Task(begun++);
      inHand.add(task);
      workers.execute(task);
    }
    Task first = inHand.element();
    try {
      T result = first.outcome.get();
      take(first);
      return result;
    } catch (ExecutionException e) {
      take(first);
      throw Cores.fault(e);
    }
  }

  private void take(Task task) {
    inHand.remove(task);
    taken++;
  }

  /** Begins no more, interrupts what is in hand, and returns when nothing of it runs. */
  @Override
  public void close() {
    stop().join();
    OPEN.remove(this);
  }

  private CompletableFuture<?> stop() {
    stopped = true;
    return CompletableFuture.allOf(
        inHand.stream().map(Task::stop).toArray(CompletableFuture<?>[]::new));
  }

  /** Natives must not be computing when the process tears them down. */
  private static void stopAll() {
    ending = true;
    try {
      CompletableFuture.allOf(OPEN.stream().map(InOrder::stop).toArray(CompletableFuture<?>[]::new))
          .get(LAST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      // The process ends all the same.
    }
  }

  /** The work on one thing. */
  private final class Task implements Runnable {
    final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final int place;
    private @Nullable Thread worker;

    Task(int place) {
      this.place = place;
    }

    @Override
    public void run() {
      if (!begin()) {
        return;
      }
      try {
        T result = work.apply(place);
        end(() -> outcome.complete(result));
      } catch (Throwable e) {
        end(() -> outcome.completeExceptionally(e));
      }
    }

    private synchronized boolean begin() {
      if (stopped || ending) {
        cancel();
        return false;
      }
      worker = Thread.currentThread();
      return true;
    }

    /** An interrupt that comes too late must not reach what the worker does next. */
    private synchronized void end(Runnable complete) {
      worker = null;
      Thread.interrupted();
      complete.run();
    }

    /** Returns what is complete when this does not run. */
    synchronized CompletableFuture<?> stop() {
      if (worker != null) {
        worker.interrupt();
      } else {
        cancel();
      }
      return outcome.handle((result, fault) -> place);
    }

    /** Ends what was not begun; does nothing where the work has ended. */
    private void cancel() {
      outcome.completeExceptionally(new CancellationException("stopped before it was begun"));
    }
  }
}
