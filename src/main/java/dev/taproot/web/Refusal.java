package dev.taproot.web;

import com.google.gson.JsonObject;
import dev.taproot.input.InvalidInputException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What was asked for cannot be answered; its message is one sentence for whoever asked. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean photographMissing;
  private final int retryAfter;

  private Refusal(int status, String sentence, boolean photographMissing, int retryAfter) {
    super(sentence, null, false, false);
    this.status = status;
    this.photographMissing = photographMissing;
    this.retryAfter = retryAfter;
  }

  Refusal(int status, String sentence) {
    this(status, sentence, false, 0);
  }

  /** A photograph is out of the store, or was never there. */
  static Refusal missing(String id) {
    return new Refusal(
        404,
        "There is no photograph %s here any more; uploading it again would be right."
            .formatted(shortened(id)),
        true,
        0);
  }

  /**
   * It would work later.
   *
   * @param seconds after how many another try is worth it
   */
  static Refusal later(int status, String sentence, int seconds) {
    return new Refusal(status, sentence, false, seconds);
  }

  /** Puts what went wrong into words for whoever asked. */
  static Refusal of(Throwable fault) {
    if (fault instanceof Refusal refusal) {
      return refusal;
    }
    if (fault instanceof InvalidInputException) {
      return new Refusal(422, String.valueOf(fault.getMessage()).replaceAll("\\p{C}", "?"));
    }
    if (fault instanceof CancellationException || fault instanceof InterruptedException) {
      return later(503, "The work was given up; another try would be right.", 1);
    }
    if (fault instanceof OutOfMemoryError) {
      return later(503, "There is not enough memory for this now; another try would be right.", 5);
    }
    return new Refusal(
        500, "The site failed at this; another question would be right, and a report of this one.");
  }

  /** Shortens what was given, so that a sentence stays one. */
  static String shortened(String given) {
    String line = given.replaceAll("\\p{C}", "?");
    return line.length() <= 60 ? "\"" + line + "\"" : "\"" + line.substring(0, 57) + "…\"";
  }

  int status() {
    return status;
  }

  /** After how many seconds another try is worth it; 0 where none is. */
  int retryAfter() {
    return retryAfter;
  }

  /** What is sent. */
  String json() {
    return json(status, String.valueOf(getMessage()), photographMissing ? "photograph" : null);
  }

  private static String json(int status, String sentence, @Nullable String missing) {
    JsonObject json = new JsonObject();
    json.addProperty("status", status);
    json.addProperty("error", sentence);
    if (missing != null) {
      json.addProperty("missing", missing);
    }
    return json.toString();
  }
}
