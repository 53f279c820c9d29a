package dev.taproot.network.torchscript;

import dev.taproot.files.WholeFile;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.torchscript.SourceFile.ClassDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive, read without running or unpickling anything in it: a zip file with the
 * network's code as text beside its weights.
 */
final class Archive {
  private static final int MOST_ENTRIES = 100_000;
  private static final long MOST_CODE = 64L << 20;

  /** How much larger than the file its contents may be: weights hardly compress. */
  private static final long MOST_INFLATION = 20;

  private static final String CODE = "/code/";

  private final Path file;
  private final String folder;
  private final Map<String, SourceFile> sources;
  private final ClassDefinition root;

  private Archive(Path file, String folder, Map<String, SourceFile> sources, ClassDefinition root) {
    this.file = file;
    this.folder = folder;
    this.sources = sources;
    this.root = root;
  }

  /**
   * Opens an archive and reads its code.
   *
   * @param file the archive
   * @return the archive
   * @throws InvalidInputException if it is no TorchScript archive, or one that is unsafe to open
   */
  static Archive open(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String folder = check(file, zip);
      Map<String, SourceFile> sources = new LinkedHashMap<>();
      long size = 0;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        if (name.startsWith(folder + CODE) && name.endsWith(".py")) {
          byte[] bytes = read(file, zip, entry, MOST_CODE - size);
          size += bytes.length;
          String module = name.substring((folder + CODE).length(), name.length() - 3);
          sources.put(
              name,
              SourceFile.parse(
                  module.replace('/', '.'), new String(bytes, StandardCharsets.UTF_8)));
        }
      }
      if (sources.isEmpty()) {
        throw notTorchScript(file, "it holds weights but no code");
      }
      return new Archive(file, folder, sources, root(file, zip, folder, sources));
    } catch (ZipException e) {
      throw new InvalidInputException(
          "\"%s\" is no TorchScript archive: %s; a network is saved with torch.jit.trace(model, x).save(file)."
              .formatted(
                  file, startsLikeZip(file) ? "the zip file is cut off" : "it is no zip file"),
          e);
    } catch (MalformedCodeException e) {
      throw malformed(file, e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "\"%s\" cannot be read: %s.".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Writes a copy whose layers can be tapped; the archive itself stays as it is.
   *
   * @param target where to write it; appears whole or not at all
   * @throws InvalidInputException if the network has no layer that could be tapped, or its code is
   *     not what TorchScript writes
   */
  void writeTapped(Path target) throws IOException {
    Map<String, ClassDefinition> classes = classes();
    Map<String, String> twins = twins(classes);
    if (twins.isEmpty()) {
      throw new InvalidInputException(
          "\"%s\" is no CNN: its forward pass has no layer that can be read; a network of convolutions would be right."
              .formatted(file));
    }
    twins.merge(root.qualifiedName(), RootMethods.of(file, root, classes), String::concat);
    try {
      writeCopy(target, twins);
    } catch (ZipException e) {
      throw new InvalidInputException(
          "\"%s\" is damaged (%s); an undamaged copy would be right."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private void writeCopy(Path target, Map<String, String> twins) throws IOException {
    WholeFile.write(
        target,
        out -> {
          try (ZipFile zip = new ZipFile(file.toFile());
              ZipOutputStream copies = new ZipOutputStream(out)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
              copy(zip, entry, copies, twins);
            }
            store(copies, folder + CODE + "__torch__/taproot_taps.py", functions());
          }
        });
  }

  private Map<String, String> twins(Map<String, ClassDefinition> classes) {
    try {
      return new TapWriter(classes).write(root);
    } catch (MalformedCodeException e) {
      throw malformed(file, e);
    }
  }

  /** Returns what the network's modules are. */
  ModuleKinds kinds() {
    return new ModuleKinds(root, classes());
  }

  private Map<String, ClassDefinition> classes() {
    Map<String, ClassDefinition> classes = new HashMap<>();
    sources
        .values()
        .forEach(source -> source.classes().forEach(c -> classes.put(c.qualifiedName(), c)));
    return classes;
  }

  private void copy(ZipFile zip, ZipEntry entry, ZipOutputStream out, Map<String, String> twins)
      throws IOException {
    String name = entry.getName();
    SourceFile source = sources.get(name);
    if (entry.isDirectory() || name.endsWith(".debug_pkl")) {
      return;
    }
    if (source != null) {
      store(out, name, withTwins(source, twins).getBytes(StandardCharsets.UTF_8));
      return;
    }
    ZipEntry copy = new ZipEntry(name);
    copy.setTime(0);
    copy.setMethod(ZipEntry.STORED);
    copy.setSize(entry.getSize());
    copy.setCrc(entry.getCrc());
    out.putNextEntry(copy);
    try (InputStream in = zip.getInputStream(entry)) {
      transfer(file, in, out, entry.getSize());
    }
    out.closeEntry();
  }

  private static String withTwins(SourceFile source, Map<String, String> twins) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (ClassDefinition definition : source.classes()) {
      String twin = twins.get(definition.qualifiedName());
      text.append(source.text(), from, definition.end());
      from = definition.end();
      if (twin != null) {
        if (text.charAt(text.length() - 1) != '\n') {
          text.append('\n');
        }
        text.append(twin);
      }
    }
    return text.append(source.text().substring(from)).toString();
  }

  private static byte[] functions() throws IOException {
    try (InputStream in = Archive.class.getResourceAsStream("taproot_taps.py")) {
      if (in == null) {
        throw new IllegalStateException("taproot_taps.py is missing from the class path");
      }
      return in.readAllBytes();
    }
  }

  private static void store(ZipOutputStream out, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  /** Looks at every entry before any is read; returns the one folder that they all lie in. */
  private static String check(Path file, ZipFile zip) throws IOException {
    if (zip.size() == 0) {
      throw notTorchScript(file, "the zip file is empty");
    }
    if (zip.size() > MOST_ENTRIES) {
      throw unsafe(file, "it has %,d entries".formatted(zip.size()));
    }
    String folder = null;
    long total = 0;
    List<String> strangers = new ArrayList<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (name.startsWith("/")
          || name.contains("\\")
          || name.contains(":")
          || List.of(name.split("/", -1)).contains("..")) {
        throw unsafe(file, "the path \"%s\" inside it leads out of it".formatted(name));
      }
      total += Math.max(0, entry.getSize());
      int slash = name.indexOf('/');
      String top = slash < 0 ? name : name.substring(0, slash);
      if (folder == null) {
        folder = top;
      } else if (!folder.equals(top)) {
        strangers.add(name);
      }
    }
    if (total > MOST_INFLATION * Files.size(file) + MOST_CODE) {
      throw unsafe(file, "it unpacks to %,d bytes".formatted(total));
    }
    if (folder == null || !strangers.isEmpty()) {
      throw notTorchScript(file, "it is some other zip file");
    }
    if (zip.getEntry(folder + "/data.pkl") == null) {
      throw notTorchScript(file, "it is some other zip file");
    }
    return folder;
  }

  /** The class of the object in data.pkl, read off its first instruction; nothing is unpickled. */
  private static ClassDefinition root(
      Path file, ZipFile zip, String folder, Map<String, SourceFile> sources) throws IOException {
    String name = null;
    try (InputStream in = zip.getInputStream(zip.getEntry(folder + "/data.pkl"))) {
      String head = new String(in.readNBytes(1024), StandardCharsets.ISO_8859_1);
      if (head.startsWith("\u0080\u0002c")) {
        String[] lines = head.substring(3).split("\n", 3);
        name = lines.length == 3 ? lines[0] + "." + lines[1] : null;
      }
    }
    for (SourceFile source : sources.values()) {
      for (ClassDefinition definition : source.classes()) {
        if (definition.qualifiedName().equals(name)
            && definition.methods().containsKey("forward")) {
          return definition;
        }
      }
    }
    throw notTorchScript(file, "it holds no module with a forward method");
  }

  private static byte[] read(Path file, ZipFile zip, ZipEntry entry, long most) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = zip.getInputStream(entry)) {
      transfer(file, in, bytes, most);
    }
    return bytes.toByteArray();
  }

  private static void transfer(Path file, InputStream in, OutputStream out, long most)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      total += n;
      if (total > most) {
        throw unsafe(file, "an entry is larger than it says");
      }
      out.write(buffer, 0, n);
    }
  }

  private static boolean startsLikeZip(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(2);
      return head.length == 2 && head[0] == 'P' && head[1] == 'K';
    } catch (IOException e) {
      return false;
    }
  }

  private static InvalidInputException malformed(Path file, MalformedCodeException e) {
    return new InvalidInputException(
        "\"%s\" cannot be read: its code is not what TorchScript writes (%s)."
            .formatted(file, e.getMessage()),
        e);
  }

  private static InvalidInputException notTorchScript(Path file, String what) {
    return new InvalidInputException(
        "\"%s\" is no TorchScript archive: %s; a network is saved with torch.jit.trace(model, x).save(file)."
            .formatted(file, what));
  }

  private static InvalidInputException unsafe(Path file, String what) {
    return new InvalidInputException(
        "\"%s\" was not opened because it is unsafe: %s; a file that torch.jit.save wrote would be right."
            .formatted(file, what));
  }
}
