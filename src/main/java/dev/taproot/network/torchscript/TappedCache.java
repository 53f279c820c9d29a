package dev.taproot.network.torchscript;

import com.google.gson.Gson;
import dev.taproot.files.CacheFolder;
import dev.taproot.files.WholeFile;
import dev.taproot.input.InvalidInputException;
import dev.taproot.input.Reasons;
import dev.taproot.network.Survey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the tapped copy of an archive and its survey are kept, named by the archive's contents, so
 * that a network is rewritten and surveyed once.
 */
final class TappedCache {
  /**
   * Changes whenever the tapped copy or the survey of the same archive would come out otherwise.
   */
  private static final String VERSION = "14";

  private final Supplier<Path> original;
  private final String stem;

  TappedCache(Supplier<Path> original, String sha256) {
    this.original = original;
    this.stem = sha256 + "-v" + VERSION;
  }

  /** Tells whether the tapped copy is there, be it whole or damaged. */
  boolean hasArchive() {
    return Files.isRegularFile(archiveFile());
  }

  /** Removes the tapped copy, so that it is written again. */
  void forgetArchive() {
    try {
      Files.deleteIfExists(archiveFile());
    } catch (IOException e) {
      throw new InvalidInputException(
          "The damaged file %s cannot be removed; remove it, or set TAPROOT_CACHE_DIR to another folder."
              .formatted(archiveFile()),
          e);
    }
  }

  /** Returns the tapped copy, which is written now unless it is there. */
  Path archive() {
    Path tapped = archiveFile();
    if (!Files.isRegularFile(tapped)) {
      WholeFile.sweep(CacheFolder.path());
      Path file = original.get();
      try {
        Archive.open(file).writeTapped(tapped);
      } catch (IOException e) {
        throw new InvalidInputException(
            "No copy of \"%s\" could be written to %s (%s); set TAPROOT_CACHE_DIR to a folder with room."
                .formatted(file, tapped.getParent(), Reasons.of(e)),
            e);
      }
    }
    return tapped;
  }

  /** Returns what the network's modules are. */
  ModuleKinds kinds() {
    return Archive.open(archive()).kinds();
  }

  /** Returns the survey for an image of some size, null if it is not there. */
  @Nullable Survey survey(int height, int width) {
    Path file = surveyFile(height, width);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      return new Gson().fromJson(Files.readString(file), Survey.class);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Keeps a survey; where that fails, it is just made again next time. */
  void keep(Survey survey, int height, int width) {
    Path file = surveyFile(height, width);
    try {
      byte[] json = new Gson().toJson(survey).getBytes(StandardCharsets.UTF_8);
      WholeFile.write(file, out -> out.write(json));
    } catch (IOException e) {
      System.getLogger(TappedCache.class.getName())
          .log(System.Logger.Level.DEBUG, "The survey was not kept", e);
    }
  }

  private Path archiveFile() {
    return CacheFolder.path().resolve(stem + ".pt");
  }

  private Path surveyFile(int height, int width) {
    return CacheFolder.path().resolve(stem + "-" + height + "x" + width + ".json");
  }
}
