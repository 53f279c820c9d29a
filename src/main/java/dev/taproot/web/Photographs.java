package dev.taproot.web;

import dev.taproot.image.Photograph;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The photographs that were uploaded, in memory only. */
final class Photographs {
  static final int MOST_BYTES = 10 << 20;
  static final int MOST_MEGAPIXELS = 40;

  private final Map<String, Photograph> photographs = new LinkedHashMap<>(16, 0.75f, true);

  record Added(String id, Photograph photograph, boolean isNew) {}

  Added add(String name, byte[] file) {
    String id = sha256(file);
    synchronized (this) {
      Photograph known = photographs.get(id);
      if (known != null) {
        return new Added(id, known, false);
      }
    }
    Photograph photograph = Photograph.read(name, file, MOST_MEGAPIXELS);
    synchronized (this) {
      photographs.put(id, photograph);
    }
    return new Added(id, photograph, true);
  }

  synchronized Photograph get(String id) {
    @Nullable Photograph photograph = photographs.get(id);
    if (photograph == null) {
      throw Refusal.missing(id);
    }
    return photograph;
  }

  synchronized int size() {
    return photographs.size();
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
