package dev.taproot.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A line for each request, as JSON: who asked for what, and how long it took; never what about. */
final class RequestLog {
  static final int CLIENT_LEFT = 499;
  private static final int FRAMES = 8;

  private final Consumer<String> lines;
  private final byte[] salt = new byte[16];

  RequestLog(Consumer<String> lines) {
    this.lines = lines;
    new SecureRandom().nextBytes(salt);
  }

  /**
   * Writes a line.
   *
   * @param client who asked; appears as a hash that holds as long as this process lives
   * @param route the pattern of the path; null where there is none
   * @param waited how long it waited in the queue, in milliseconds; null where it did not
   * @param fault what the program failed by; null where it did not. Of it the classes and places
   *     are written, for its message may say what about
   */
  void add(
      String client,
      String method,
      @Nullable String route,
      int status,
      long milliseconds,
      @Nullable Long waited,
      @Nullable Throwable fault) {
    JsonObject json = new JsonObject();
    json.addProperty("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    json.addProperty("client", hash(client));
    json.addProperty("method", method);
    json.addProperty("route", route);
    json.addProperty("status", status);
    json.addProperty("ms", milliseconds);
    if (waited != null) {
      json.addProperty("waited", waited);
    }
    if (fault != null) {
      JsonArray places = new JsonArray();
      for (Throwable one = fault; one != null; one = one.getCause()) {
        places.add(one.getClass().getName());
        Arrays.stream(one.getStackTrace()).limit(FRAMES).forEach(at -> places.add(at.toString()));
      }
      json.add("fault", places);
    }
    lines.accept(json.toString());
  }

  private String hash(String client) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      byte[] hash = digest.digest(client.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
