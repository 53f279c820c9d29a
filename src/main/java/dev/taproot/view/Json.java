package dev.taproot.view;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.taproot.evidence.Agreement;
import dev.taproot.evidence.Bias;
import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Effect;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Provenance;
import dev.taproot.image.Box;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON that trees and graphs have in common. */
final class Json {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private Json() {}

  static String write(JsonElement element) {
    return GSON.toJson(element);
  }

  /** What was asked, of which network, about which image. */
  static JsonObject question(
      Provenance provenance, ClassScore target, @Nullable ClassScore against) {
    JsonObject network = new JsonObject();
    network.addProperty("name", provenance.network());
    network.addProperty("sha256", provenance.sha256());
    JsonObject question = new JsonObject();
    question.add("network", network);
    question.addProperty("image", provenance.image());
    question.add("target", classScore(target));
    if (against != null) {
      question.add("against", classScore(against));
    }
    question.addProperty("rule", provenance.rule());
    JsonArray layers = new JsonArray();
    provenance.layers().forEach(layers::add);
    question.add("layers", layers);
    return question;
  }

  /** Adds how the answer was made, and the network's top classes. */
  static void addCircumstances(JsonObject json, Provenance provenance, List<ClassScore> top) {
    json.addProperty("attribution", provenance.attribution());
    json.addProperty("preprocessing", provenance.preprocessing());
    json.addProperty("width", provenance.width());
    json.addProperty("opposition", provenance.opposition());
    if (provenance.selection() != null) {
      json.addProperty("selection", provenance.selection());
    }
    if (provenance.tested() != null) {
      json.addProperty("tested", provenance.tested());
    }
    json.addProperty("device", provenance.device());
    JsonObject versions = new JsonObject();
    new TreeMap<>(provenance.versions()).forEach(versions::addProperty);
    json.add("versions", versions);
    json.add("top", ClassesJson.of(top));
  }

  /** A decision's sums, without its evidence. */
  static void addDecision(JsonObject json, Grounds grounds) {
    json.add("value", number(grounds.value()));
    json.add("residual", number(grounds.residual()));
    if (!grounds.biases().isEmpty()) {
      JsonArray biases = new JsonArray();
      for (Bias bias : grounds.biases()) {
        JsonObject one = new JsonObject();
        one.addProperty("module", bias.module());
        one.add("score", number(bias.score()));
        biases.add(one);
      }
      json.add("biases", biases);
    }
    json.add("support", number(grounds.support()));
    json.add("opposition", number(grounds.opposition()));
    json.addProperty("channels", grounds.channels());
    if (grounds.skipped() != 0) {
      json.addProperty("skipped", grounds.skipped());
    }
    if (grounds.saturated()) {
      json.addProperty("saturated", true);
    }
  }

  /** A piece of evidence, without what it rests on. */
  static JsonObject evidence(Evidence evidence) {
    JsonObject json = new JsonObject();
    json.addProperty("layer", evidence.layer());
    json.addProperty("channel", evidence.channel());
    json.add("score", number(evidence.score()));
    json.add("share", number(evidence.share()));
    json.add("rootShare", number(evidence.rootShare()));
    Effect effect = evidence.effect();
    if (effect != null) {
      JsonObject effects = new JsonObject();
      effects.add("decision", number(effect.onDecision()));
      effects.add("root", number(effect.onRoot()));
      json.add("effect", effects);
    }
    return json;
  }

  /** How well scores foretold effects. */
  static JsonObject agreement(Agreement agreement) {
    JsonObject json = new JsonObject();
    json.addProperty("tested", agreement.tested());
    json.addProperty("holding", agreement.holding());
    json.add("rankCorrelation", number(agreement.rankCorrelation().orElse(Double.NaN)));
    json.add("medianRatio", number(agreement.medianRatio().orElse(Double.NaN)));
    return json;
  }

  /** Adds where the evidence lies: in its map, and in the photograph. */
  static void addPlace(JsonObject json, Evidence evidence) {
    Box box = evidence.box();
    json.add("location", integers(evidence.location().row(), evidence.location().column()));
    json.add("box", integers(box.x(), box.y(), box.width(), box.height()));
  }

  /** A number in full; null where it is not finite, for which JSON has no word. */
  static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  static JsonObject classScore(ClassScore score) {
    JsonObject json = new JsonObject();
    json.addProperty("index", score.index());
    json.addProperty("label", score.label());
    json.add("score", number(score.logit()));
    json.add("probability", number(score.probability()));
    return json;
  }

  private static JsonArray integers(int... values) {
    JsonArray array = new JsonArray();
    for (int value : values) {
      array.add(value);
    }
    return array;
  }
}
