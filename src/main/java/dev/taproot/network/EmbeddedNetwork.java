package dev.taproot.network;

import com.google.gson.JsonParser;
import dev.taproot.files.CacheFolder;
import dev.taproot.files.WholeFile;
import dev.taproot.input.InvalidInputException;
import dev.taproot.input.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The network that comes inside the jar; libtorch wants a file, so it is unpacked once. */
final class EmbeddedNetwork {
  private static final String ARCHIVE = "efficientnet-lite0.pt";
  private static final String DESCRIPTION = "efficientnet-lite0.json";
  private static final String LABELS = "imagenet-labels.txt";

  private static @Nullable Network loaded;

  private EmbeddedNetwork() {}

  /** Returns the network, loading it at first use. */
  static synchronized Network get() {
    Network network = loaded;
    if (network == null) {
      network = load("");
      loaded = network;
    }
    return network;
  }

  /** Returns the shared network if it has been loaded. */
  static synchronized @Nullable Network ifLoaded() {
    return loaded;
  }

  /** Loads the network once more, for a device of one's own. */
  static Network load(String device) {
    try {
      byte[] description = resource(DESCRIPTION);
      String sha256 =
          JsonParser.parseString(new String(description, StandardCharsets.UTF_8))
              .getAsJsonObject()
              .get("sha256")
              .getAsString();
      Path folder =
          Files.createDirectories(
              CacheFolder.path().resolve("embedded-" + sha256.substring(0, 12)));
      unpack(folder, DESCRIPTION, description);
      unpack(folder, LABELS, resource(LABELS));
      return new NetworkLoader(folder.resolve(ARCHIVE))
          .device(device)
          .load(sha256, () -> unpacked(folder, sha256));
    } catch (IOException e) {
      throw notUnpacked(e);
    }
  }

  /** Puts the archive there, unless it is there undamaged. */
  private static Path unpacked(Path folder, String sha256) {
    Path archive = folder.resolve(ARCHIVE);
    try {
      if (!Files.isRegularFile(archive) || !Sha256.of(archive).equals(sha256)) {
        WholeFile.sweep(folder);
        byte[] bytes = resource(ARCHIVE);
        WholeFile.write(archive, out -> out.write(bytes));
      }
      return archive;
    } catch (IOException e) {
      throw notUnpacked(e);
    }
  }

  private static InvalidInputException notUnpacked(IOException e) {
    return new InvalidInputException(
        "The embedded network cannot be unpacked to %s (%s); set TAPROOT_CACHE_DIR to a folder with room."
            .formatted(CacheFolder.path(), Reasons.of(e)),
        e);
  }

  private static void unpack(Path folder, String file, byte[] bytes) throws IOException {
    Path target = folder.resolve(file);
    if (!Files.isRegularFile(target) || !Arrays.equals(Files.readAllBytes(target), bytes)) {
      WholeFile.write(target, out -> out.write(bytes));
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = EmbeddedNetwork.class.getResourceAsStream("embedded/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return in.readAllBytes();
    }
  }
}
