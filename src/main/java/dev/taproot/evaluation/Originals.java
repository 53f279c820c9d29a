package dev.taproot.evaluation;

import dev.taproot.saliency.SaliencyMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The maps of photographs as they are, which several tests compare others with. Each is made once,
 * by the first thread that asks for it, and kept for a while.
 */
final class Originals {
  private static final int MOST = 64;

  private final Map<Key, FutureTask<float[]>> latest = new LinkedHashMap<>();
  private final Maker maker;

  /** Makes a method's map of the photograph at a place. */
  @FunctionalInterface
  interface Maker {
    float[] map(SaliencyMethod method, int place);
  }

  private record Key(SaliencyMethod method, int place) {}

  Originals(Maker maker) {
    this.maker = maker;
  }

  /**
   * Returns a map.
   *
   * @param place of the photograph
   * @return H x W values, not to be written into
   * @throws CancellationException if the thread is interrupted
   */
  float[] of(SaliencyMethod method, int place) {
    FutureTask<float[]> map = begun(new Key(method, place));
    map.run();
    try {
      return map.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized FutureTask<float[]> begun(Key key) {
    FutureTask<float[]> map =
        latest.computeIfAbsent(
            key, absent -> new FutureTask<>(() -> maker.map(absent.method, absent.place)));
    if (latest.size() > MOST) {
      latest.remove(latest.keySet().iterator().next());
    }
    return map;
  }
}
