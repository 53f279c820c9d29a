package dev.taproot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.image.Photograph;
import dev.taproot.image.PreparedTensor;
import dev.taproot.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A small network, and the evidence trees that PyTorch found in it. */
public record ReferenceTree(String name, JsonObject golden) {
  private static final Path FOLDER = Path.of("src/test/resources/references");

  /** Returns every reference, the embedded network's among them. */
  public static List<ReferenceTree> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> named(file.getFileName().toString().replace(".json", "")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns one reference by its network's name. */
  public static ReferenceTree named(String name) {
    try {
      String json = Files.readString(FOLDER.resolve(name + ".json"));
      return new ReferenceTree(name, JsonParser.parseString(json).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the archive; there is none for the embedded network. */
  public static Path archive(String name) {
    return FOLDER.resolve(name + ".pt");
  }

  /** Loads the network on the CPU. */
  public Network load() {
    return name.equals("embedded")
        ? Network.embedded()
        : Network.from(archive(name)).size(side()).device("cpu").load();
  }

  /** Returns the input that the trees are of. */
  public Photograph input() {
    JsonObject input = golden.getAsJsonObject("input");
    if (input.has("npy")) {
      return Photograph.read(FOLDER.resolve(input.get("npy").getAsString()));
    }
    int side = side();
    float[] values = new float[3 * side * side];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          values[(c * side + y) * side + x] =
              (float) (Math.sin(0.05 * x * (c + 1)) * Math.cos(0.03 * y));
        }
      }
    }
    return Photograph.of("formula", new PreparedTensor(side, side, values));
  }

  /** Returns the side of the input in pixels. */
  public int side() {
    return golden.getAsJsonArray("input_shape").get(2).getAsInt();
  }

  /** Returns the layers of the trees, top first. */
  public String[] layers() {
    List<String> layers = new ArrayList<>();
    golden.getAsJsonArray("layers").forEach(layer -> layers.add(layer.getAsString()));
    return layers.toArray(String[]::new);
  }

  /** Returns the network's logits. */
  public float[] logits() {
    JsonArray logits = golden.getAsJsonArray("logits");
    float[] values = new float[logits.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = logits.get(i).getAsFloat();
    }
    return values;
  }

  /** Returns a whole number of the reference: target, width, depth. */
  public int number(String key) {
    return golden.get(key).getAsInt();
  }

  /** Returns the tree of the target by a rule. */
  public JsonObject tree(String rule) {
    return golden.getAsJsonObject("trees").getAsJsonObject(rule);
  }

  /** Returns the children of a node; a leaf has none. */
  public static List<JsonObject> children(JsonObject node) {
    List<JsonObject> children = new ArrayList<>();
    JsonElement array = node.get("children");
    if (array != null) {
      array.getAsJsonArray().forEach(child -> children.add(child.getAsJsonObject()));
    }
    return children;
  }

  @Override
  public String toString() {
    return name;
  }
}
