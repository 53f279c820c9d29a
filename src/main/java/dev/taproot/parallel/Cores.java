package dev.taproot.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * The cores of this machine, shared by all work: a worker thread for each, on which a computation
 * runs by itself, instead of being spread over all cores at the cost of waiting for all of them at
 * each of its steps.
 */
public final class Cores {
  /** How many workers there are; the system property {@code taproot.threads} chooses another. */
  public static final int COUNT =
      Math.max(
          1, Integer.getInteger("taproot.threads", Runtime.getRuntime().availableProcessors()));

  private static final ForkJoinPool WORKERS = new ForkJoinPool(COUNT, Worker::new, null, false);

  private Cores() {}

  private static final class Worker extends ForkJoinWorkerThread {
    Worker(ForkJoinPool pool) {
      super(pool);
      setDaemon(true);
    }

    /** Only now does it have an index. */
    @Override
    protected void onStart() {
      setName("taproot-" + getPoolIndex());
    }
  }

  /** Returns the workers. */
  public static ForkJoinPool workers() {
    return WORKERS;
  }

  /** Tells whether this thread is one of the workers: what it has to do it does by itself. */
  public static boolean onWorker() {
    return Thread.currentThread() instanceof Worker;
  }

  /**
   * Returns what work on another thread failed by, to be thrown on this one; throws it where it is
   * an error.
   */
  public static RuntimeException fault(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException fault
        ? fault
        : new IllegalStateException(e.getCause());
  }

  /**
   * Does several things, on as many workers as are free if this thread is one of them.
   *
   * @param tasks what to do
   * @param <T> what comes of each
   * @return what came of them, in their order
   */
  public static <T> List<T> all(List<Callable<T>> tasks) {
    List<ForkJoinTask<T>> forks = new ArrayList<>();
    for (Callable<T> task : tasks) {
      forks.add(ForkJoinTask.adapt(task));
    }
    return ForkJoinTask.invokeAll(forks).stream().map(ForkJoinTask::join).toList();
  }
}
