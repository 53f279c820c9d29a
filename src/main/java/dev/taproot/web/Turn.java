package dev.taproot.web;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits in a queue, is worked on, or is done.
 *
 * @param <T> what comes of it
 */
final class Turn<T> {
  private static final int LOOK_MS = 250;

  private final FairQueue queue;
  private final String client;
  private final Callable<T> work;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private final long submitted = System.nanoTime();
  private volatile long begun;
  private @Nullable Thread worker;
  private @Nullable T result;
  private @Nullable Throwable fault;

  Turn(FairQueue queue, String client, Callable<T> work) {
    this.queue = queue;
    this.client = client;
    this.work = work;
  }

  String client() {
    return client;
  }

  /** How many things are to be done before; 0 where it is being worked on, or done. */
  int place() {
    return queue.place(this);
  }

  /** How long it waited, in milliseconds. */
  long waited() {
    long until = begun == 0 ? System.nanoTime() : begun;
    return (until - submitted) / 1_000_000;
  }

  /**
   * Waits for its end; what is worked on for too long is given up.
   *
   * @param milliseconds how long at most
   * @return whether it is at its end
   */
  boolean await(long milliseconds) throws InterruptedException {
    if (isOverdue()) {
      cancel();
    }
    try {
      outcome.get(milliseconds, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true;
    }
  }

  /**
   * Waits for what comes of it, and gives up what is worked on for too long.
   *
   * @throws CancellationException if it was given up
   */
  T get() throws InterruptedException {
    while (!await(LOOK_MS)) {
      // Until it is done, or takes too long.
    }
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof OutOfMemoryError none) {
        throw Refusal.of(none);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Gives it up. */
  void cancel() {
    queue.cancel(this);
  }

  /** Called by the queue, which holds its own lock. */
  void begin(Thread by) {
    begun = System.nanoTime();
    worker = by;
  }

  /** Called by the queue, which holds its own lock, while this is being worked on. */
  void interrupt() {
    if (worker != null) {
      worker.interrupt();
    }
  }

  void giveUp() {
    outcome.cancel(false);
  }

  void refuse(Refusal refusal) {
    outcome.completeExceptionally(refusal);
  }

  void run() {
    try {
      result = work.call();
    } catch (InterruptedException | CancellationException e) {
      fault = isOverdue() ? tooLong() : new CancellationException();
    } catch (Throwable e) {
      fault = e;
    }
  }

  /** Tells whether it is worked on for longer than anything may be. */
  private boolean isOverdue() {
    return begun != 0 && System.nanoTime() - begun > queue.limit().toNanos();
  }

  private Refusal tooLong() {
    return new Refusal(
        422,
        "The answer takes longer than %d seconds; fewer nodes, or less width, would be right."
            .formatted(queue.limit().toSeconds()));
  }

  /** Tells whoever waits, once the queue has let go of it. */
  void tell() {
    if (fault != null) {
      outcome.completeExceptionally(fault);
    } else {
      outcome.complete(result);
    }
  }
}
