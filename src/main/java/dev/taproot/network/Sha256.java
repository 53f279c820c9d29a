package dev.taproot.network;

import dev.taproot.files.CacheFolder;
import dev.taproot.files.WholeFile;
import dev.taproot.input.InvalidInputException;
import dev.taproot.input.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The SHA-256 of files, in hexadecimal. To read hundreds of megabytes takes seconds, so it is
 * remembered as long as the system says that the file has not been touched: its change time cannot
 * be set back. Where there is no such time, as on Windows, nothing is remembered.
 */
final class Sha256 {
  /** How long after a change another one could leave the same time. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  private Sha256() {}

  /**
   * Returns a file's SHA-256.
   *
   * @throws InvalidInputException if the file cannot be read
   */
  static String of(Path file) {
    try {
      Path place = file.toRealPath();
      String state = state(place);
      if (state.isEmpty() || !Files.isReadable(place)) {
        return computed(place);
      }
      Path memory = memory(place + state);
      if (Files.isRegularFile(memory)) {
        String known = Files.readString(memory);
        if (known.matches("[0-9a-f]{64}")) {
          return known;
        }
      }
      String sha256 = computed(place);
      if (state.equals(state(place))) {
        remember(memory, sha256);
      }
      return sha256;
    } catch (IOException e) {
      throw new InvalidInputException(
          "The network \"%s\" cannot be read (%s); a file that you may read would be right."
              .formatted(file, Reasons.of(e)),
          e);
    }
  }

  private static String computed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 20];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What changes when the file does; empty where that is not known, or it has just changed. */
  private static String state(Path file) throws IOException {
    try {
      Object changed = Files.getAttribute(file, "unix:ctime");
      if (((FileTime) changed).toInstant().isAfter(Instant.now().minus(CLOCK_STEP))) {
        return "";
      }
      return " %s %s %d".formatted(Files.getAttribute(file, "unix:ino"), changed, Files.size(file));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return "";
    }
  }

  private static Path memory(String key) {
    UUID name = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    return CacheFolder.path().resolve(name + ".sha256");
  }

  private static void remember(Path memory, String what) {
    try {
      WholeFile.write(memory, out -> out.write(what.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      System.getLogger(Sha256.class.getName())
          .log(System.Logger.Level.DEBUG, "The SHA-256 was not kept", e);
    }
  }
}
