package dev.taproot.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.taproot.Explanation;
import dev.taproot.evidence.Evidence;
import dev.taproot.image.Photograph;
import dev.taproot.image.Sample;
import dev.taproot.network.Layer;
import dev.taproot.network.Network;
import dev.taproot.view.ClassesJson;
import dev.taproot.view.LiveTree;
import dev.taproot.view.SilencedJson;
import dev.taproot.view.TreeJson;
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
    json.add("top", ClassesJson.of(network.classify(photograph).top(top)));
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
          JsonObject json = node(node, evidence);
          LiveTree drawing = asked.drawing(why);
          json.addProperty("patch", drawing.patch(evidence));
          json.addProperty("heatmap", drawing.heatmap(evidence));
          json.add("without", SilencedJson.of(asked.without(why, evidence), TOP));
          return Answer.json(json);
        });
  }

  private JsonObject node(Node node, Evidence evidence) {
    int below = node.places().size();
    boolean deeper = below < layers.size();
    JsonObject json = new JsonObject();
    json.addProperty("path", node.toString());
    json.add("evidence", TreeJson.evidence(evidence));
    json.addProperty("deeper", deeper);
    json.add("below", deeper ? new JsonPrimitive(layers.get(below)) : JsonNull.INSTANCE);
    return json;
  }

  private static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
