package dev.taproot.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.taproot.Explanation;
import dev.taproot.Taproot;
import dev.taproot.evidence.ClassScore;
import dev.taproot.image.Photograph;
import dev.taproot.image.Sample;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.view.TreeHtml;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A web site of one network. */
public final class Site implements AutoCloseable {
  private final Network network;
  private final Photographs photographs = new Photographs();
  private final Map<String, OpenQuestion> open = new HashMap<>();
  private final Javalin server;

  private Site(String host, int port, Network network) {
    this.network = network;
    this.server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.http.maxRequestSize = Photographs.MOST_BYTES;
              route(config.routes);
            });
    server.start(host, port);
  }

  /** Opens a site. */
  public static Site start(String host, int port, Network network) {
    return new Site(host, port, network);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
    open.values().forEach(OpenQuestion::close);
  }

  private void route(RoutesConfig routes) {
    routes.before(
        ctx -> {
          ctx.header(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' http://localhost:* http://127.0.0.1:*");
          ctx.header("X-Content-Type-Options", "nosniff");
          ctx.header("Referrer-Policy", "no-referrer");
          ctx.header("Cache-Control", "no-store");
        });
    routes.get("/", ctx -> resource(ctx, "page.html"));
    routes.get("/assets/{file}", this::asset);
    routes.get("/health", ctx -> ctx.contentType("application/json").result(health()));
    routes.get("/api/network", ctx -> ctx.contentType("application/json").result(network()));
    routes.post("/api/photographs", this::upload);
    routes.get("/api/photographs/{id}/classes", this::classes);
    routes.get("/api/photographs/{id}/explanation", this::explanation);
    routes.exception(Refusal.class, (e, ctx) -> refuse(ctx, e));
    routes.exception(
        InvalidInputException.class,
        (e, ctx) -> refuse(ctx, new Refusal(422, String.valueOf(e.getMessage()))));
  }

  private static void refuse(Context ctx, Refusal refusal) {
    ctx.status(refusal.status()).contentType("application/json").result(refusal.json());
  }

  private void asset(Context ctx) {
    String file = ctx.pathParam("file");
    switch (file) {
      case "tree.css" -> ctx.contentType("text/css").result(TreeHtml.css());
      case "tree.js" -> ctx.contentType("text/javascript").result(TreeHtml.script());
      default -> resource(ctx, "assets/" + file);
    }
  }

  private static void resource(Context ctx, String file) {
    try (InputStream in = Site.class.getResourceAsStream(file)) {
      if (in == null || !file.matches("[a-z/-]+(\\.[a-z]+)+")) {
        throw new Refusal(404, "There is no such page.");
      }
      String type =
          switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            default -> "application/octet-stream";
          };
      ctx.contentType(type).result(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String health() {
    JsonObject json = new JsonObject();
    json.addProperty("status", "up");
    json.addProperty("version", Taproot.version());
    json.addProperty("network", network.name());
    json.addProperty("photographs", photographs.size());
    json.addProperty("recordings", open.size());
    json.addProperty("waiting", 0);
    return json.toString();
  }

  private String network() {
    JsonObject json = new JsonObject();
    json.addProperty("name", network.name());
    json.addProperty("sha256", network.sha256());
    json.addProperty("device", network.device());
    json.addProperty("preprocessing", network.preprocessing().toString());
    JsonArray layers = new JsonArray();
    network.suggestedLayers().stream().map(Layer::name).forEach(layers::add);
    json.add("layers", layers);
    JsonArray classes = new JsonArray();
    network.labels().names().forEach(classes::add);
    json.add("classes", classes);
    JsonArray samples = new JsonArray();
    for (Sample sample : Photograph.samples()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", sample.name());
      one.addProperty("caption", sample.title());
      samples.add(one);
    }
    json.add("samples", samples);
    JsonObject limits = new JsonObject();
    limits.addProperty("bytes", Photographs.MOST_BYTES);
    limits.addProperty("pixels", Photographs.MOST_MEGAPIXELS * 1_000_000);
    limits.addProperty("width", Question.WIDEST);
    limits.addProperty("opposition", Question.WIDEST);
    limits.addProperty("open", Question.MOST_OPEN);
    json.add("limits", limits);
    return json.toString();
  }

  private void upload(Context ctx) throws IOException {
    String sample = Question.text(ctx.queryParamMap(), "sample");
    String name = Question.text(ctx.queryParamMap(), "name");
    byte[] file;
    if (sample != null) {
      Sample found =
          Photograph.samples().stream()
              .filter(one -> one.name().equals(sample))
              .findFirst()
              .orElseThrow(() -> new Refusal(422, "There is no such sample."));
      try (InputStream in =
          Site.class.getResourceAsStream("/dev/taproot/samples/" + found.file())) {
        if (in == null) {
          throw new IllegalStateException(found.file() + " is missing");
        }
        file = in.readAllBytes();
      }
      name = sample;
    } else {
      file = ctx.bodyAsBytes();
    }
    Photographs.Added added = photographs.add(name == null ? "photograph" : name, file);
    JsonObject json = describe(added.id(), added.photograph());
    ctx.status(added.isNew() ? 201 : 200)
        .header("Location", "photographs/" + added.id())
        .contentType("application/json")
        .result(json.toString());
  }

  private static JsonObject describe(String id, Photograph photograph) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("name", photograph.name());
    json.addProperty("width", photograph.width());
    json.addProperty("height", photograph.height());
    return json;
  }

  private void classes(Context ctx) {
    String id = ctx.pathParam("id");
    Photograph photograph = photographs.get(id);
    int top = Question.number(ctx.queryParamMap(), "top", 5, 1, 100_000);
    JsonObject json = new JsonObject();
    json.add("photograph", describe(id, photograph));
    json.add("top", top(network.classify(photograph).top(top)));
    ctx.contentType("application/json").result(json.toString());
  }

  static JsonArray top(List<ClassScore> classes) {
    JsonArray top = new JsonArray();
    for (ClassScore score : classes) {
      JsonObject one = new JsonObject();
      one.addProperty("index", score.index());
      one.addProperty("label", score.label());
      one.addProperty("score", score.logit());
      one.addProperty("probability", score.probability());
      top.add(one);
    }
    return top;
  }

  private void explanation(Context ctx) {
    String id = ctx.pathParam("id");
    Question question = Question.of(ctx.queryParamMap());
    Explanation why;
    synchronized (open) {
      why =
          open.computeIfAbsent(
                  id + question,
                  key -> new OpenQuestion(question.about(photographs.get(id), network).open()))
              .explain(Question.open(ctx.queryParamMap()));
    }
    String format = Question.text(ctx.queryParamMap(), "format");
    byte[] html = TreeHtml.live(why.tree()).getBytes(StandardCharsets.UTF_8);
    if ("html".equals(format)) {
      ctx.contentType("text/html; charset=utf-8").result(html);
    } else {
      ctx.contentType("application/json").result(why.json());
    }
  }
}
