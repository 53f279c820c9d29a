package dev.taproot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.taproot.input.InvalidInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  private static final byte[] PICTURE = Resources.bytes("source.png");

  @TempDir private Path folder;
  private HttpServer server;
  private String host;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/source.png",
        exchange -> {
          exchange.sendResponseHeaders(200, PICTURE.length);
          exchange.getResponseBody().write(PICTURE);
          exchange.close();
        });
    server.createContext(
        "/large.png",
        exchange -> {
          exchange.sendResponseHeaders(200, (64 << 20) + 1);
          exchange.close();
        });
    server.start();
    host =
        "http://"
            + InetAddress.getLoopbackAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aPhotographIsReadFromTheWeb() throws IOException {
    assertIsSource(Photograph.read(new URL(host + "/source.png?size=full")));
  }

  @Test
  void aPhotographIsReadFromAFile() throws IOException {
    assertIsSource(Photograph.read(Resources.file("source.png").toUri().toURL()));
  }

  @Test
  void aPhotographIsReadFromAJar() throws IOException {
    Path jar = folder.resolve("pictures.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("in/source.png"));
      out.write(PICTURE);
    }

    assertIsSource(Photograph.read(new URL("jar:" + jar.toUri() + "!/in/source.png")));
    assertThatThrownBy(() -> Photograph.read(new URL("jar:" + jar.toUri() + "!/none.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("There is nothing at jar:");
  }

  @Test
  void anErrorOfTheServerIsTold() {
    assertThatThrownBy(() -> Photograph.read(new URL(host + "/none.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("answers with status 404");
  }

  @Test
  void anAnswerOfMoreThan64MegabytesIsNotFetched() {
    assertThatThrownBy(() -> Photograph.read(new URL(host + "/large.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at most 64 MB");
  }

  @Test
  void aServerThatIsNotThereIsTold() throws IOException {
    URL address = new URL(host + "/source.png");
    server.stop(0);

    assertThatThrownBy(() -> Photograph.read(address))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("check the address and the connection");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.org/dog.jpg",
        "jar:http://example.org/pictures.jar!/dog.jpg",
        "mailto:dog@example.org"
      })
  void otherProtocolsAreRefused(String address) {
    assertThatThrownBy(() -> Photograph.read(new URL(address)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("give an address that begins with https:, http:, file: or jar:file:");
  }

  @Test
  void aFileOnAnotherMachineIsRefused() {
    assertThatThrownBy(() -> Photograph.read(new URL("file://example.org/dog.jpg")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is not the address of a file");
  }

  private static void assertIsSource(Photograph photograph) {
    assertThat(photograph.name()).isEqualTo("source.png");
    assertThat(photograph.pixels().rgb).isEqualTo(Resources.photograph("source.png").pixels().rgb);
  }
}
