package dev.taproot.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is sent.
 *
 * @param type its media type
 * @param body its content
 * @param fileName what a browser is to save it as; null where it is to be shown
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(String type, byte[] body, @Nullable String fileName) {
  static final String JSON = "application/json; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  static Answer json(JsonElement json) {
    return json(GSON.toJson(json));
  }

  static Answer json(String json) {
    return new Answer(JSON, json.getBytes(StandardCharsets.UTF_8), null);
  }

  static Answer html(String html) {
    return new Answer(HTML, html.getBytes(StandardCharsets.UTF_8), null);
  }

  /** Returns the content as JSON in one line; HTML is put into an object. */
  String oneLine() {
    String text = new String(body, StandardCharsets.UTF_8);
    if (type.equals(JSON)) {
      return GSON.toJson(JsonParser.parseString(text));
    }
    JsonObject json = new JsonObject();
    json.addProperty("html", text);
    return GSON.toJson(json);
  }
}
