package dev.taproot.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** A page of the kernel's machine, as the notebook's browser sees it. */
class SeenTest {
  private static final URI PAGE = URI.create("http://localhost:8181/?photograph=a&name=b%20c");

  @Test
  void onThisMachineItIsSeenAsItIs() {
    assertThat(Notebook.seen(PAGE, null)).isEqualTo(PAGE.toString());
  }

  @Test
  void onJupyterHubItIsSeenThroughTheProxy() {
    assertThat(Notebook.seen(PAGE, "/user/jovyan/"))
        .isEqualTo("/user/jovyan/proxy/8181/?photograph=a&name=b%20c");
  }
}
