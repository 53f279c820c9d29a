package dev.taproot.view;

import com.google.gson.JsonObject;
import dev.taproot.evidence.Silenced;

/** What a network says without one channel, as JSON, for programs. */
public final class SilencedJson {
  private SilencedJson() {}

  /**
   * Writes the effect, and the classes with the channel and without it.
   *
   * @param silenced what the network says
   * @param top how many of the most probable classes are written
   * @return a new object; a number that is not finite is null
   */
  public static JsonObject of(Silenced silenced, int top) {
    JsonObject json = new JsonObject();
    json.add("decision", Json.number(silenced.effect().onDecision()));
    json.add("root", Json.number(silenced.effect().onRoot()));
    json.add("value", Json.number(silenced.value()));
    json.add("top", ClassesJson.of(silenced.classes().top(top)));
    json.add("before", ClassesJson.of(silenced.before().top(top)));
    return json;
  }
}
