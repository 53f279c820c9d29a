package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.evidence.RelevanceMap;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import dev.taproot.image.PreparedTensor;
import dev.taproot.input.InvalidInputException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatmapTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/references/saliency/similarities.json");
  private static final int HEIGHT = 12;
  private static final int WIDTH = 9;

  @TempDir Path folder;

  @Test
  void mapsAreResizedAsPyTorchResizes() throws IOException {
    List<RelevanceMap> maps = maps(golden().getAsJsonArray("maps"));
    List<RelevanceMap> wanted = maps(golden().getAsJsonArray("resized"));

    assertThat(maps).hasSize(4);
    for (int i = 0; i < maps.size(); i++) {
      RelevanceMap resized = maps.get(i).resized(HEIGHT, WIDTH);
      assertThat(resized.height()).isEqualTo(HEIGHT);
      assertThat(resized.values()).containsExactly(wanted.get(i).values(), within(1e-6f));
    }
  }

  @Test
  void similarityIsSpearmansRankCorrelation() throws IOException {
    List<RelevanceMap> maps = maps(golden().getAsJsonArray("maps"));
    JsonArray pairs = golden().getAsJsonArray("similarities");

    assertThat(pairs).hasSize(6);
    for (JsonElement one : pairs) {
      JsonObject pair = one.getAsJsonObject();
      Heatmap first = heatmap(maps.get(pair.get("one").getAsInt()));
      Heatmap second = heatmap(maps.get(pair.get("other").getAsInt()));
      double wanted = pair.get("spearman").getAsDouble();
      assertThat(first.similarity(second)).isCloseTo(wanted, within(1e-4));
      assertThat(second.similarity(first)).isCloseTo(wanted, within(1e-4));
      assertThat(first.similarity(first)).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void aMapOfOneValueIsSimilarToNothing() {
    Heatmap flat = heatmap(new RelevanceMap(2, 2, new float[4]));
    Heatmap other = heatmap(new RelevanceMap(1, 2, new float[] {1, 2}));

    assertThat(flat.similarity(other)).isNaN();
  }

  @Test
  void heatmapsOfOtherInputsAreNotCompared() {
    RelevanceMap map = new RelevanceMap(1, 2, new float[] {1, 2});
    Heatmap one = heatmap(map);
    Heatmap other = new Heatmap(one.photograph(), new Framing(3, 0, 1, 1, 6, 12), map);

    assertThatThrownBy(() -> one.similarity(other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "Heatmaps are compared pixel by pixel of the input, given inputs of 12 x 9 pixels at 0, 0 and 12 x 6 pixels at 3, 0; two of one photograph, by networks that prepare it alike, would be right.");
  }

  @Test
  void aHeatmapIsSavedAsAPictureOfThePhotographsSize() throws IOException {
    Path file = folder.resolve("map.png");

    heatmap(new RelevanceMap(1, 2, new float[] {1, -1})).save(file);

    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(WIDTH);
    assertThat(picture.getHeight()).isEqualTo(HEIGHT);
    Color left = new Color(picture.getRGB(0, 5));
    Color right = new Color(picture.getRGB(WIDTH - 1, 5));
    assertThat(left.getRed()).isGreaterThan(left.getBlue());
    assertThat(right.getBlue()).isGreaterThan(right.getRed());
  }

  @Test
  void anotherEndingIsRefused() {
    Heatmap map = heatmap(new RelevanceMap(1, 2, new float[] {1, -1}));

    assertThatThrownBy(() -> map.save(Path.of("map.jpg")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "A heatmap cannot be saved as \"map.jpg\"; a name that ends in .png would be right.");
  }

  private static Heatmap heatmap(RelevanceMap map) {
    PreparedTensor blank = new PreparedTensor(HEIGHT, WIDTH, new float[3 * HEIGHT * WIDTH]);
    return new Heatmap(Photograph.of("blank", blank), Framing.whole(WIDTH, HEIGHT), map);
  }

  private static List<RelevanceMap> maps(JsonArray array) {
    List<RelevanceMap> maps = new ArrayList<>();
    for (JsonElement one : array) {
      JsonArray rows = one.getAsJsonArray();
      int width = rows.get(0).getAsJsonArray().size();
      float[] values = new float[rows.size() * width];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows.get(i / width).getAsJsonArray().get(i % width).getAsFloat();
      }
      maps.add(new RelevanceMap(rows.size(), width, values));
    }
    return maps;
  }

  private static JsonObject golden() throws IOException {
    return JsonParser.parseString(Files.readString(GOLDEN)).getAsJsonObject();
  }
}
