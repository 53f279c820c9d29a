package dev.taproot.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits. Clients take turns: whoever has much waiting is served no more often than
 * whoever has one thing waiting.
 */
final class FairQueue implements AutoCloseable {
  static final int MOST_OF_ONE = 8;
  static final int MOST = 256;

  private static final int SOON = 2;
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

  /** What waits, by client; whose turn is next comes first. */
  private final Map<String, Deque<Turn<?>>> waiting = new LinkedHashMap<>();

  private final Set<Turn<?>> running = new HashSet<>();
  private final List<Thread> workers = new ArrayList<>();
  private final Duration limit;
  private int size;
  private boolean closed;

  /**
   * Opens a queue.
   *
   * @param workers how many things are worked on at a time
   * @param limit how long one thing is worked on at most
   */
  FairQueue(int workers, Duration limit) {
    this.limit = limit;
    for (int i = 0; i < workers; i++) {
      Thread worker = new Thread(this::work, "taproot-site-" + i);
      worker.setDaemon(true);
      worker.start();
      this.workers.add(worker);
    }
  }

  /**
   * Lets work wait for its turn.
   *
   * @param client who wants it
   * @param work what to do; is interrupted where it is no longer wanted
   * @param <T> what comes of it
   * @return its turn
   * @throws Refusal if too much is waiting already
   */
  synchronized <T> Turn<T> submit(String client, Callable<T> work) {
    if (closed) {
      throw closing();
    }
    Deque<Turn<?>> own = waiting.get(client);
    if (own != null && own.size() >= MOST_OF_ONE) {
      throw Refusal.later(
          429,
          "%d of your questions are waiting; another one after their answers would be right."
              .formatted(own.size()),
          SOON);
    }
    if (size >= MOST) {
      throw Refusal.later(
          503,
          "%d questions are waiting, which is as many as can; another try soon would be right."
              .formatted(size),
          SOON);
    }
    Turn<T> turn = new Turn<>(this, client, work);
    waiting.computeIfAbsent(client, key -> new ArrayDeque<>()).add(turn);
    size++;
    notifyAll();
    return turn;
  }

  /** How many things are to be done before a turn's own; 0 where it is being worked on, or done. */
  synchronized int place(Turn<?> turn) {
    Deque<Turn<?>> own = waiting.getOrDefault(turn.client(), new ArrayDeque<>());
    int round = new ArrayList<>(own).indexOf(turn);
    if (round < 0) {
      return 0;
    }
    int before = running.size();
    boolean served = true;
    for (Map.Entry<String, Deque<Turn<?>>> other : waiting.entrySet()) {
      if (other.getKey().equals(turn.client())) {
        before += round;
        served = false;
      } else {
        before += Math.min(other.getValue().size(), served ? round + 1 : round);
      }
    }
    return before;
  }

  /** How long one thing is worked on at most. */
  Duration limit() {
    return limit;
  }

  /**
   * @throws Refusal if this is closed
   */
  synchronized void refuseWhereClosed() {
    if (closed) {
      throw closing();
    }
  }

  /** How many things wait. */
  synchronized int waiting() {
    return size;
  }

  /** Gives a turn up: it never comes, or what is being done is interrupted. */
  synchronized void cancel(Turn<?> turn) {
    Deque<Turn<?>> own = waiting.get(turn.client());
    if (own != null && own.remove(turn)) {
      size--;
      if (own.isEmpty()) {
        waiting.remove(turn.client());
      }
      turn.giveUp();
    } else if (running.contains(turn)) {
      turn.interrupt();
    }
  }

  private void work() {
    while (true) {
      Turn<?> turn = next();
      if (turn == null) {
        return;
      }
      turn.run();
      synchronized (this) {
        running.remove(turn);
        // Whoever gave it up meanwhile has said so to this thread.
        Thread.interrupted();
        notifyAll();
      }
      turn.tell();
    }
  }

  private synchronized @Nullable Turn<?> next() {
    while (size == 0 && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Meant for work that was done already.
      }
    }
    if (closed) {
      return null;
    }
    Iterator<Map.Entry<String, Deque<Turn<?>>>> first = waiting.entrySet().iterator();
    Map.Entry<String, Deque<Turn<?>>> entry = first.next();
    String client = entry.getKey();
    Deque<Turn<?>> own = entry.getValue();
    first.remove();
    Turn<?> turn = own.remove();
    if (!own.isEmpty()) {
      waiting.put(client, own);
    }
    size--;
    running.add(turn);
    turn.begin(Thread.currentThread());
    return turn;
  }

  /**
   * Turns away what waits, lets what is being done come to its end within five seconds, and
   * interrupts it after that.
   */
  @Override
  public void close() {
    List<Turn<?>> left = new ArrayList<>();
    synchronized (this) {
      closed = true;
      waiting.values().forEach(left::addAll);
      waiting.clear();
      size = 0;
      notifyAll();
    }
    left.forEach(turn -> turn.refuse(closing()));
    long end = System.nanoTime() + GRACE.toNanos();
    boolean interrupted = join(end);
    synchronized (this) {
      running.forEach(Turn::interrupt);
    }
    interrupted |= join(end + AFTER_INTERRUPT.toNanos());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the workers; tells whether this thread was interrupted meanwhile. */
  private boolean join(long end) {
    try {
      for (Thread worker : workers) {
        long left = end - System.nanoTime();
        if (left > 0) {
          worker.join(Math.max(1, left / 1_000_000));
        }
      }
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static Refusal closing() {
    return Refusal.later(
        503, "The site is shutting down; another try when it is back would be right.", SOON);
  }
}
