package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The site as a process: asked to end, killed, started again. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class ServeIT {
  private static final int KILLED = 128 + 9;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void endsInOrderWhenItIsAskedToAndAnswersWhatIsBeingWorkedOn() throws Exception {
    Process process = start(0);
    String address = address(process);
    String question = address + photograph(address) + "/explanation?rule=peak&width=10&open=0,1,2";
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asked.add(
          http.sendAsync(
              request(question + "&target=" + i).header("Taproot-Client", "c" + i).build(),
              BodyHandlers.ofString()));
    }
    asked.get(0).join();

    process.destroy();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.DONE);
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> one : asked) {
      one.thenAccept(response -> statuses.add(response.statusCode()))
          .exceptionally(cutOff -> null)
          .join();
    }
    assertThat(statuses).contains(200).isSubsetOf(200, 503);
    assertThat(said()).allMatch(line -> line.startsWith("{\"time\":"));
  }

  @Test
  void whereItWasKilledTheNextOneGoesOnFromTheAddress() throws Exception {
    Process killed = start(0);
    String address = address(killed);
    String photograph = photograph(address);
    String before = get(address + photograph + "/explanation?open=0,0.1").body();

    killed.destroyForcibly();
    assertThat(killed.waitFor()).isEqualTo(KILLED);
    Process next = start(URI.create(address).getPort());
    assertThat(address(next)).isEqualTo(address);
    HttpResponse<String> missing = get(address + photograph + "/explanation?open=0,0.1");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("\"missing\":\"photograph\"");
    assertThat(photograph(address)).isEqualTo(photograph);
    assertThat(get(address + photograph + "/explanation?open=0,0.1").body()).isEqualTo(before);
    next.destroy();
    assertThat(next.waitFor()).isEqualTo(ExitCode.DONE);
  }

  private Process start(int port) throws IOException {
    Process process =
        Run.inProcess("serve", "--port", Integer.toString(port))
            .redirectError(folder.resolve("err").toFile())
            .start();
    started.add(process);
    return process;
  }

  /** The address that it prints once it answers. */
  private String address(Process process) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    assertThat(line).as(() -> String.join("\n", said())).startsWith("Open http://localhost:");
    return line.split(" ")[1];
  }

  private List<String> said() {
    try {
      return Files.readAllLines(folder.resolve("err"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String photograph(String address) throws IOException, InterruptedException {
    try (InputStream in = ServeIT.class.getResourceAsStream("/dev/taproot/samples/coffee.jpg")) {
      HttpResponse<String> response =
          http.send(
              request(address + "api/photographs?name=coffee.jpg")
                  .POST(BodyPublishers.ofByteArray(in.readAllBytes()))
                  .build(),
              BodyHandlers.ofString());
      return "api/photographs/" + response.body().replaceFirst(".*\"id\":\"([0-9a-f]+)\".*", "$1");
    }
  }

  private HttpResponse<String> get(String address) throws IOException, InterruptedException {
    return http.send(request(address).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address));
  }
}
