package dev.taproot.web;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who asks a site over HTTP. */
final class Visitor {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Site site;
  private final String name;

  Visitor(Site site, String name) {
    this.site = site;
    this.name = name;
  }

  /** A server-sent event. */
  record Event(String name, JsonObject data) {}

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return HTTP.send(request(path, headers).build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> file(String path) throws IOException, InterruptedException {
    return HTTP.send(request(path).build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> send(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    return HTTP.send(
        request(path).method(method, BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofString());
  }

  JsonObject json(String path) throws IOException, InterruptedException {
    return JsonParser.parseString(get(path).body()).getAsJsonObject();
  }

  /** Uploads a photograph, and returns what its addresses begin with. */
  String upload(String photograph, byte[] file) throws IOException, InterruptedException {
    HttpResponse<String> response = send("POST", "api/photographs?name=" + photograph, file);
    return "api/photographs/" + parsed(response).get("id").getAsString();
  }

  /** Takes a sample, and returns what its addresses begin with. */
  String sample(String sample) throws IOException, InterruptedException {
    HttpResponse<String> response = send("POST", "api/photographs?sample=" + sample, new byte[0]);
    return "api/photographs/" + parsed(response).get("id").getAsString();
  }

  /** Asks for events until the last one. */
  List<Event> events(String path) throws IOException, InterruptedException {
    List<Event> events = new ArrayList<>();
    for (String block : get(path, "Accept", "text/event-stream").body().split("\n\n")) {
      if (block.startsWith("event: ")) {
        String[] lines = block.split("\n");
        events.add(
            new Event(
                lines[0].substring("event: ".length()),
                JsonParser.parseString(lines[1].substring("data: ".length())).getAsJsonObject()));
      }
    }
    return events;
  }

  /** Opens a connection and sends what is given, as it is. */
  Socket socket(String request) throws IOException {
    Socket socket = new Socket("localhost", site.port());
    OutputStream out = socket.getOutputStream();
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return socket;
  }

  /** Sends what is given, as it is, and returns all that is answered. */
  String raw(String request) throws IOException {
    try (Socket socket = socket(request)) {
      socket.setSoTimeout(10_000);
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static JsonObject parsed(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(site.address() + path))
            .timeout(Duration.ofSeconds(120))
            .header("Taproot-Client", name);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }
}
