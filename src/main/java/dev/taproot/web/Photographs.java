package dev.taproot.web;

import dev.taproot.image.Photograph;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The photographs that were handed in, in memory only. Where their files become too many bytes, the
 * ones used longest ago are forgotten; where their pixels do, these are read from the file again
 * when they are wanted.
 */
final class Photographs {
  static final int MOST_BYTES = 10 << 20;
  static final int MOST_MEGAPIXELS = 40;

  /** How many files are decoded at a time: each takes several times its pixels meanwhile. */
  private static final int DECODERS = 2;

  /** What a pixel takes that is held. */
  private static final long BYTES_OF_PIXEL = 4;

  /** What even the smallest file costs, for there may be many. */
  private static final long OVERHEAD = 16 << 10;

  private final long mostFiles;
  private final long mostPixels;
  private final Consumer<String> onDropped;
  private final Semaphore decoders = new Semaphore(DECODERS, true);
  private final LinkedHashMap<String, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private long files;
  private long pixels;

  /**
   * Opens a store.
   *
   * @param mostFiles how many bytes all files have at most
   * @param mostPixels how many bytes all pixels have at most, the photograph used last aside
   * @param onDropped is told whose pixels are held no longer
   */
  Photographs(long mostFiles, long mostPixels, Consumer<String> onDropped) {
    this.mostFiles = mostFiles;
    this.mostPixels = mostPixels;
    this.onDropped = onDropped;
  }

  /** A photograph's file, and its pixels as long as there is room for them. */
  private static final class Held {
    private final String name;
    private final byte @Nullable [] file;
    private final long size;
    private @Nullable Photograph photograph;

    Held(Photograph photograph, byte @Nullable [] file) {
      this.name = photograph.name();
      this.file = file;
      this.size = BYTES_OF_PIXEL * photograph.width() * photograph.height();
      this.photograph = photograph;
    }
  }

  /**
   * What was handed in.
   *
   * @param id by which it is asked for
   * @param photograph its pixels
   * @param isNew whether it was not there before
   */
  record Added(String id, Photograph photograph, boolean isNew) {}

  /**
   * Takes a file.
   *
   * @param name what to call it
   * @param file its content
   * @throws Refusal if it is no picture
   * @throws dev.taproot.input.InvalidInputException if it is a broken one, or too large
   */
  Added add(String name, byte[] file) throws InterruptedException {
    String id = sha256(file);
    if (has(id)) {
      return new Added(id, get(id), false);
    }
    if (!isPicture(file)) {
      throw new Refusal(
          415,
          "\"%s\" is no picture that can be read here; a JPEG, PNG, GIF or BMP file would be right."
              .formatted(name));
    }
    Photograph photograph = decoded(name, file);
    return new Added(id, photograph, put(id, new Held(photograph, file)));
  }

  /** Takes a photograph that is in memory already, and stays there. */
  String add(Photograph photograph) {
    BufferedImage image = photograph.toImage();
    MessageDigest digest = sha256();
    digest.update(photograph.toString().getBytes(StandardCharsets.UTF_8));
    ByteBuffer row = ByteBuffer.allocate(Integer.BYTES * photograph.width());
    for (int y = 0; y < photograph.height(); y++) {
      row.asIntBuffer().put(image.getRGB(0, y, photograph.width(), 1, null, 0, photograph.width()));
      digest.update(row.array());
    }
    // Of a tensor prepared elsewhere the picture shows less than there is.
    photograph
        .prepared()
        .ifPresent(
            tensor -> {
              ByteBuffer values = ByteBuffer.allocate(Float.BYTES * tensor.values().length);
              values.asFloatBuffer().put(tensor.values());
              digest.update(values.array());
            });
    String id = HexFormat.of().formatHex(digest.digest());
    put(id, new Held(photograph, null));
    return id;
  }

  /**
   * Returns a photograph.
   *
   * @throws Refusal if it is not there
   */
  Photograph get(String id) throws InterruptedException {
    Held found;
    synchronized (this) {
      found = held.get(id);
      if (found == null) {
        throw Refusal.missing(id);
      }
      if (found.photograph != null) {
        return found.photograph;
      }
    }
    byte[] file = Objects.requireNonNull(found.file);
    Photograph photograph = decoded(found.name, file);
    put(id, new Held(photograph, file));
    return photograph;
  }

  synchronized boolean has(String id) {
    return held.containsKey(id);
  }

  synchronized int size() {
    return held.size();
  }

  /** How many bytes are held. */
  synchronized long bytes() {
    return files + pixels;
  }

  /** How many bytes are held at most, the photograph used last aside. */
  long mostBytes() {
    return mostFiles + mostPixels;
  }

  private Photograph decoded(String name, byte[] file) throws InterruptedException {
    decoders.acquire();
    try {
      return Photograph.read(name, file, MOST_MEGAPIXELS);
    } finally {
      decoders.release();
    }
  }

  /** Puts a photograph where it is used last; tells whether it was not there before. */
  private synchronized boolean put(String id, Held one) {
    Held before = held.put(id, one);
    if (before != null) {
      count(before, -1);
    }
    count(one, 1);
    makeRoom(id);
    return before == null;
  }

  /** Lets go of what was used longest ago, but not of the photograph used last. */
  private void makeRoom(String last) {
    Iterator<Map.Entry<String, Held>> oldest = held.entrySet().iterator();
    while (oldest.hasNext() && (files > mostFiles || pixels > mostPixels)) {
      Map.Entry<String, Held> entry = oldest.next();
      Held one = entry.getValue();
      if (entry.getKey().equals(last) || one.file == null) {
        continue;
      }
      count(one, -1);
      one.photograph = null;
      if (files + one.file.length + OVERHEAD > mostFiles) {
        oldest.remove();
      } else {
        count(one, 1);
      }
      onDropped.accept(entry.getKey());
    }
  }

  /** Whoever handed in a photograph without a file holds it anyway. */
  private void count(Held one, int sign) {
    if (one.file != null) {
      files += sign * (one.file.length + OVERHEAD);
      pixels += sign * (one.photograph == null ? 0 : one.size);
    }
  }

  /** Tells whether a file begins like a picture that can be read. */
  private static boolean isPicture(byte[] file) {
    String start = new String(file, 0, Math.min(8, file.length), StandardCharsets.ISO_8859_1);
    return start.startsWith("\u00ff\u00d8")
        || start.equals("\u0089PNG\r\n\u001a\n")
        || start.startsWith("GIF8")
        || start.startsWith("BM");
  }

  private static String sha256(byte[] file) {
    return HexFormat.of().formatHex(sha256().digest(file));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
