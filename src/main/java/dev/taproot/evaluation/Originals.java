package dev.taproot.evaluation;

import dev.taproot.parallel.Cores;
import dev.taproot.saliency.SaliencyMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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

  private record Key(SaliencyMethod method, int place) {}

  /**
   * Returns a map.
   *
   * @param place of the photograph
   * @param made makes it where it is not there
   * @return H x W values, not to be written into
   * @throws CancellationException if the thread is interrupted
   */
  float[] of(SaliencyMethod method, int place, Callable<float[]> made) {
    FutureTask<float[]> map = begun(new Key(method, place), made);
    map.run();
    try {
      return map.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw Cores.fault(e);
    }
  }

  private synchronized FutureTask<float[]> begun(Key key, Callable<float[]> made) {
    FutureTask<float[]> map = latest.computeIfAbsent(key, absent -> new FutureTask<>(made));
    if (latest.size() > MOST) {
      latest.remove(latest.keySet().iterator().next());
    }
    return map;
  }
}
