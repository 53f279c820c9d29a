package dev.taproot.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A notebook's file with its cells and their outputs (nbformat 4). */
record ExecutedNotebook(JsonObject json) {

  static ExecutedNotebook read(Path file) throws IOException {
    return new ExecutedNotebook(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
  }

  /** The sources of the code cells. */
  List<String> code() {
    return cells()
        .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
        .map(cell -> joined(cell.get("source")))
        .toList();
  }

  /** All outputs of a kind: display_data, execute_result, stream, error. */
  List<JsonObject> outputs(String kind) {
    return cells()
        .filter(cell -> cell.has("outputs"))
        .flatMap(cell -> objects(cell.getAsJsonArray("outputs")))
        .filter(output -> output.get("output_type").getAsString().equals(kind))
        .toList();
  }

  /** The bundles that have a MIME type. */
  List<JsonObject> bundles(String mimeType) {
    List<JsonObject> bundles = new ArrayList<>();
    for (String kind : List.of("display_data", "execute_result")) {
      outputs(kind).stream()
          .map(output -> output.getAsJsonObject("data"))
          .filter(data -> data.has(mimeType))
          .forEach(bundles::add);
    }
    return bundles;
  }

  /** The text of a source or of data, which may be one string or a list of lines. */
  static String joined(JsonElement text) {
    if (text.isJsonPrimitive()) {
      return text.getAsString();
    }
    StringBuilder joined = new StringBuilder();
    text.getAsJsonArray().forEach(line -> joined.append(line.getAsString()));
    return joined.toString();
  }

  private Stream<JsonObject> cells() {
    return objects(json.getAsJsonArray("cells"));
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
  }
}
