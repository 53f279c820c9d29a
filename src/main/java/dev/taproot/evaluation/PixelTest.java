package dev.taproot.evaluation;

import dev.taproot.gap.Decision;
import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Input;
import dev.taproot.network.Network;
import dev.taproot.saliency.SaliencyMethod;
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

  private PixelTest() {}

  static List<Measurement> of(
      Network network,
      Input input,
      String photograph,
      int target,
      List<SaliencyMethod> methods,
      int steps,
      List<Box> boxes) {
    List<Measurement> all = new ArrayList<>();
    PixelFlipping flipping = new PixelFlipping(network, input, target, steps);
    double before = PixelFlipping.softmax(network.logits(List.of(input))[0], target);
    for (SaliencyMethod method : methods) {
      String name = method.name();
      float[] map =
          method
              .map(network, input, Decision.classScore(target))
              .resized(input.height(), input.width())
              .values();
      for (boolean deletes : new boolean[] {true, false}) {
        String measure = deletes ? "deletion" : "insertion";
        Curve curve = deletes ? flipping.deletion(map) : flipping.insertion(map);
        all.add(new Measurement(photograph, NAME, name, "", measure, curve.area()));
        double[] places = curve.at(PLACES);
        for (int i = 0; i < PLACES; i++) {
          String at = "%d%%".formatted(Math.round(100.0 * i / (PLACES - 1)));
          all.add(new Measurement(photograph, NAME, name, at, measure + " curve", places[i]));
        }
      }
      double masked = flipping.masked(map);
      all.add(
          new Measurement(
              photograph, NAME, name, "", "average drop", Math.max(0, before - masked) / before));
      all.add(
          new Measurement(
              photograph, NAME, name, "", "increase in confidence", masked > before ? 1 : 0));
      if (!boxes.isEmpty()) {
        all.add(
            new Measurement(
                photograph, NAME, name, "", "pointing game", points(map, input.framing(), boxes)));
        all.add(
            new Measurement(
                photograph, NAME, name, "", "energy inside", energy(map, input.framing(), boxes)));
      }
    }
    return all;
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
