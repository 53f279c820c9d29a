package dev.taproot.evaluation;

import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Input;
import dev.taproot.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Are the pixels of a heatmap those that the network needs? Deletion, insertion, drop and increase
 * in confidence; where boxes around the object are given, the pointing game (Zhang et al.,
 * Excitation Backprop, ECCV 2016) and the part of the relevance inside (Wang et al., Score-CAM,
 * CVPRW 2020).
 */
final class PixelTest {
  static final String NAME = "pixels";

  /** How many places of a curve are kept, for the charts. */
  private static final int PLACES = 15;

  /** By how much the strongest pixel may miss a box. */
  private static final int TOLERANCE = 15;

  private final String photograph;
  private final Input input;
  private final PixelFlipping flipping;
  private final List<Box> boxes;
  private final double before;

  /**
   * @param target the class whose probability is watched
   * @param steps in how many steps pixels are taken away and brought back
   * @param boxes around what shows the class; where there are none the game is not played
   */
  PixelTest(
      String photograph, Network network, Input input, int target, int steps, List<Box> boxes) {
    this.photograph = photograph;
    this.input = input;
    this.flipping = new PixelFlipping(network, input, target, steps);
    this.boxes = boxes;
    this.before = PixelFlipping.softmax(network.logits(List.of(input))[0], target);
  }

  /**
   * Measures a map.
   *
   * @param method the name of the method that made it
   * @param map H x W values, row by row
   */
  List<Measurement> of(String method, float[] map) {
    List<Measurement> all = new ArrayList<>();
    for (boolean deletes : new boolean[] {true, false}) {
      String measure = deletes ? "deletion" : "insertion";
      Curve curve = deletes ? flipping.deletion(map) : flipping.insertion(map);
      all.add(measured(method, "", measure, curve.area()));
      double[] places = curve.at(PLACES);
      for (int i = 0; i < PLACES; i++) {
        String at = "%d%%".formatted(Math.round(100.0 * i / (PLACES - 1)));
        all.add(measured(method, at, measure + " curve", places[i]));
      }
    }
    double masked = flipping.masked(map);
    all.add(measured(method, "", "average drop", Math.max(0, before - masked) / before));
    all.add(measured(method, "", "increase in confidence", masked > before ? 1 : 0));
    if (!boxes.isEmpty()) {
      all.add(measured(method, "", "pointing game", points(map, input.framing(), boxes)));
      all.add(measured(method, "", "energy inside", energy(map, input.framing(), boxes)));
    }
    return all;
  }

  private Measurement measured(String method, String at, String measure, double value) {
    return new Measurement(photograph, NAME, method, at, measure, value);
  }

  private static double points(float[] map, Framing framing, List<Box> boxes) {
    int best = 0;
    for (int i = 1; i < map.length; i++) {
      best = map[i] > map[best] ? i : best;
    }
    int strongest = best;
    return boxes.stream().anyMatch(box -> inside(strongest, framing, box, TOLERANCE)) ? 1 : 0;
  }

  private static double energy(float[] map, Framing framing, List<Box> boxes) {
    double inside = 0;
    double whole = 0;
    for (int i = 0; i < map.length; i++) {
      int place = i;
      if (map[i] > 0) {
        whole += map[i];
        inside += boxes.stream().anyMatch(box -> inside(place, framing, box, 0)) ? map[i] : 0;
      }
    }
    return inside / whole;
  }

  private static boolean inside(int place, Framing framing, Box box, int tolerance) {
    double x = framing.left() + (place % framing.width() + 0.5) * framing.horizontal();
    double y = framing.top() + (Math.floorDiv(place, framing.width()) + 0.5) * framing.vertical();
    return x >= box.x() - tolerance
        && x < box.x() + box.width() + tolerance
        && y >= box.y() - tolerance
        && y < box.y() + box.height() + tolerance;
  }
}
