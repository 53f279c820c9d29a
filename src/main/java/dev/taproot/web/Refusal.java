package dev.taproot.web;

import com.google.gson.JsonObject;
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
