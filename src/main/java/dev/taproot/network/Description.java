package dev.taproot.network;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.taproot.image.Interpolation;
import dev.taproot.input.InvalidInputException;
import dev.taproot.input.Reasons;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the JSON file beside an archive says about the network; each answer is null if nothing. */
final class Description {
  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_SHOWN = 40;
  private static final String RIGHT =
      "an object with any of name, labels, size, resize, interpolation, mean, std would be right";

  private final Path file;
  private final JsonObject said;

  private Description(Path file, JsonObject said) {
    this.file = file;
    this.said = said;
  }

  /**
   * Reads a file.
   *
   * @param file the file; one that is not there says nothing
   * @throws InvalidInputException if it holds anything but a JSON object
   */
  static Description read(Path file) {
    if (!Files.isRegularFile(file)) {
      return new Description(file, new JsonObject());
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw unreadable(file, "it is larger than 16 MB", null);
      }
      JsonElement all = JsonParser.parseString(Files.readString(file));
      if (!all.isJsonObject()) {
        throw unreadable(file, "it holds no object", null);
      }
      return new Description(file, all.getAsJsonObject());
    } catch (MalformedInputException e) {
      throw unreadable(file, "it is no text in UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file, Reasons.of(e), e);
    } catch (JsonParseException e) {
      throw unreadable(file, "it is no JSON", e);
    }
  }

  private static InvalidInputException unreadable(
      Path file, String why, @Nullable Throwable cause) {
    String sentence =
        "\"%s\", which describes the network beside it, cannot be read: %s; %s."
            .formatted(file, why, RIGHT);
    return cause == null
        ? new InvalidInputException(sentence)
        : new InvalidInputException(sentence, cause);
  }

  @Nullable String name() {
    return said.has("name") ? text("name", "a text") : null;
  }

  @Nullable Labels labels() {
    if (!said.has("labels")) {
      return null;
    }
    String right = "a list of texts, or the name of a text file beside it,";
    JsonElement value = said.get("labels");
    if (value.isJsonArray()) {
      List<String> names = new ArrayList<>();
      for (JsonElement label : value.getAsJsonArray()) {
        if (!isText(label)) {
          throw wrong("labels", label, right);
        }
        names.add(label.getAsString());
      }
      return new Labels(names);
    }
    String name = text("labels", right);
    try {
      Path labels = file.resolveSibling(name);
      return name.equals("imagenet") && !Files.exists(labels)
          ? Labels.imagenet()
          : Labels.read(labels);
    } catch (InvalidPathException e) {
      throw wrong("labels", value, right);
    }
  }

  @Nullable Integer size() {
    return said.has("size") ? wholeNumber("size") : null;
  }

  @Nullable Integer resize() {
    return said.has("resize") ? wholeNumber("resize") : null;
  }

  @Nullable Interpolation interpolation() {
    if (!said.has("interpolation")) {
      return null;
    }
    String right = "nearest, bilinear or bicubic";
    String name = text("interpolation", right);
    for (Interpolation known : Interpolation.values()) {
      if (known.name().equalsIgnoreCase(name)) {
        return known;
      }
    }
    throw wrong("interpolation", said.get("interpolation"), right);
  }

  @Nullable List<Double> mean() {
    return said.has("mean") ? numbers("mean") : null;
  }

  @Nullable List<Double> std() {
    return said.has("std") ? numbers("std") : null;
  }

  private String text(String key, String right) {
    JsonElement value = said.get(key);
    if (!isText(value) || value.getAsString().isBlank()) {
      throw wrong(key, value, right);
    }
    return value.getAsString();
  }

  private int wholeNumber(String key) {
    JsonElement value = said.get(key);
    if (!isNumber(value)
        || value.getAsDouble() != Math.rint(value.getAsDouble())
        || Math.abs(value.getAsDouble()) > Integer.MAX_VALUE) {
      throw wrong(key, value, "a whole number of pixels");
    }
    return (int) value.getAsDouble();
  }

  private List<Double> numbers(String key) {
    JsonElement value = said.get(key);
    List<Double> numbers = new ArrayList<>();
    if (value.isJsonArray()) {
      for (JsonElement number : value.getAsJsonArray()) {
        if (isNumber(number)) {
          numbers.add(number.getAsDouble());
        }
      }
    }
    if (numbers.size() != 3 || value.getAsJsonArray().size() != 3) {
      throw wrong(key, value, "a list of three numbers, for red, green and blue,");
    }
    return numbers;
  }

  private static boolean isText(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString();
  }

  private static boolean isNumber(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isNumber();
  }

  private InvalidInputException wrong(String key, JsonElement value, String right) {
    String shown = value.toString();
    return new InvalidInputException(
        "\"%s\", which describes the network beside it, says that %s is %s; %s would be right."
            .formatted(
                file,
                key,
                shown.length() > MOST_SHOWN ? shown.substring(0, MOST_SHOWN) + "…" : shown,
                right));
  }
}
