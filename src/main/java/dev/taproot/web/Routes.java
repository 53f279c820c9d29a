package dev.taproot.web;

import com.google.gson.JsonObject;
import dev.taproot.image.Photograph;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/** What a site answers at which address. */
final class Routes {
  /** How many uploads are read at a time; each takes ten megabytes at most. */
  private static final int UPLOADS = 16;

  private static final int UPLOAD_WAITS_SECONDS = 10;
  private static final Duration UPLOAD_TAKES = Duration.ofMinutes(2);

  /** A browser hears that its upload is too large once it has sent it, up to so many bytes. */
  private static final long READ_ANYWAY = 64L << 20;

  private static final String TURN = "turn";
  private static final String FAULT = "fault";
  private static final String STATUS = "status";
  private static final int LONGEST_NAME = 100;

  private final Photographs photographs;
  private final Answers answers;
  private final FairQueue queue;
  private final RequestLog log;
  private final Supplier<JsonObject> health;
  private final Set<String> names;
  private final Assets assets = new Assets();
  private final Semaphore uploads = new Semaphore(UPLOADS, true);

  /**
   * @param names by which the site is asked, without ports; empty for any
   */
  Routes(
      Photographs photographs,
      Answers answers,
      FairQueue queue,
      RequestLog log,
      Supplier<JsonObject> health,
      Set<String> names) {
    this.photographs = photographs;
    this.answers = answers;
    this.queue = queue;
    this.log = log;
    this.health = health;
    this.names = new TreeSet<>(names);
  }

  void addTo(RoutesConfig routes) {
    routes.before("/*", this::refuseOtherNames);
    routes.before("/api/*", Routes::refuseOtherSites);
    routes.before("/api/*", ctx -> queue.refuseWhereClosed());
    routes.before("/api/*", Routes::refuseHead);
    for (HandlerType type : List.of(HandlerType.GET, HandlerType.HEAD)) {
      routes.addHttpHandler(type, "/", ctx -> asset(ctx, "page.html"));
      routes.addHttpHandler(
          type, "/assets/{file}", ctx -> asset(ctx, "assets/" + ctx.pathParam("file")));
      routes.addHttpHandler(type, "/health", ctx -> send(ctx, Answer.json(health.get())));
    }
    routes.get("/api/openapi.json", ctx -> asset(ctx, "openapi.json"));
    routes.get("/api/network", ctx -> send(ctx, answers.network()));
    routes.get("/api/samples/{name}", Routes::sample);
    routes.post("/api/photographs", this::upload);
    routes.get("/api/photographs/{id}/classes", this::classes);
    routes.get("/api/photographs/{id}/explanation", this::explanation);
    routes.get("/api/photographs/{id}/explanation/nodes/{path}", this::node);
    routes.exception(HttpResponseException.class, (e, ctx) -> refuse(ctx, unrouted(e, ctx)));
    routes.exception(Exception.class, (e, ctx) -> fail(ctx, e));
  }

  /** Writes the line of a request that is answered. */
  void log(Context ctx, float milliseconds) {
    Turn<?> turn = ctx.attribute(TURN);
    Integer status = ctx.attribute(STATUS);
    log.add(
        client(ctx),
        ctx.method().name(),
        route(ctx),
        status == null ? ctx.statusCode() : status,
        Math.round(milliseconds),
        turn == null ? null : turn.waited(),
        ctx.attribute(FAULT));
  }

  private static @Nullable String route(Context ctx) {
    var endpoint = ctx.endpoints().lastHttpEndpoint();
    return endpoint == null ? null : endpoint.path;
  }

  /**
   * A site for this machine alone is asked by its name. A page of another site can have its own
   * name lead here (DNS rebinding), and would be taken for the site's own by the browser.
   */
  private void refuseOtherNames(Context ctx) {
    String host = ctx.host();
    if (names.isEmpty() || host == null || names.contains(host.replaceFirst(":\\d*$", ""))) {
      return;
    }
    throw new Refusal(
        403,
        "This site is asked by the name %s; %s would be right, or --proxied where a proxy stands before it."
            .formatted(Refusal.shortened(host), String.join(" or ", names)));
  }

  /** What a page of another site has a browser ask for is not answered. */
  private static void refuseOtherSites(Context ctx) {
    if ("cross-site".equals(ctx.header("Sec-Fetch-Site"))) {
      throw new Refusal(403, "Another site's page asks this; the site's own page would be right.");
    }
  }

  private static void refuseHead(Context ctx) {
    if (ctx.method().equals(HandlerType.HEAD)) {
      throw new MethodNotAllowedResponse();
    }
  }

  private static void sample(Context ctx) {
    ctx.header("Cache-Control", "max-age=86400")
        .contentType("image/jpeg")
        .result(sample(ctx.pathParam("name")));
  }

  private void asset(Context ctx, String name) {
    Assets.Asset asset = assets.get(name);
    ctx.header("ETag", asset.tag()).header("Cache-Control", "no-cache");
    if (asset.tag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType(asset.type()).result(asset.content());
    }
  }

  private void upload(Context ctx) throws InterruptedException {
    Map<String, List<String>> parameters = parameters(ctx);
    String sample = Question.text(parameters, "sample");
    Photographs.Added added =
        sample != null
            ? photographs.add(sample, sample(sample))
            : upload(ctx, name(Question.single(parameters, "name")));
    send(ctx, Answer.json(Answers.photograph(added.id(), added.photograph())));
    ctx.status(added.isNew() ? 201 : 200).header("Location", "photographs/" + added.id());
  }

  private Photographs.Added upload(Context ctx, String name) throws InterruptedException {
    if (!uploads.tryAcquire(UPLOAD_WAITS_SECONDS, TimeUnit.SECONDS)) {
      throw Refusal.later(
          503, "Too many photographs are being uploaded; another try soon would be right.", 2);
    }
    try {
      return photographs.add(name, file(ctx));
    } finally {
      uploads.release();
    }
  }

  private static byte[] file(Context ctx) {
    byte[] file = body(ctx);
    if (file.length > Photographs.MOST_BYTES) {
      throw new Refusal(
          413,
          "The file is larger than %d MB; a smaller one would be right."
              .formatted(Photographs.MOST_BYTES >> 20));
    }
    if (file.length == 0) {
      throw new Refusal(
          400, "No file was sent; a JPEG, PNG, GIF or BMP file as the body would be right.");
    }
    return file;
  }

  /** Reads the body, of one that is too large a byte more than what would be right. */
  private static byte[] body(Context ctx) {
    long end = System.nanoTime() + UPLOAD_TAKES.toNanos();
    try (InputStream in = ctx.req().getInputStream()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      byte[] some = new byte[1 << 16];
      long read = 0;
      for (int n = in.read(some); n >= 0 && read < READ_ANYWAY; n = in.read(some)) {
        read += n;
        body.write(some, 0, Math.min(n, Photographs.MOST_BYTES + 1 - body.size()));
        if (System.nanoTime() > end) {
          throw new Refusal(
              408,
              "The upload takes longer than %d seconds; a smaller file would be right."
                  .formatted(UPLOAD_TAKES.toSeconds()));
        }
      }
      return body.toByteArray();
    } catch (IOException | HttpException.RuntimeException e) {
      throw new Refusal(400, "The upload broke off; sending the whole file again would be right.");
    }
  }

  private static byte[] sample(String name) {
    Photograph.sample(name); // or says which there are
    return Photograph.samples().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow()
        .read();
  }

  /** The name of an uploaded file, without its folders. */
  private static String name(@Nullable String given) {
    String name =
        given == null ? "" : given.replaceAll("\\p{C}", "").replaceFirst("^.*[/\\\\]", "").strip();
    return name.isEmpty()
        ? "photograph"
        : name.substring(
            0,
            name.offsetByCodePoints(
                0, Math.min(LONGEST_NAME, name.codePointCount(0, name.length()))));
  }

  private void classes(Context ctx) throws InterruptedException {
    String id = photograph(ctx);
    int top = Question.number(parameters(ctx), "top", 5, 1, 100_000);
    answer(ctx, () -> answers.classes(id, top));
  }

  private void explanation(Context ctx) throws InterruptedException {
    Map<String, List<String>> parameters = parameters(ctx);
    Question question = Question.of(parameters);
    List<Node> open = Question.open(parameters);
    Format format = Format.of(parameters);
    String id = photograph(ctx);
    Callable<Answer> work = () -> answers.explanation(id, question, open, format);
    if (format.isFile()) {
      send(ctx, turn(ctx, work).get());
    } else {
      answer(ctx, work);
    }
  }

  private void node(Context ctx) throws InterruptedException {
    Map<String, List<String>> parameters = parameters(ctx);
    Question question = Question.of(parameters);
    List<Node> open = Question.open(parameters);
    Node node = Node.of(ctx.pathParam("path"));
    String id = photograph(ctx);
    answer(ctx, () -> answers.node(id, question, open, node));
  }

  private String photograph(Context ctx) {
    String id = ctx.pathParam("id");
    if (!photographs.has(id)) {
      throw Refusal.missing(id);
    }
    return id;
  }

  /** Waits for an answer and sends it, as events where these are wanted. */
  private void answer(Context ctx, Callable<Answer> work) throws InterruptedException {
    Turn<Answer> turn = turn(ctx, work);
    String accept = ctx.header("Accept");
    if (accept != null && accept.contains(Events.TYPE)) {
      ctx.attribute(STATUS, Events.send(ctx, turn));
    } else {
      send(ctx, turn.get());
    }
  }

  private Turn<Answer> turn(Context ctx, Callable<Answer> work) {
    Turn<Answer> turn = queue.submit(client(ctx), work);
    ctx.attribute(TURN, turn);
    return turn;
  }

  private static void send(Context ctx, Answer answer) {
    ctx.contentType(answer.type()).result(answer.body());
    if (answer.fileName() != null) {
      ctx.header("Content-Disposition", "attachment; filename=\"" + answer.fileName() + "\"");
    }
  }

  private static void fail(Context ctx, Throwable fault) {
    refuse(ctx, refusal(ctx, fault));
  }

  /**
   * Puts what went wrong into words for whoever asked, and what the program failed by on record.
   */
  static Refusal refusal(Context ctx, Throwable fault) {
    Refusal refusal = Refusal.of(fault);
    if (refusal.status() == 500) {
      ctx.attribute(FAULT, fault);
    }
    return refusal;
  }

  private static void refuse(Context ctx, Refusal refusal) {
    ctx.status(refusal.status()).contentType(Answer.JSON).result(refusal.json());
    if (refusal.retryAfter() > 0) {
      ctx.header("Retry-After", Integer.toString(refusal.retryAfter()));
    }
  }

  private static Refusal unrouted(HttpResponseException fault, Context ctx) {
    return switch (fault.getStatus()) {
      case 404 ->
          new Refusal(
              404,
              "There is nothing at %s; what api/openapi.json lists would be right."
                  .formatted(Refusal.shortened(ctx.path())));
      case 405 ->
          new Refusal(
              405,
              "%s is not answered at %s; what api/openapi.json lists would be right."
                  .formatted(
                      Refusal.shortened(ctx.method().name()), Refusal.shortened(ctx.path())));
      default -> new Refusal(fault.getStatus(), "The request cannot be answered.");
    };
  }

  private static Map<String, List<String>> parameters(Context ctx) {
    String query = ctx.queryString();
    if (query != null && query.matches(".*%(?![0-9A-Fa-f]{2}).*")) {
      throw new Refusal(
          400,
          "The address has a % without a number; two hexadecimal digits after it would be right.");
    }
    return ctx.queryParamMap();
  }

  /** Who asks: by its own word, so that those behind one proxy are told apart, or its address. */
  private static String client(Context ctx) {
    String word = ctx.header("Taproot-Client");
    return word != null && word.matches("[A-Za-z0-9_-]{1,64}") ? word : ctx.ip();
  }
}
