package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The site where it cannot be opened. */
@Timeout(60)
class ServeTest {
  @ParameterizedTest
  @CsvSource({"-1", "65536", "999999"})
  void aPortThatIsNoneIsRefused(String port) {
    Run run = Run.of("serve", "--port=" + port);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .isEqualTo(
            "taproot: Invalid value for option '--port': %s is given, a number from 0 to 65535 would be right (see taproot serve --help)\n"
                .formatted(port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "80.5", "", "0x50"})
  void aPortThatIsNoNumberIsRefused(String port) {
    Run run = Run.of("serve", "--port=" + port);

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .startsWith("taproot: Invalid value for option '--port'")
        .endsWith("a whole number would be right (see taproot serve --help)\n")
        .hasLineCount(1);
  }

  @Test
  void aPortThatIsTakenIsRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      Run run = Run.of("serve", "--port", taken.getLocalPort());

      assertThat(run.code()).isEqualTo(ExitCode.INVALID_INPUT);
      assertThat(run.err())
          .isEqualTo(
              "taproot: Port %d of localhost cannot be listened at, because another program does or this one may not; another port would be right, or 0 for one that is free.\n"
                  .formatted(taken.getLocalPort()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no such host", "198.51.100.1", "http://localhost", "localhost:80"})
  void aHostThatIsNotThisMachineIsRefused(String host) {
    Run run = Run.of("serve", "--port", "0", "--host", host);

    assertThat(run.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(run.err())
        .isEqualTo(
            "taproot: \"%s\" is no name or address of this machine; localhost would be right, or 0.0.0.0 for all that reach it.\n"
                .formatted(host));
  }

  @Test
  void aNetworkThatIsNotThereIsSaidSo() {
    Run run = Run.of("serve", "--port", "0", "--network", "nowhere.pt");

    assertThat(run.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(run.err()).contains("nowhere.pt").hasLineCount(1);
  }
}
