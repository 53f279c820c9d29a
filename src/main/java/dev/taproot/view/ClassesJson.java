package dev.taproot.view;

import com.google.gson.JsonArray;
import dev.taproot.evidence.ClassScore;
import java.util.List;

/** What a network sees in a photograph, as JSON, for programs. */
public final class ClassesJson {
  private ClassesJson() {}

  /**
   * Writes an object for each class, with numbers in full.
   *
   * @param classes the most probable first
   * @return a new array: index, label, score, probability
   */
  public static JsonArray of(List<ClassScore> classes) {
    JsonArray json = new JsonArray();
    classes.forEach(score -> json.add(Json.classScore(score)));
    return json;
  }
}
