package dev.taproot;

import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.parallel.InOrder;
import dev.taproot.progress.Progress;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * What came of many photographs, in their order, without those that were left out.
 *
 * @param <T> what comes of one
 */
public final class Results<T> extends AbstractList<T> implements RandomAccess {
  /** So many failures before the first success are the question's fault. */
  private static final int HOPELESS = 10;

  private final List<T> results;
  private final List<String> leftOut;

  private Results(List<T> results, List<String> leftOut) {
    this.results = Collections.unmodifiableList(results);
    this.leftOut = List.copyOf(leftOut);
  }

  /** Works on all photographs; see {@link Taproot#each}. */
  static <T> Results<T> of(
      List<Photograph> photographs, Function<? super Photograph, ? extends T> work) {
    int count = photographs.size();
    List<T> results = new ArrayList<>();
    List<InvalidInputException> faults = new ArrayList<>();
    try (Progress progress = Progress.of("photographs", count);
        InOrder<T> attempts = InOrder.of(count, place -> result(photographs.get(place), work))) {
      for (int i = 0; i < count; i++) {
        try {
          T result = attempts.next();
          if (results.isEmpty()) {
            faults.forEach(fault -> progress.leaveOut(sentence(fault)));
          }
          results.add(result);
        } catch (InvalidInputException e) {
          faults.add(e);
          if (!results.isEmpty()) {
            progress.leaveOut(sentence(e));
          } else if (faults.size() == Math.min(HOPELESS, count)) {
            throw faults.get(0);
          }
        } catch (InterruptedException e) {
          throw progress.interrupted();
        }
        progress.step();
      }
      progress.finish();
    }
    return new Results<>(results, faults.stream().map(Results::sentence).toList());
  }

  private static String sentence(InvalidInputException fault) {
    return String.valueOf(fault.getMessage());
  }

  private static <T> T result(
      Photograph photograph, Function<? super Photograph, ? extends T> work) {
    try {
      return work.apply(photograph);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(photograph.name() + ": " + e.getMessage(), e);
    }
  }

  /** Returns a sentence for each photograph that was left out: which it is, and why. */
  public List<String> leftOut() {
    return leftOut;
  }

  @Override
  public T get(int index) {
    return results.get(index);
  }

  @Override
  public int size() {
    return results.size();
  }
}
