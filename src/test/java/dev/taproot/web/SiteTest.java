package dev.taproot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.Explainer;
import dev.taproot.Explanation;
import dev.taproot.Inquiry;
import dev.taproot.Taproot;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Silenced;
import dev.taproot.gap.Rule;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import dev.taproot.view.TreeHtml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a site answers to those who ask rightly. */
@Timeout(60)
class SiteTest {
  private static final List<String> LINES = Collections.synchronizedList(new ArrayList<>());
  private static final Network NETWORK = Network.embedded();
  private static Site site;
  private static Visitor visitor;

  private final CountDownLatch free = new CountDownLatch(1);

  @BeforeAll
  static void open() {
    site = Site.start("localhost", 0, NETWORK, false, LINES::add);
    visitor = new Visitor(site, "visitor");
  }

  /** Whatever a test came to, the workers are free for the next one. */
  @AfterEach
  void free() {
    free.countDown();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void thePageAndItsFilesAreThere() throws Exception {
    assertThat(visitor.get("").headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(visitor.get("").body()).startsWith("<!DOCTYPE html>");
    assertThat(visitor.get("assets/tree.css").body()).isEqualTo(TreeHtml.css());
    assertThat(visitor.get("assets/tree.js").body()).isEqualTo(TreeHtml.script());
    assertThat(visitor.get("assets/idiomorph.min.js").body()).contains("Idiomorph");
  }

  @Test
  void aFileThatHasNotChangedIsNotSentAgain() throws Exception {
    HttpResponse<String> first = visitor.get("assets/tree.css");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = visitor.get("assets/tree.css", "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "assets/tree.js",
        "health",
        "api/network",
        "nothing",
        "api/photographs/x/classes"
      })
  void whateverIsAnsweredLoadsNothingFromElsewhere(String path) throws Exception {
    var headers = visitor.get(path).headers();

    assertThat(headers.allValues("Content-Security-Policy"))
        .singleElement()
        .satisfies(
            policy ->
                assertThat(policy)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';"));
    assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(headers.allValues("Cache-Control")).hasSize(1);
    assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    assertThat(headers.firstValue("Server")).isEmpty();
  }

  @Test
  void aRequestThatIsNoneHasTheHeadersToo() throws Exception {
    assertThat(visitor.raw("GET /../x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("default-src 'none'")
        .contains("{\"status\":400,");
  }

  @Test
  void theNetworkSaysWhatCanBeAsked() throws Exception {
    JsonObject network = visitor.json("api/network");

    assertThat(network.get("name").getAsString()).isEqualTo("EfficientNet-Lite0");
    assertThat(network.get("sha256").getAsString()).isEqualTo(NETWORK.sha256());
    assertThat(network.getAsJsonArray("classes")).hasSize(1000);
    assertThat(network.getAsJsonArray("layers").get(0).getAsString())
        .isEqualTo(NETWORK.suggestedLayers().get(0).name());
    assertThat(network.getAsJsonArray("samples").get(0).getAsJsonObject().get("caption"))
        .hasToString("\"Chelsea the cat\"");
  }

  @Test
  void aPhotographThatIsThereIsNotTakenAgain() throws Exception {
    byte[] file = Files.variant("coffee", 1);

    HttpResponse<String> first = visitor.send("POST", "api/photographs?name=cup.png", file);
    HttpResponse<String> again = visitor.send("POST", "api/photographs?name=cup.png", file);

    JsonObject json = Visitor.parsed(first);
    String id = json.get("id").getAsString();
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Location")).contains("photographs/" + id);
    assertThat(json.get("name").getAsString()).isEqualTo("cup.png");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void aFilesNameIsTakenWithoutItsFolders() throws Exception {
    String given = "C%3A%5Cme%5Cprivate%2Fcup%0A.png";

    HttpResponse<String> response =
        visitor.send("POST", "api/photographs?name=" + given, Files.variant("coffee", 2));

    assertThat(Visitor.parsed(response).get("name").getAsString()).isEqualTo("cup.png");
  }

  @Test
  void theClassesAreThoseThatTheLibraryNames() throws Exception {
    JsonObject classes = visitor.json(visitor.sample("chelsea") + "/classes?top=3");

    List<String> labels = new ArrayList<>();
    classes
        .getAsJsonArray("top")
        .forEach(one -> labels.add(one.getAsJsonObject().get("label").getAsString()));
    assertThat(labels)
        .isEqualTo(
            NETWORK.classify(Photograph.sample("chelsea")).top(3).stream()
                .map(score -> score.label())
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        "?open=0",
        "?open=0,0.2,0.2.1",
        "?target=lynx&against=282&width=2&opposition=1&open=2,1",
        "?rule=peak&open=1,1.0",
        "?rule=sum&open=0,0.0",
        "?tested=true&open=0"
      })
  void anExplanationIsTheLibrarys(String question) throws Exception {
    String photograph = visitor.sample("chelsea");

    HttpResponse<String> response = visitor.get(photograph + "/explanation" + question);

    assertThat(response.statusCode()).isEqualTo(200);
    try (Inquiry inquiry = words(question).open()) {
      assertThat(response.body()).isEqualTo(direct(inquiry, question).json());
    }
  }

  @Test
  void aPageGetsATreeWithoutStyleAndScriptThatNamesItsNodes() throws Exception {
    String html =
        visitor.get(visitor.sample("chelsea") + "/explanation?open=1,1.2&format=html").body();

    assertThat(html)
        .startsWith("<section")
        .endsWith("</section>")
        .doesNotContain("<script", "<style")
        .contains("data-path=\"0\"", "data-path=\"1.2\"", "data-path=\"1.2.0\"", "data-path=\"2\"")
        .doesNotContain("data-path=\"0.0\"");
  }

  @Test
  void aNodeIsSeenAloneAndAbsent() throws Exception {
    String photograph = visitor.sample("chelsea");

    JsonObject node = visitor.json(photograph + "/explanation/nodes/0.2?open=0,0.2");

    try (Inquiry inquiry = words("?").open()) {
      Explanation why = direct(inquiry, "?open=0,0.2");
      Evidence evidence = Node.of("0.2").in(why.root());
      Silenced without = inquiry.without(why, evidence);
      JsonObject said = node.getAsJsonObject("without");
      assertThat(node.getAsJsonObject("evidence").get("channel").getAsInt())
          .isEqualTo(evidence.channel());
      assertThat(node.getAsJsonObject("evidence").has("children")).isFalse();
      assertThat(said.get("decision").getAsDouble()).isEqualTo(without.effect().onDecision());
      assertThat(said.get("root").getAsDouble()).isEqualTo(without.effect().onRoot());
      assertThat(said.get("value").getAsDouble()).isEqualTo(without.value());
      assertThat(labels(said.getAsJsonArray("top")))
          .isEqualTo(without.classes().top(5).stream().map(score -> score.label()).toList());
      assertThat(node.get("deeper").getAsBoolean()).isTrue();
      assertThat(node.get("below").getAsString()).isEqualTo(inquiry.layers().get(2).name());
      assertThat(picture(node.get("patch").getAsString()).getWidth())
          .isEqualTo(evidence.box().width());
    }
    assertThat(picture(node.get("heatmap").getAsString()).getWidth()).isBetween(200, 480);
  }

  @Test
  void aNodeOfTheLastLayerIsNotAskedAnyDeeper() throws Exception {
    int levels = NETWORK.suggestedLayers().size();
    String last = "0" + ".0".repeat(levels - 1);
    StringBuilder open = new StringBuilder("0");
    for (int level = 1; level < levels - 1; level++) {
      open.append(",0").append(".0".repeat(level));
    }
    String photograph = visitor.sample("chelsea");

    JsonObject node = visitor.json(photograph + "/explanation/nodes/" + last + "?open=" + open);
    HttpResponse<String> deeper =
        visitor.get(photograph + "/explanation?open=" + open + "," + last);

    assertThat(node.get("deeper").getAsBoolean()).isFalse();
    assertThat(node.get("below").isJsonNull()).isTrue();
    assertThat(deeper.statusCode()).isEqualTo(422);
    assertThat(deeper.body()).contains("There is no layer below node " + last);
  }

  @Test
  void whatIsToBeSavedComesAsAFileWithAName() throws Exception {
    String photograph = visitor.sample("chelsea");
    for (String format : List.of("page", "png", "csv")) {
      HttpResponse<byte[]> file = visitor.file(photograph + "/explanation?open=0&format=" + format);

      String ending = format.equals("page") ? "html" : format;
      assertThat(file.headers().firstValue("Content-Disposition"))
          .contains("attachment; filename=\"chelsea-why-tiger-cat." + ending + "\"");
      assertThat(file.body()).hasSizeGreaterThan(300);
    }
    assertThat(visitor.get(photograph + "/explanation?format=page").body())
        .startsWith("<!DOCTYPE html>");
  }

  @Test
  void whoWaitsHearsOfItAndThenTheAnswer() throws Exception {
    String photograph = visitor.sample("chelsea");

    List<Visitor.Event> events = visitor.events(photograph + "/explanation?open=2");
    List<Visitor.Event> html = visitor.events(photograph + "/explanation?open=2&format=html");

    assertThat(events).extracting(Visitor.Event::name).startsWith("place").endsWith("result");
    assertThat(events.get(events.size() - 1).data())
        .isEqualTo(visitor.json(photograph + "/explanation?open=2"));
    assertThat(html.get(html.size() - 1).data().get("html").getAsString())
        .isEqualTo(visitor.get(photograph + "/explanation?open=2&format=html").body());
  }

  @Test
  void whoWaitsHearsWhatWasWrong() throws Exception {
    String photograph = visitor.sample("chelsea");

    List<Visitor.Event> events = visitor.events(photograph + "/explanation?target=unicorn");

    Visitor.Event last = events.get(events.size() - 1);
    assertThat(last.name()).isEqualTo("error");
    assertThat(last.data().get("status").getAsInt()).isEqualTo(422);
    assertThat(last.data().get("error").getAsString()).startsWith("No class is called \"unicorn\"");
  }

  @Test
  void aPlaceIsToldAgainWhenItChanges() throws Exception {
    String photograph = visitor.sample("chelsea");
    occupy();
    List<Visitor.Event> events = Collections.synchronizedList(new ArrayList<>());
    Thread waiting =
        new Thread(
            () -> {
              try {
                events.addAll(visitor.events(photograph + "/classes"));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    waiting.start();
    await(() -> site.queue().waiting() == 1);

    free.countDown();
    waiting.join();

    assertThat(events).extracting(Visitor.Event::name).startsWith("place").endsWith("result");
    assertThat(events.get(0).data().get("place").getAsInt()).isEqualTo(2);
  }

  @Test
  void whatIsWaitedForIsGivenUpWhereTheBrowserHasLeft() throws Exception {
    String photograph = visitor.sample("chelsea");
    occupy();
    int before = LINES.size();
    try (Socket browser =
        visitor.socket(
            "GET /"
                + photograph
                + "/explanation HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")) {
      browser.getInputStream().readNBytes(10);
      assertThat(site.queue().waiting()).isOne();
    }

    await(() -> site.queue().waiting() == 0);
    await(
        () ->
            LINES.subList(before, LINES.size()).stream()
                .anyMatch(line -> line.contains("\"status\":499")));
    free.countDown();

    assertThat(visitor.get(photograph + "/classes").statusCode()).isEqualTo(200);
  }

  @Test
  void whoHasTooMuchWaitingIsToldWhenToComeBack() throws Exception {
    String photograph = visitor.sample("chelsea");
    occupy();
    Visitor eager = new Visitor(site, "eager");
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < FairQueue.MOST_OF_ONE; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  eager.get(photograph + "/classes");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      thread.start();
      waiting.add(thread);
    }
    await(() -> site.queue().waiting() == FairQueue.MOST_OF_ONE);

    HttpResponse<String> refused = eager.get(photograph + "/classes");

    free.countDown();
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    for (Thread thread : waiting) {
      thread.join();
    }
  }

  @Test
  void aPhotographThatIsNotThereIsSaidToBeMissing() throws Exception {
    String nowhere = "api/photographs/" + "0".repeat(64);
    for (String path :
        List.of(nowhere + "/classes", nowhere + "/explanation", nowhere + "/explanation/nodes/0")) {
      HttpResponse<String> response = visitor.get(path);

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(Visitor.parsed(response).get("missing").getAsString()).isEqualTo("photograph");
    }
  }

  @Test
  void aPageOfAnotherSiteIsNotAnswered() throws Exception {
    assertThat(visitor.get("api/network", "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(visitor.get("api/network", "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(200);
    assertThat(visitor.get("", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(200);
  }

  @Test
  void aLineIsLoggedThatNamesNoPhotographAndNoClient() throws Exception {
    int before = LINES.size();
    Visitor shy = new Visitor(site, "shy-name");
    String photograph = shy.upload("secret.png", Files.variant("rocket", 3));
    shy.get(photograph + "/explanation?target=lynx");

    await(() -> LINES.size() >= before + 2);
    JsonObject line = JsonParser.parseString(LINES.get(before + 1)).getAsJsonObject();
    assertThat(line.keySet())
        .containsExactly("time", "client", "method", "route", "status", "ms", "waited");
    assertThat(line.get("route").getAsString()).isEqualTo("/api/photographs/{id}/explanation");
    assertThat(LINES)
        .noneMatch(one -> one.contains("secret") || one.contains("shy") || one.contains("lynx"));
  }

  @Test
  void healthCountsWhatIsHeld() throws Exception {
    visitor.get(visitor.sample("chelsea") + "/explanation");

    JsonObject health = visitor.json("health");

    assertThat(health.get("status").getAsString()).isEqualTo("up");
    assertThat(health.get("version").getAsString()).isEqualTo(Taproot.version());
    assertThat(health.get("photographs").getAsInt()).isPositive();
    assertThat(health.get("recordings").getAsInt()).isPositive();
    JsonObject memory = health.getAsJsonObject("memory");
    assertThat(memory.get("used").getAsLong()).isBetween(1L, memory.get("bound").getAsLong());
  }

  @Test
  void anExplanationOfTheLibrarysGoesOnAtTheSite() throws Exception {
    Photograph photograph = Photograph.sample("coffee");
    Explanation why =
        Taproot.explain(photograph).with(NETWORK).target("espresso").rule(Rule.PEAK).decompose(2);

    String address = site.address(why).toString();

    assertThat(address)
        .startsWith("http://localhost:" + site.port() + "/?photograph=")
        .endsWith("&name=coffee&target=espresso&rule=peak&open=0%2C1%2C2");
    String id = address.replaceFirst(".*photograph=([0-9a-f]+).*", "$1");
    assertThat(
            visitor
                .get(
                    "api/photographs/"
                        + id
                        + "/explanation?"
                        + address.substring(address.indexOf("target")))
                .body())
        .isEqualTo(why.json());
  }

  @Test
  void anExplanationThatTheSiteCannotGoOnWithIsRefused() {
    Explainer question = Taproot.explain(Photograph.sample("coffee")).with(NETWORK);
    Explanation integrated = question.integrated(2).decompose(1);

    assertThatThrownBy(() -> site.address(integrated))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("The site asks about the suggested layers");
  }

  @Test
  void aSiteForThisMachineAloneIsAskedByItsName() throws Exception {
    for (String name : List.of("localhost", "127.0.0.1", "[::1]")) {
      assertThat(asked(site, name + ":" + site.port())).startsWith("HTTP/1.1 200");
    }
    assertThat(asked(site, "evil.example"))
        .startsWith("HTTP/1.1 403")
        .endsWith("or --proxied where a proxy stands before it.\"}");
    try (Site proxied = Site.start("localhost", 0, NETWORK, true, line -> {})) {
      assertThat(asked(proxied, "hub.example")).startsWith("HTTP/1.1 200");
    }
  }

  private static String asked(Site site, String name) throws IOException {
    return new Visitor(site, "v")
        .raw("GET /api/network HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(name));
  }

  @Test
  void whatIsAskedForItsHeadAloneSaysWhatItIs() throws Exception {
    var page = visitor.send("HEAD", "", new byte[0]);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).isEmpty();
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(visitor.send("HEAD", "nothing", new byte[0]).statusCode()).isEqualTo(404);
    assertThat(visitor.send("HEAD", "api/network", new byte[0]).statusCode()).isEqualTo(405);
  }

  @Test
  void aClosedSiteLeavesItsPort() throws Exception {
    Site other = Site.start("localhost", 0, NETWORK);
    int port = other.port();
    new Visitor(other, "v").get(new Visitor(other, "v").sample("chelsea") + "/explanation");

    other.close();
    other.close();

    try (ServerSocket socket = new ServerSocket(port)) {
      assertThat(socket.isBound()).isTrue();
    }
  }

  @Test
  void aPortThatIsTakenIsSaidSo() {
    assertThatThrownBy(() -> Site.start("localhost", site.port(), NETWORK))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "Port %d of localhost cannot be listened at, because another program does or this one may not; another port would be right, or 0 for one that is free.",
            site.port());
  }

  private static Explainer words(String question) {
    Explainer words = Taproot.explain(Photograph.sample("chelsea")).with(NETWORK);
    for (String one : question.substring(1).split("&")) {
      String value = one.replaceFirst("[a-z]*=?", "");
      words =
          switch (one.replaceFirst("=.*", "")) {
            case "target" -> words.target(value);
            case "against" -> words.against(value);
            case "width" -> words.width(Integer.parseInt(value));
            case "opposition" -> words.opposition(Integer.parseInt(value));
            case "rule" -> words.rule(value.equals("peak") ? Rule.PEAK : Rule.SUM);
            case "tested" -> words.tested();
            default -> words;
          };
    }
    return words;
  }

  private static Explanation direct(Inquiry inquiry, String question) {
    Explanation why = inquiry.decompose(1);
    String open = question.replaceFirst(".*open=", "");
    if (!open.equals(question)) {
      for (String path : open.split(",")) {
        why = inquiry.deepen(why, Node.of(path).in(why.root()), 1);
      }
    }
    return why;
  }

  private static List<String> labels(JsonArray classes) {
    List<String> labels = new ArrayList<>();
    classes.forEach(one -> labels.add(one.getAsJsonObject().get("label").getAsString()));
    return labels;
  }

  private static java.awt.image.BufferedImage picture(String uri) throws Exception {
    String start = "data:image/jpeg;base64,";
    assertThat(uri).startsWith(start);
    byte[] file =
        Base64.getDecoder()
            .decode(uri.substring(start.length()).getBytes(StandardCharsets.US_ASCII));
    return ImageIO.read(new ByteArrayInputStream(file));
  }

  /** Has both workers of the site work until they are free. */
  private void occupy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(Site.WORKERS);
    for (int i = 0; i < Site.WORKERS; i++) {
      site.queue()
          .submit(
              "busy",
              () -> {
                begun.countDown();
                free.await();
                return true;
              });
    }
    begun.await();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    while (!condition.holds()) {
      Thread.sleep(10);
    }
  }
}
