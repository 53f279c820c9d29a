package dev.taproot.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.evidence.Bias;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import org.junit.jupiter.api.Test;

class TreeJsonTest {
  @Test
  void theQuestionComesFirst() {
    JsonObject json = json(new SampleTree().build());

    assertThat(json.keySet())
        .containsExactly(
            "network",
            "image",
            "target",
            "rule",
            "layers",
            "root",
            "attribution",
            "preprocessing",
            "width",
            "opposition",
            "device",
            "versions",
            "top");
    assertThat(json.getAsJsonObject("network").get("name").getAsString()).isEqualTo("resnet18");
    assertThat(json.getAsJsonObject("target").keySet())
        .containsExactly("index", "label", "score", "probability");
    assertThat(json.getAsJsonObject("target").get("score").getAsDouble()).isEqualTo(9.3125);
    assertThat(json.getAsJsonArray("layers").get(0).getAsString()).isEqualTo("layer4.1");
    assertThat(json.getAsJsonArray("top")).hasSize(5);
    assertThat(json.getAsJsonObject("versions").get("DJL").getAsString()).isEqualTo("0.36.0");
  }

  @Test
  void onlyAContrastNamesTheOtherClass() {
    JsonObject json = json(new SampleTree().against("Egyptian cat").build());

    assertThat(json.getAsJsonObject("against").get("label").getAsString())
        .isEqualTo("Egyptian cat");
  }

  @Test
  void numbersKeepAllTheirDigits() {
    EvidenceTree tree = new SampleTree().depth(2).build();
    Grounds root = tree.root();
    Evidence first = root.evidence().get(0);

    JsonObject json = json(tree).getAsJsonObject("root");
    JsonObject child = json.getAsJsonArray("children").get(0).getAsJsonObject();

    assertThat(json.get("value").getAsDouble()).isEqualTo(root.value());
    assertThat(json.get("residual").getAsDouble()).isEqualTo(root.residual());
    assertThat(json.get("support").getAsDouble()).isEqualTo(root.support());
    assertThat(json.get("opposition").getAsDouble()).isEqualTo(root.opposition());
    assertThat(json.getAsJsonArray("children")).hasSize(3);
    assertThat(child.get("score").getAsDouble()).isEqualTo(first.score());
    assertThat(child.get("share").getAsDouble()).isEqualTo(first.share());
    assertThat(child.get("rootShare").getAsDouble()).isEqualTo(first.rootShare());
    assertThat(child.get("channel").getAsInt()).isEqualTo(first.channel());
    assertThat(child.getAsJsonArray("location").get(1).getAsInt())
        .isEqualTo(first.location().column());
    assertThat(child.getAsJsonArray("box")).hasSize(4);
    assertThat(child.getAsJsonArray("box").get(2).getAsInt()).isEqualTo(first.box().width());
  }

  @Test
  void biasesAreGivenModuleByModuleWhereTheyAreNamed() {
    JsonObject root =
        JsonParser.parseString(
                TreeJson.of(new SampleTree().biases(new Bias("layer4.1.bn2", 0.5)).build()))
            .getAsJsonObject()
            .getAsJsonObject("root");

    JsonObject bias = root.getAsJsonArray("biases").get(0).getAsJsonObject();
    assertThat(bias.get("module").getAsString()).isEqualTo("layer4.1.bn2");
    assertThat(bias.get("score").getAsDouble()).isEqualTo(0.5);
    assertThat(TreeJson.of(new SampleTree().build())).doesNotContain("biases");
  }

  @Test
  void aLeafHasNoDecisionOfItsOwn() {
    JsonObject leaf =
        json(new SampleTree().depth(1).build())
            .getAsJsonObject("root")
            .getAsJsonArray("children")
            .get(0)
            .getAsJsonObject();

    assertThat(leaf.keySet())
        .containsExactly("layer", "channel", "score", "share", "rootShare", "location", "box");
  }

  @Test
  void cautionsAreGivenOnlyWhereTheyHold() {
    JsonObject root = json(new SampleTree().depth(2).cautions().build()).getAsJsonObject("root");
    JsonObject first = root.getAsJsonArray("children").get(0).getAsJsonObject();
    JsonObject second = root.getAsJsonArray("children").get(1).getAsJsonObject();

    assertThat(root.keySet()).doesNotContain("skipped", "saturated");
    assertThat(first.get("skipped").getAsInt()).isEqualTo(2);
    assertThat(first.has("saturated")).isFalse();
    assertThat(second.get("saturated").getAsBoolean()).isTrue();
    assertThat(second.getAsJsonArray("children")).isEmpty();
  }

  @Test
  void textIsNotEscapedForHtml() {
    assertThat(TreeJson.of(new SampleTree().label("cats & <dogs>").build()))
        .contains("\"label\": \"cats & <dogs>\"");
  }

  @Test
  void aNumberThatIsNotFiniteBecomesNull() {
    assertThat(Json.number(Double.NaN).isJsonNull()).isTrue();
    assertThat(Json.number(Double.NEGATIVE_INFINITY).isJsonNull()).isTrue();
  }

  private static JsonObject json(EvidenceTree tree) {
    return JsonParser.parseString(TreeJson.of(tree)).getAsJsonObject();
  }

  @Test
  void testedEvidenceHasItsEffectAndTheTreeItsAgreement() {
    EvidenceTree tree = new SampleTree().depth(2).tested().build();
    JsonObject json = JsonParser.parseString(TreeJson.of(tree)).getAsJsonObject();
    Evidence first = tree.root().evidence().get(0);

    JsonObject child =
        json.getAsJsonObject("root").getAsJsonArray("children").get(0).getAsJsonObject();
    JsonObject effect = child.getAsJsonObject("effect");
    assertThat(effect.get("decision").getAsDouble()).isEqualTo(first.effect().onDecision());
    assertThat(effect.get("root").getAsDouble()).isEqualTo(first.effect().onRoot());
    JsonObject agreement = json.getAsJsonObject("agreement");
    assertThat(agreement.get("tested").getAsInt()).isEqualTo(12);
    assertThat(agreement.get("holding").getAsInt()).isEqualTo(8);
    assertThat(agreement.get("rankCorrelation").getAsDouble())
        .isEqualTo(tree.agreement().rankCorrelation().getAsDouble());
    assertThat(agreement.get("medianRatio").getAsDouble())
        .isEqualTo(tree.agreement().medianRatio().getAsDouble());
    assertThat(json.get("tested").getAsString()).isEqualTo("channels set to zero");
    assertThat(json.get("selection").getAsString())
        .isEqualTo("of three times as many those that matter most");
  }

  @Test
  void whereNothingWasTestedThereIsNoWordOfEffects() {
    assertThat(TreeJson.of(new SampleTree().build()))
        .doesNotContain("effect", "agreement", "tested", "selection");
  }
}
