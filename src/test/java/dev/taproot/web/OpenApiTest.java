package dev.taproot.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.taproot.network.Network;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description of the interface describes the interface. */
class OpenApiTest {
  private static Site site;
  private static Visitor visitor;
  private static JsonObject api;

  @BeforeAll
  static void open() throws Exception {
    site = Site.start("localhost", 0, Network.embedded());
    visitor = new Visitor(site, "reader");
    api = visitor.json("api/openapi.json");
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void everyRouteIsDescribedAndNoOther() {
    Set<String> described = new TreeSet<>();
    api.getAsJsonObject("paths")
        .entrySet()
        .forEach(
            path ->
                path.getValue()
                    .getAsJsonObject()
                    .keySet()
                    .forEach(method -> described.add(method.toUpperCase() + " " + path.getKey())));
    Set<String> routed = new TreeSet<>();
    Javalin.create(config -> site.routes().addTo(config.routes))
        .unsafe
        .internalRouter
        .allHttpHandlers()
        .stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .filter(endpoint -> endpoint.method != HandlerType.HEAD)
        .forEach(endpoint -> routed.add(endpoint.method.name() + " " + endpoint.path));

    assertThat(described).isNotEmpty().isEqualTo(routed);
  }

  @Test
  void whatIsAnsweredHasWhatIsDescribed() throws Exception {
    String chelsea = visitor.sample("chelsea");
    for (Map.Entry<String, String> one :
        Map.of(
                "health",
                "Health",
                "api/network",
                "Network",
                chelsea + "/explanation?open=0",
                "Explanation",
                chelsea + "/explanation/nodes/0",
                "Node",
                "nothing",
                "Error")
            .entrySet()) {
      assertFits(visitor.json(one.getKey()), schema(one.getValue()), one.getKey());
    }
    JsonObject classes = visitor.json(chelsea + "/classes");
    assertFits(classes.getAsJsonObject("photograph"), schema("Photograph"), "photograph");
    assertFits(classes.getAsJsonArray("top").get(0), schema("Class"), "class");
  }

  @Test
  void theLimitsDescribedAreThoseThatHold() throws Exception {
    JsonObject limits = visitor.json("api/network").getAsJsonObject("limits");
    for (JsonElement parameter :
        api.getAsJsonObject("paths")
            .getAsJsonObject("/api/photographs/{id}/explanation")
            .getAsJsonObject("get")
            .getAsJsonArray("parameters")) {
      JsonObject one = parameter.getAsJsonObject();
      String name = one.get("name").getAsString();
      if (limits.has(name) && one.getAsJsonObject("schema").has("maximum")) {
        assertThat(one.getAsJsonObject("schema").get("maximum").getAsInt())
            .isEqualTo(limits.get(name).getAsInt());
      }
    }
    assertThat(limits.get("width").getAsInt()).isEqualTo(Question.WIDEST);
    assertThat(limits.get("open").getAsInt()).isEqualTo(Question.MOST_OPEN);
  }

  private static JsonObject schema(String name) {
    return api.getAsJsonObject("components").getAsJsonObject("schemas").getAsJsonObject(name);
  }

  /** Holds an answer to the part of JSON Schema that the description uses. */
  private static void assertFits(JsonElement answer, JsonObject given, String where) {
    JsonObject schema =
        given.has("$ref") ? schema(given.get("$ref").getAsString().replaceFirst(".*/", "")) : given;
    if (answer.isJsonNull()) {
      assertThat(schema.get("type").toString()).as(where).contains("null");
    } else if (answer.isJsonObject()) {
      JsonObject object = answer.getAsJsonObject();
      if (schema.has("required")) {
        schema
            .getAsJsonArray("required")
            .forEach(name -> assertThat(object.keySet()).as(where).contains(name.getAsString()));
      }
      if (schema.has("properties")) {
        schema
            .getAsJsonObject("properties")
            .entrySet()
            .forEach(
                property -> {
                  if (object.has(property.getKey())) {
                    assertFits(
                        object.get(property.getKey()),
                        property.getValue().getAsJsonObject(),
                        where + "." + property.getKey());
                  }
                });
      }
    } else if (answer.isJsonArray()) {
      assertThat(schema.get("type").getAsString()).as(where).isEqualTo("array");
      answer
          .getAsJsonArray()
          .forEach(one -> assertFits(one, schema.getAsJsonObject("items"), where + "[]"));
    } else if (schema.has("type")) {
      String type = schema.get("type").toString();
      if (answer.getAsJsonPrimitive().isNumber()) {
        assertThat(type).as(where).containsAnyOf("number", "integer");
      } else if (answer.getAsJsonPrimitive().isBoolean()) {
        assertThat(type).as(where).contains("boolean");
      } else {
        assertThat(type).as(where).contains("string");
      }
    }
  }
}
