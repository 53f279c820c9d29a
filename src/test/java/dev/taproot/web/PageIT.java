package dev.taproot.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.cli.Main;
import dev.taproot.jupyter.Python;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The demo site in a real browser, as somebody uses it who just found it. */
@DisabledOnOs(OS.WINDOWS)
class PageIT {
  private static final Path ASSETS = Path.of("src/main/resources/dev/taproot/web/assets");
  private static final Path PHOTOGRAPH =
      Path.of("src/main/resources/dev/taproot/samples/coffee.jpg");
  private static final Path PICTURES = Path.of("target/site");
  private static final String WEBJARS = "/META-INF/resources/webjars/";

  private static final List<String> FIRST = List.of("0", "1", "2");
  private static final List<String> TWO_DEEP = List.of("0", "0.0", "0.1", "0.2", "1", "2");
  private static final List<String> THREE_DEEP =
      List.of("0", "0.0", "0.0.0", "0.0.1", "0.0.2", "0.1", "0.2", "1", "2");
  private static final List<String> FOUR_DEEP =
      List.of(
          "0", "0.0", "0.0.0", "0.0.0.0", "0.0.0.1", "0.0.0.2", "0.0.1", "0.0.2", "0.1", "0.2", "1",
          "2");

  private static Python python;
  private static JsonObject seen;

  @BeforeAll
  static void useTheSite(@TempDir Path folder) throws Exception {
    python = Python.required("playwright");
    Path axe = folder.resolve("axe.js");
    try (var script = webjar("axe-core/4.6.3/axe.min.js").openStream()) {
      Files.copy(script, axe);
    }
    List<Object> command = new ArrayList<>(List.of(Python.chromium(), PICTURES, PHOTOGRAPH, axe));
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Djava.awt.headless=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "serve"));
    seen =
        JsonParser.parseString(python.run("explore_site.py", command.toArray())).getAsJsonObject();
    System.out.printf(
        "From the click to its evidence, median: %d ms%n",
        seen.get("click to evidence in ms").getAsInt());
  }

  @Test
  void aDroppedPhotographIsClassifiedAndItsFirstLevelShown() {
    JsonObject beginning = part("beginning");
    assertThat(number(beginning, "samples")).isEqualTo(6);
    assertThat(text(beginning, "title")).isEqualTo("espresso");
    assertThat(text(beginning, "chosen")).isEqualTo("espresso");
    assertThat(number(beginning, "classes")).isEqualTo(5);
    assertThat(texts(beginning, "first")).isEqualTo(FIRST);
  }

  @Test
  void eachClickGrowsTheTreeWithOneRequest() {
    JsonObject deep = part("deep");
    assertThat(texts(deep, "evidence")).isEqualTo(FOUR_DEEP);
    assertThat(number(deep, "requests")).isEqualTo(3);
  }

  @Test
  void pointingAtACardLightsItsWayAndLaysItsRelevanceOverThePhotograph() {
    assertThat(number(part("deep"), "lit")).isEqualTo(4);
    assertThat(truth(part("deep"), "veil")).isTrue();
  }

  @Test
  void stepsAreUndoneAndTheAddressBringsTheTreeBack() {
    JsonObject address = part("deep").getAsJsonObject("address");
    assertThat(texts(address, "open")).containsExactly("0,0.0,0.0.0");
    assertThat(texts(address, "name")).containsExactly("coffee.jpg");
    JsonObject restored = part("restored");
    assertThat(texts(restored, "undone")).isEqualTo(THREE_DEEP);
    assertThat(texts(restored, "back")).isEqualTo(TWO_DEEP);
    assertThat(texts(restored, "forward")).isEqualTo(FOUR_DEEP);
    assertThat(texts(restored, "reloaded")).isEqualTo(FOUR_DEEP);
  }

  @Test
  void aNodesDetailsTellWhatRemainsWithoutIt() {
    JsonObject node = part("node");
    assertThat(truth(node, "open")).isTrue();
    assertThat(number(node, "numbers")).isEqualTo(4);
    assertThat(number(node, "classes")).isGreaterThanOrEqualTo(5);
    assertThat(number(node, "patch")).isGreaterThan(72);
    assertThat(truth(node, "closed")).isTrue();
  }

  @Test
  void thePanelGoesWithItsCardAndWithItsQuestion() {
    assertThat(truth(part("panel"), "open")).isFalse();
    assertThat(truth(part("other"), "panel")).isFalse();
  }

  @Test
  void aStepThatIsRefusedIsTakenBackAndTheNextOneIsNotHarmed() {
    JsonObject refused = part("refused");
    assertThat(truth(refused, "address")).isTrue();
    assertThat(number(refused, "asking")).isZero();
    assertThat(texts(refused, "evidence")).isEqualTo(FOUR_DEEP);
    assertThat(texts(refused, "next")).containsAll(FOUR_DEEP).endsWith("2", "2.0", "2.1", "2.2");
    assertThat(truth(refused, "said")).isFalse();
  }

  @Test
  void anAnswerLeavesWhatSomebodyIsWriting() {
    assertThat(text(seen, "written")).isEqualTo("soup");
  }

  @Test
  void whatIsNoPhotographNoSampleAndNoNodeInTheAddressIsPassedOver() {
    JsonObject wrong = part("wrong");
    assertThat(texts(wrong, "asked")).containsExactly("/api/network");
    assertThat(texts(wrong, "evidence")).isEqualTo(TWO_DEEP);
  }

  @Test
  void anotherClassAContrastAndSettingsMakeOtherTrees() {
    JsonObject other = part("other");
    assertThat(text(other, "contrast")).isEqualTo("espresso rather than cup");
    assertThat(number(other, "opposition")).isEqualTo(1);
    assertThat(number(other, "tested")).isGreaterThanOrEqualTo(3);
    assertThat(text(other, "target")).isEqualTo("soup bowl");
    assertThat(text(other, "mistake")).contains("no class like “no such thing”");
  }

  @Test
  void theTreeIsDownloadedAsReportPictureJsonAndCsv() {
    JsonObject downloads = part("downloads");
    int cards = number(downloads, "cards");
    assertThat(cards).isEqualTo(3 + 10 * 3);
    assertThat(number(downloads, "report")).isEqualTo(cards);
    assertThat(number(downloads, "csv")).isEqualTo(cards);
    assertThat(number(downloads, "json")).isEqualTo(3);
    assertThat(text(downloads, "png")).isEqualTo("PNG");
    assertThat(texts(downloads, "names"))
        .extracting(name -> name.substring(name.lastIndexOf('.')))
        .containsExactly(".html", ".png", ".json", ".csv");
  }

  @Test
  void theKeyboardAloneDoesIt() {
    JsonObject keyboard = part("keyboard");
    assertThat(texts(keyboard, "visible")).containsOnly("true");
    assertThat(text(keyboard, "asked")).isEqualTo("0");
    assertThat(text(keyboard, "deeper")).isEqualTo("0.0.0");
    assertThat(truth(keyboard, "in panel")).isTrue();
    assertThat(text(keyboard, "after panel")).isEqualTo("0.0.0");
    assertThat(text(keyboard, "said")).isEqualTo("The evidence for tiger cat is shown.");
  }

  @Test
  void nothingIsWiderThanATelephone() {
    for (String width : List.of("360", "400")) {
      assertThat(number(part("telephone").getAsJsonObject(width), "widest"))
          .isEqualTo(Integer.parseInt(width));
    }
  }

  @Test
  void axeFindsNoSeriousFault() {
    JsonObject telephone = part("telephone");
    assertThat(
            Stream.of(
                    part("beginning"),
                    part("deep"),
                    part("node"),
                    part("dark"),
                    telephone.getAsJsonObject("360"),
                    telephone.getAsJsonObject("400"))
                .flatMap(page -> texts(page, "faults").stream()))
        .isEmpty();
  }

  @Test
  void nothingIsAskedOfAnyOtherHostAndNothingGoesWrong() {
    assertThat(texts(seen, "hosts")).containsExactly(text(seen, "site"));
    assertThat(texts(seen, "errors")).isEmpty();
  }

  @Test
  void anOpenPageOutlivesItsServer() {
    JsonObject killed = part("killed");
    assertThat(texts(killed, "evidence")).isEqualTo(TWO_DEEP);
    assertThat(truth(killed, "notice")).isFalse();
  }

  @Test
  void aPageWithoutItsPhotographAsksForItAndGoesOn() {
    assertThat(text(part("killed"), "wish")).contains("no longer has coffee.jpg");
    assertThat(texts(part("killed"), "brought back")).isEqualTo(TWO_DEEP);
  }

  @Test
  void theScriptsAreTypedAsTheySay() throws Exception {
    String jar =
        ((JarURLConnection) webjar("typescript/6.0.3/lib/tsc.js").openConnection())
            .getJarFileURL()
            .getPath();
    List<Object> arguments = new ArrayList<>(List.of(jar));
    for (String name : List.of("site", "server", "growth", "details", "state")) {
      arguments.add(ASSETS.resolve(name + ".js"));
    }
    String said = python.run("check_scripts.py", arguments.toArray());
    assertThat(JsonParser.parseString(said).getAsJsonArray()).isEmpty();
  }

  private static URL webjar(String path) {
    return Objects.requireNonNull(PageIT.class.getResource(WEBJARS + path), path);
  }

  private static JsonObject part(String name) {
    return seen.getAsJsonObject(name);
  }

  private static int number(JsonObject part, String name) {
    return part.get(name).getAsInt();
  }

  private static boolean truth(JsonObject part, String name) {
    return part.get(name).getAsBoolean();
  }

  private static String text(JsonObject part, String name) {
    return part.get(name).getAsString();
  }

  private static List<String> texts(JsonObject part, String name) {
    JsonArray array = part.getAsJsonArray(name);
    return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).toList();
  }
}
