package dev.taproot.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.taproot.Explanation;
import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Silenced;
import dev.taproot.image.Photograph;
import dev.taproot.image.Sample;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.view.LiveTree;
import java.util.List;

/** What a site answers; whoever asks waits for it. */
final class Answers {
  private static final int TOP = 5;

  private final Network network;
  private final Photographs photographs;
  private final Inquiries inquiries;
  private final List<String> layers;

  Answers(Network network, Photographs photographs, Inquiries inquiries) {
    this.network = network;
    this.photographs = photographs;
    this.inquiries = inquiries;
    this.layers = network.suggestedLayers().stream().map(Layer::name).toList();
  }

  Answer network() {
    JsonObject json = new JsonObject();
    json.addProperty("name", network.name());
    json.addProperty("sha256", network.sha256());
    json.addProperty("device", network.device());
    json.addProperty("preprocessing", network.preprocessing().toString());
    json.add("layers", texts(layers));
    json.add("classes", texts(network.labels().names()));
    JsonArray samples = new JsonArray();
    for (Sample sample : Photograph.samples()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", sample.name());
      one.addProperty("caption", sample.title());
      samples.add(one);
    }
    json.add("samples", samples);
    JsonObject limits = new JsonObject();
    limits.addProperty("bytes", Photographs.MOST_BYTES);
    limits.addProperty("pixels", Photographs.MOST_MEGAPIXELS * 1_000_000);
    limits.addProperty("width", Question.WIDEST);
    limits.addProperty("opposition", Question.WIDEST);
    limits.addProperty("open", Question.MOST_OPEN);
    json.add("limits", limits);
    return Answer.json(json);
  }

  static JsonObject photograph(String id, Photograph photograph) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("name", photograph.name());
    json.addProperty("width", photograph.width());
    json.addProperty("height", photograph.height());
    return json;
  }

  Answer classes(String id, int top) throws InterruptedException {
    Photograph photograph = photographs.get(id);
    JsonObject json = new JsonObject();
    json.add("photograph", photograph(id, photograph));
    json.add("top", top(network.classify(photograph).top(top)));
    return Answer.json(json);
  }

  Answer explanation(String id, Question question, List<Node> open, Format format)
      throws InterruptedException {
    return inquiries.ask(
        new Inquiries.Key(id, question),
        question.about(photographs.get(id), network),
        asked -> format.answer(asked, asked.explain(open)));
  }

  Answer node(String id, Question question, List<Node> open, Node node)
      throws InterruptedException {
    return inquiries.ask(
        new Inquiries.Key(id, question),
        question.about(photographs.get(id), network),
        asked -> {
          Explanation why = asked.explain(open);
          Evidence evidence = node.in(why.root());
          JsonObject json = node(why, node);
          LiveTree drawing = asked.drawing(why);
          json.addProperty("patch", drawing.patch(evidence));
          json.addProperty("heatmap", drawing.heatmap(evidence));
          json.add("without", without(asked.without(why, evidence)));
          return Answer.json(json);
        });
  }

  private JsonObject node(Explanation why, Node node) {
    int below = node.places().size();
    boolean deeper = below < layers.size();
    JsonObject json = new JsonObject();
    json.addProperty("path", node.toString());
    json.add("evidence", asInTree(why, node));
    json.addProperty("deeper", deeper);
    json.add("below", deeper ? new JsonPrimitive(layers.get(below)) : JsonNull.INSTANCE);
    return json;
  }

  private static JsonObject without(Silenced silenced) {
    JsonObject json = new JsonObject();
    json.add("decision", number(silenced.effect().onDecision()));
    json.add("root", number(silenced.effect().onRoot()));
    json.add("value", number(silenced.value()));
    json.add("top", top(silenced.classes().top(TOP)));
    json.add("before", top(silenced.before().top(TOP)));
    return json;
  }

  /** The node as it stands in the explanation's JSON, without what it rests on. */
  private static JsonObject asInTree(Explanation why, Node node) {
    JsonObject at = JsonParser.parseString(why.json()).getAsJsonObject().getAsJsonObject("root");
    for (int place : node.places()) {
      at = at.getAsJsonArray("children").get(place).getAsJsonObject();
    }
    at.remove("children");
    return at;
  }

  private static JsonArray top(List<ClassScore> classes) {
    JsonArray top = new JsonArray();
    for (ClassScore score : classes) {
      JsonObject one = new JsonObject();
      one.addProperty("index", score.index());
      one.addProperty("label", score.label());
      one.add("score", number(score.logit()));
      one.add("probability", number(score.probability()));
      top.add(one);
    }
    return top;
  }

  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  private static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
