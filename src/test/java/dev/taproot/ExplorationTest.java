package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** An explanation goes on where it can be asked further, on this machine. */
class ExplorationTest {
  private static final Photograph CHELSEA = Photograph.sample("chelsea");

  @Test
  void thePageIsOfThisVeryExplanation() throws Exception {
    Explanation why = Taproot.explain(CHELSEA).width(2).opposition(1).decompose(2);

    Exploration page = why.explore();

    assertThat(page.why()).isEqualTo(why);
    assertThat(get(page.address())).contains("<title>Taproot</title>");
    assertThat(JsonParser.parseString(get(asJson(page.address()))))
        .isEqualTo(JsonParser.parseString(why.json()));
  }

  @Test
  void allExplanationsOfANetworkAreOnOneSite() {
    URI one = Taproot.explain(CHELSEA).decompose(1).explore().address();
    URI other = Taproot.explain(CHELSEA).against("lynx").decompose(1).explore().address();

    assertThat(one.getPort()).isEqualTo(other.getPort());
    assertThat(one).isNotEqualTo(other);
    assertThat(one.getHost()).isEqualTo("localhost");
  }

  @Test
  void whatTheSiteDoesNotAskIsSaid() {
    Explanation named = Taproot.explain(CHELSEA).biases().decompose(1);

    assertThatThrownBy(named::explore)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("without biases");
  }

  /** The address at which a page's explanation is to be had as JSON. */
  private static URI asJson(URI page) {
    String query = page.getRawQuery().replaceAll("&?(photograph|name)=[^&]*", "");
    String id = page.getRawQuery().replaceAll(".*photograph=([^&]*).*", "$1");
    return page.resolve("api/photographs/%s/explanation?%s".formatted(id, query));
  }

  private static String get(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
        .body();
  }
}
