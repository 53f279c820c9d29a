package dev.taproot.files;

import dev.taproot.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder for what can be made again: the system property {@code taproot.cache} or the
 * environment variable {@code TAPROOT_CACHE_DIR} if one is set, else {@code taproot} in {@code
 * XDG_CACHE_HOME} or {@code ~/.cache}. Everything in it can be deleted at any time.
 */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * Returns the folder, which is made now unless it is there.
   *
   * @throws InvalidInputException if it cannot be made
   */
  public static Path path() {
    Path folder = place();
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InvalidInputException(
          "The cache folder %s cannot be made; set TAPROOT_CACHE_DIR to a folder that can."
              .formatted(folder),
          e);
    }
  }

  private static Path place() {
    String own = System.getProperty("taproot.cache", System.getenv("TAPROOT_CACHE_DIR"));
    if (own != null && !own.isBlank()) {
      return Path.of(own);
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    return caches != null && !caches.isBlank()
        ? Path.of(caches, "taproot")
        : Path.of(System.getProperty("user.home"), ".cache", "taproot");
  }
}
