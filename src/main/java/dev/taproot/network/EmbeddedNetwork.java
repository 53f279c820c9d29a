package dev.taproot.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network that comes inside the jar. */
final class EmbeddedNetwork {
  private static final String ARCHIVE = "efficientnet-lite0.pt";
  private static final List<String> FILES =
      List.of(ARCHIVE, "efficientnet-lite0.json", "imagenet-labels.txt");

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

  /** Unpacks the archive beside its description, loads it and removes both again. */
  static Network load(String device) {
    try {
      Path folder = Files.createTempDirectory("taproot-embedded");
      try {
        for (String file : FILES) {
          try (InputStream in = EmbeddedNetwork.class.getResourceAsStream("embedded/" + file)) {
            if (in == null) {
              throw new IllegalStateException(file + " is missing from the class path");
            }
            Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
          }
        }
        return new NetworkLoader(folder.resolve(ARCHIVE)).device(device).load();
      } finally {
        for (String file : FILES) {
          Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded network cannot be unpacked", e);
    }
  }
}
