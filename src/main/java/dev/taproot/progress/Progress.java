package dev.taproot.progress;

import dev.taproot.parallel.Cores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Long work that counts its steps, so that somebody can show how far it is.
 *
 * <pre>{@code
 * try (Progress progress = Progress.of("photographs", 300)) {
 *   for (...) {
 *     progress.step();
 *   }
 *   progress.finish();
 * }
 * }</pre>
 *
 * <p>Work inside such work, on the same thread or on a worker of {@link Cores}, is not shown: of
 * 300 photographs and the decisions in each only the photographs are. Nothing is shown of work that
 * takes less than a second and leaves nothing out, or unless {@link #shownBy} has named a display.
 */
public final class Progress implements AutoCloseable {
  private static final Duration UNSEEN = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final ThreadLocal<@Nullable Progress> OUTERMOST = new ThreadLocal<>();

  private static volatile ProgressDisplay display = ProgressDisplay.NONE;

  private final String things;
  private final int total;
  private final List<String> leftOut = new ArrayList<>();
  private final long start = System.nanoTime();
  private final boolean outermost;
  private ProgressDisplay.@Nullable Showing showing;
  private long shownAt = start;
  private int done;
  private boolean finished;

  private Progress(String things, int total) {
    this.things = things;
    this.total = total;
    this.outermost = OUTERMOST.get() == null && !Cores.onWorker();
    if (outermost) {
      OUTERMOST.set(this);
    }
  }

  /**
   * Begins long work on this thread.
   *
   * @param things what is counted, in the plural: {@code photographs}
   * @param total how many there are, or at most will be; where more are done, that many
   * @return the progress, at zero; to be closed on this thread, done or not
   */
  public static Progress of(String things, int total) {
    return new Progress(things, total);
  }

  /**
   * Names who shows the progress of all work that begins from now on.
   *
   * @param other the display; {@link ProgressDisplay#NONE} for nobody
   */
  public static void shownBy(ProgressDisplay other) {
    display = other;
  }

  /**
   * Counts one more.
   *
   * @throws CancellationException if the thread was interrupted, whose flag is cleared by that
   */
  public void step() {
    done++;
    if (Thread.interrupted()) {
      throw interrupted();
    }
    long now = System.nanoTime();
    if (outermost
        && now - start >= UNSEEN.toNanos()
        && (showing == null || now - shownAt >= BETWEEN.toNanos())) {
      show(now);
    }
  }

  /** Returns what to throw where the thread was interrupted while it waited for a step. */
  public CancellationException interrupted() {
    return new CancellationException(
        "interrupted after %d of %d %s".formatted(done, total, things));
  }

  /**
   * Says that the step that comes next brings nothing.
   *
   * @param sentence which it is, and why
   */
  public void leaveOut(String sentence) {
    leftOut.add(sentence);
  }

  /** Says that all is done, though it may have been fewer steps than foreseen. */
  public void finish() {
    finished = true;
  }

  /** Shows the last state, if any was shown, and lets other work be shown. */
  @Override
  public void close() {
    if (outermost) {
      OUTERMOST.remove();
      if (showing == null && !leftOut.isEmpty()) {
        showing = display.begin();
      }
      if (showing != null) {
        showing.show(state(System.nanoTime(), finished ? done : total, !finished));
        showing.end();
      }
    }
  }

  private void show(long now) {
    shownAt = now;
    if (showing == null) {
      showing = display.begin();
    }
    showing.show(state(now, total, false));
  }

  private State state(long now, int of, boolean stopped) {
    return new State(
        things, done, Math.max(done, of), Duration.ofNanos(now - start), stopped, leftOut);
  }

  /**
   * How far long work is.
   *
   * @param things what is counted, in the plural
   * @param done how many are done
   * @param total how many there are
   * @param elapsed since the work began
   * @param stopped whether the work was given up before its end
   * @param leftOut a sentence for each of those done that brought nothing
   */
  public record State(
      String things, int done, int total, Duration elapsed, boolean stopped, List<String> leftOut) {
    /** Copies the list. */
    public State {
      leftOut = List.copyOf(leftOut);
    }

    /** Returns the time that the rest will take, should it go on as before; zero at the start. */
    public Duration left() {
      return done == 0
          ? Duration.ZERO
          : Duration.ofNanos((long) ((double) elapsed.toNanos() / done * (total - done)));
    }

    /**
     * Says how far it is: {@code 3/12 images, 0:14 left}; at the end {@code 12 images, 0:19}, or
     * {@code stopped after 3/12 images, 0:05}; {@code 12 images, 1 of them left out, 0:19}.
     */
    public String inWords() {
      String without = leftOut.isEmpty() ? "" : ", %d of them left out".formatted(leftOut.size());
      String count = "%d/%d %s%s".formatted(done, total, things, without);
      if (stopped) {
        return "stopped after " + count + ", " + clock(elapsed);
      }
      if (done == total) {
        return "%d %s%s, %s".formatted(total, things, without, clock(elapsed));
      }
      return done == 0 ? count : count + ", " + clock(left()) + " left";
    }

    private static String clock(Duration time) {
      return time.toHours() > 0
          ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
          : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
  }
}
