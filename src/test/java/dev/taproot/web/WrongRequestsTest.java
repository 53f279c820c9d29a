package dev.taproot.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.network.Network;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a client does wrong is answered by what would be right, and the site goes on. */
@Timeout(60)
class WrongRequestsTest {
  private static final String SENTENCE = "[^\\p{Cntrl}]{10,400}[.?]";
  private static Site site;
  private static Visitor visitor;
  private static String chelsea;

  @BeforeAll
  static void open() throws Exception {
    site = Site.start("localhost", 0, Network.embedded());
    visitor = new Visitor(site, "clumsy");
    chelsea = visitor.sample("chelsea");
  }

  @AfterAll
  static void goesOn() throws Exception {
    try {
      assertThat(visitor.get(chelsea + "/explanation?open=0").statusCode()).isEqualTo(200);
      assertThat(visitor.json("health").get("waiting").getAsInt()).isZero();
      assertThat(visitor.json("health").get("recordings").getAsInt()).isOne();
    } finally {
      site.close();
    }
  }

  @Test
  void picturesThatAreCutOff() throws Exception {
    byte[] jpeg = Files.sample("chelsea");
    byte[] png = Files.variant("chelsea", 7);
    SoftAssertions all = new SoftAssertions();
    for (int i = 0; i < 25; i++) {
      refuses(all, Arrays.copyOf(jpeg, 2 + jpeg.length * 8 / 10 * i / 25), 415, 422);
      refuses(all, Arrays.copyOf(png, 8 + png.length * 9 / 10 * i / 25), 415, 422);
    }
    all.assertAll();
  }

  @Test
  void picturesThatClaimToBeLargerThanTheyAre() throws Exception {
    SoftAssertions all = new SoftAssertions();
    refuses(all, Files.claiming(50_000, 50_000, 1000), 422);
    refuses(all, Files.claiming(Integer.MAX_VALUE, Integer.MAX_VALUE, 1000), 422);
    refuses(all, Files.claiming(40_000_001, 1, 1000), 422);
    refuses(all, Files.claiming(0, 10, 1000), 422);
    refuses(all, Files.claiming(-1, -1, 1000), 422);
    refuses(all, Files.claiming(7000, 7000, 147_007_000), 422);
    refuses(all, Files.claiming(6000, 6000, 10_000), 422);
    byte[] gif =
        "GIF89a\u00ff\u00ff\u00ff\u00ff\u0000\u0000\u0000".getBytes(StandardCharsets.ISO_8859_1);
    refuses(all, gif, 422);
    byte[] bmp = new byte[54];
    byte[] start = {'B', 'M', 54, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0};
    System.arraycopy(start, 0, bmp, 0, start.length);
    Arrays.fill(bmp, 18, 26, (byte) 0x7F);
    bmp[26] = 1;
    bmp[28] = 24;
    refuses(all, bmp, 422);
    all.assertAll();
  }

  @Test
  void filesThatAreNoPictures() throws Exception {
    SoftAssertions all = new SoftAssertions();
    refuses(all, new byte[0], 400);
    refuses(all, new byte[11 << 20], 413);
    refuses(all, new byte[(10 << 20) + 1], 413);
    refuses(all, ("{\"a\":" + "[".repeat(5_000_000)).getBytes(StandardCharsets.UTF_8), 415);
    for (String start :
        List.of(
            "hello",
            "<html><script>alert(1)</script></html>",
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "%PDF-1.7",
            "PK\u0003\u0004",
            "RIFF\u0000\u0000\u0000\u0000WEBPVP8 ",
            "\u0000\u0000\u0000\u0018ftypheic",
            "II*\u0000",
            "\u0093NUMPY\u0001\u0000",
            "\u00ff",
            "B",
            "GIF",
            "\u0089PNG\r\n\u001a")) {
      refuses(all, start.getBytes(StandardCharsets.ISO_8859_1), 415);
    }
    for (String start :
        List.of("\u00ff\u00d8", "\u00ff\u00d8\u00ff", "BM", "GIF87a", "\u0089PNG\r\n\u001a\n")) {
      refuses(all, start.getBytes(StandardCharsets.ISO_8859_1), 422);
    }
    all.assertAll();
  }

  @Test
  void picturesWithBytesChanged() throws Exception {
    Random random = new Random(1);
    SoftAssertions all = new SoftAssertions();
    for (int i = 0; i < 30; i++) {
      byte[] file = i % 2 == 0 ? Files.sample("coffee") : Files.variant("coffee", 30);
      for (int change = 0; change < 50; change++) {
        file[random.nextInt(change < 10 ? 200 : file.length)] = (byte) random.nextInt(256);
      }
      HttpResponse<String> response = visitor.send("POST", "api/photographs", file);
      if (response.statusCode() != 201) {
        refused(all, "changed " + i, response.statusCode(), response.body(), 415, 422);
      }
    }
    all.assertAll();
  }

  @Test
  void questionsThatCannotBeRead() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String number :
        List.of("-1", "11", "1.5", "abc", "999999999999", "NaN", "0x3", "%2B3", "3%00", "١")) {
      wrong.add("width=" + encoded(number));
      wrong.add("opposition=" + encoded(number));
    }
    for (String node :
        List.of(
            "a",
            "-1",
            "0..1",
            "0.",
            ".0",
            "0,",
            ",0",
            "1e3",
            "0;1",
            "0/1",
            "0.0",
            "1.0,1",
            "0,0.0.0",
            "0,1.0",
            "0000",
            "%00",
            "../0",
            "0,0.0,0.0.1.1",
            "٠")) {
      wrong.add("open=" + encoded(node));
    }
    StringBuilder many = new StringBuilder("0");
    for (int i = 1; i < 70; i++) {
      many.append(',').append(i);
    }
    wrong.add("open=" + many);
    wrong.add("open=" + "0.".repeat(100) + "0");
    for (String other :
        List.of(
            "rule=best",
            "rule=FLOW",
            "rule=%00",
            "tested=yes",
            "tested=1",
            "format=pdf",
            "format=HTML",
            "width=0",
            "width=3&width=4",
            "open=0&open=1",
            "target=1&target=2",
            "target=" + "x".repeat(500),
            "against=" + "%F0%9F%90%88".repeat(200),
            "open=%20")) {
      wrong.add(other);
    }
    SoftAssertions all = new SoftAssertions();
    for (String query : wrong) {
      refuses(all, chelsea + "/explanation?" + query, 400);
    }
    refuses(all, chelsea + "/classes?top=0", 400);
    refuses(all, chelsea + "/classes?top=-5", 400);
    refuses(all, chelsea + "/classes?top=all", 400);
    all.assertAll();
  }

  @Test
  void questionsThatHaveNoAnswer() throws Exception {
    SoftAssertions all = new SoftAssertions();
    for (String query :
        List.of(
            "target=unicorn",
            "target=1000",
            "target=-1",
            "target=%231000",
            "target=%23-1",
            "target=%00",
            "target=%0A",
            "target=%3Cscript%3E",
            "against=unicorn",
            "against=282&target=282",
            "target=cat%27%20OR%201=1",
            "open=3",
            "open=9",
            "open=0,0.3",
            "open=999",
            "target=%E2%80%AE",
            "target=..%2f..%2fetc%2fpasswd")) {
      refuses(all, chelsea + "/explanation?" + query, 422);
    }
    for (String node : List.of("3", "0.0", "0.1.2", "999")) {
      refuses(all, chelsea + "/explanation/nodes/" + node, 422);
    }
    for (String node : List.of("a", "-1", "0.", "0..0", "1e9", "0,1", "%20", "0%0A", "0.-1")) {
      refuses(all, chelsea + "/explanation/nodes/" + node, 400);
    }
    for (String sample : List.of("chelsae", "..", "chelsea.jpg", "%00", "%2e%2e%2fsamples.json")) {
      HttpResponse<String> response =
          visitor.send("POST", "api/photographs?sample=" + sample, new byte[0]);
      refused(all, sample, response.statusCode(), response.body(), 422);
    }
    all.assertAll();
  }

  @Test
  void placesWhereNothingIs() throws Exception {
    SoftAssertions all = new SoftAssertions();
    String id = chelsea.substring("api/photographs/".length());
    for (String path :
        List.of(
            "nothing",
            "api",
            "api/",
            "api/photographs/" + id,
            "api/photographs/" + id.toUpperCase() + "/classes",
            "api/photographs/" + id.substring(1) + "/classes",
            "api/photographs/x/classes",
            chelsea + "/explanation/nodes",
            chelsea + "/explanation/nodes/0/1",
            "api/photographs/%20/classes",
            "assets",
            "assets/",
            "assets/nothing.css",
            "assets/page.html",
            "assets/.htaccess",
            "assets/tree.css~",
            "page.html",
            "openapi.json",
            "favicon.ico",
            "health/x",
            "api/photographs/" + "x".repeat(2000) + "/classes")) {
      refuses(all, path, 404);
    }
    for (String method : List.of("DELETE", "PUT", "PATCH", "POST", "OPTIONS")) {
      HttpResponse<String> response = visitor.send(method, "api/network", new byte[0]);
      refused(all, method, response.statusCode(), response.body(), 405);
    }
    refuses(all, "api/photographs", 405);
    all.assertAll();
  }

  @Test
  void requestsThatAreNone() throws Exception {
    SoftAssertions all = new SoftAssertions();
    String end = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    for (String path :
        List.of(
            "/../x",
            "/assets/../../x",
            "/assets/..%2f..%2fversion.txt",
            "/assets/%2e%2e/page.html",
            "/assets/..;/x",
            "/assets/..%5c..%5cx",
            "/assets//etc/passwd",
            "/assets/a%00b",
            "/" + chelsea + "/explanation?target=%zz",
            "/" + chelsea + "/explanation?open=%",
            "/%zz",
            "/assets/%c0%ae%c0%ae/x",
            "/\u0000",
            "/assets/tree.css%00.png",
            "//x/y",
            "/api/photographs/%2e%2e/network",
            "/api/photographs/..%2fnetwork/classes",
            "/api/photographs/" + "a".repeat(20_000) + "/classes",
            "/?" + "q=1&".repeat(5000))) {
      raw(all, "GET " + path + end);
    }
    for (String request :
        List.of(
            "GET /health HTTP/7.3\r\nHost: localhost\r\n\r\n",
            "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: localhost\r\nbroken header\r\n\r\n",
            "POST /api/photographs HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
            "POST /api/photographs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "POST /api/photographs HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n",
            "POST /api/photographs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\nhello",
            "POST /api/photographs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: strange\r\nConnection: close\r\n\r\nhello",
            "\u0016\u0003\u0001\u0002\u0000\r\n\r\n",
            "TRACE /api/network HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "\u00ff\u00fe / HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      raw(all, request);
    }
    all.assertAll();
  }

  private static String encoded(String text) {
    return text.contains("%") ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void refuses(SoftAssertions all, byte[] file, Integer... statuses)
      throws IOException, InterruptedException {
    HttpResponse<String> response = visitor.send("POST", "api/photographs?name=x", file);
    refused(all, file.length + " bytes", response.statusCode(), response.body(), statuses);
  }

  private static void refuses(SoftAssertions all, String path, Integer... statuses)
      throws IOException, InterruptedException {
    HttpResponse<String> response = visitor.get(path);
    refused(all, path, response.statusCode(), response.body(), statuses);
  }

  private static void raw(SoftAssertions all, String request) throws IOException {
    String response = visitor.raw(request);
    String what = request.substring(0, Math.min(80, request.length()));
    all.assertThat(response).as(what).matches("(?s)HTTP/1\\.[01] 4\\d\\d .*");
    int body = response.indexOf("\r\n\r\n");
    if (response.startsWith("HTTP/1.1 4") && body >= 0) {
      int status = Integer.parseInt(response.substring(9, 12));
      refused(all, what, status, response.substring(body + 4), status);
    }
  }

  private static void refused(
      SoftAssertions all, String what, int status, String body, Integer... statuses) {
    all.assertThat(status).as("%s: %s", what, body).isIn((Object[]) statuses);
    try {
      JsonObject json = JsonParser.parseString(body).getAsJsonObject();
      all.assertThat(json.get("status").getAsInt()).as(what).isEqualTo(status);
      all.assertThat(json.get("error").getAsString())
          .as(what)
          .matches(SENTENCE)
          .doesNotContain("Exception", "java.", "\tat ");
    } catch (RuntimeException e) {
      all.fail("%s: %s".formatted(what, body), e);
    }
  }
}
