package dev.taproot.network;

import com.google.gson.JsonParser;
import dev.taproot.files.CacheFolder;
import dev.taproot.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network that comes inside the jar; libtorch wants a file, so it is unpacked once. */
final class EmbeddedNetwork {
  private static final String ARCHIVE = "efficientnet-lite0.pt";
  private static final String DESCRIPTION = "efficientnet-lite0.json";
  private static final List<String> FILES = List.of(DESCRIPTION, "imagenet-labels.txt", ARCHIVE);

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
    return new NetworkLoader(unpacked()).device(device).load();
  }

  private static Path unpacked() {
    try {
      String description = new String(resource(DESCRIPTION), StandardCharsets.UTF_8);
      String sha256 =
          JsonParser.parseString(description).getAsJsonObject().get("sha256").getAsString();
      Path folder =
          Files.createDirectories(
              CacheFolder.path().resolve("embedded-" + sha256.substring(0, 12)));
      for (String file : FILES) {
        Path target = folder.resolve(file);
        if (!Files.isRegularFile(target)) {
          byte[] bytes = resource(file);
          WholeFile.write(target, out -> out.write(bytes));
        }
      }
      return folder.resolve(ARCHIVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded network cannot be unpacked", e);
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
