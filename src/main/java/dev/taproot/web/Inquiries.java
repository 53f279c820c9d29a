package dev.taproot.web;

import dev.taproot.Explainer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The questions that are open. Of those used longest ago the recordings are freed first, then the
 * questions are forgotten; never while one is being asked.
 */
final class Inquiries implements AutoCloseable {
  private final int mostRecordings;
  private final int mostQuestions;
  private final LinkedHashMap<Key, Open> open = new LinkedHashMap<>(16, 0.75f, true);

  /** Those that were forgotten while they were being asked. */
  private final List<Open> leaving = new ArrayList<>();

  private boolean closed;

  /**
   * Opens a store.
   *
   * @param mostRecordings how many recordings are kept, those being asked aside
   * @param mostQuestions how many questions are kept, those being asked aside
   */
  Inquiries(int mostRecordings, int mostQuestions) {
    this.mostRecordings = mostRecordings;
    this.mostQuestions = mostQuestions;
  }

  /**
   * What is asked of which photograph.
   *
   * @param photograph its id
   * @param question what is asked
   */
  record Key(String photograph, Question question) {}

  /** A question, and how many are asking it now. */
  private static final class Open {
    private final OpenQuestion question;
    private int asking;

    Open(OpenQuestion question) {
      this.question = question;
    }
  }

  /** What is done with an open question. */
  interface Use<T> {
    T of(OpenQuestion question) throws InterruptedException;
  }

  /**
   * Asks.
   *
   * @param key which question
   * @param words the question in the library's words, should it not be open
   * @param use what to do with it; its recording stays open meanwhile
   * @param <T> what comes of it
   */
  <T> T ask(Key key, Explainer words, Use<T> use) throws InterruptedException {
    Open one = take(key, words);
    try {
      return use.of(one.question);
    } finally {
      release(key, one);
    }
  }

  private synchronized Open take(Key key, Explainer words) {
    if (closed) {
      throw new IllegalStateException("the site is closed");
    }
    Open one = open.computeIfAbsent(key, unknown -> new Open(new OpenQuestion(words)));
    one.asking++;
    return one;
  }

  private synchronized void release(Key key, Open one) {
    one.asking--;
    if (one.asking == 0 && leaving.remove(one)) {
      one.question.free();
    }
    if (one.asking == 0 && one.question.isFruitless()) {
      open.remove(key, one);
    }
    makeRoom();
  }

  /** Forgets all questions about a photograph. */
  synchronized void forget(String photograph) {
    leave(open.entrySet().iterator(), photograph);
  }

  private void leave(Iterator<Map.Entry<Key, Open>> all, String photograph) {
    while (all.hasNext()) {
      Map.Entry<Key, Open> entry = all.next();
      if (photograph.isEmpty() || entry.getKey().photograph().equals(photograph)) {
        all.remove();
        if (entry.getValue().asking == 0) {
          entry.getValue().question.free();
        } else {
          leaving.add(entry.getValue());
        }
      }
    }
  }

  private void makeRoom() {
    int recordings = recordings();
    Iterator<Map.Entry<Key, Open>> oldest = open.entrySet().iterator();
    while (oldest.hasNext() && (recordings > mostRecordings || open.size() > mostQuestions)) {
      Open one = oldest.next().getValue();
      if (one.asking == 0) {
        recordings -= one.question.recorded() ? 1 : 0;
        one.question.free();
        if (open.size() > mostQuestions) {
          oldest.remove();
        }
      }
    }
  }

  /** How many recordings are open. */
  synchronized int recordings() {
    return (int) open.values().stream().filter(one -> one.question.recorded()).count()
        + leaving.size();
  }

  /** Frees all recordings: those being asked as soon as they are not. */
  @Override
  public synchronized void close() {
    closed = true;
    leave(open.entrySet().iterator(), "");
  }
}
