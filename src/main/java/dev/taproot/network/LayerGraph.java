package dev.taproot.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Works out of a survey what layers a network has and which of them suit an explanation. */
final class LayerGraph {
  private static final Set<String> WORKS_ON_LAST =
      Set.of("LayerNorm", "layer_norm", "Linear", "linear");

  /** What makes a resolution of its own out of any other. */
  private static final Set<String> POOLED_TO_SIZE =
      Set.of(
          "AdaptiveAvgPool2d", "adaptive_avg_pool2d", "AdaptiveMaxPool2d", "adaptive_max_pool2d");

  /**
   * What looks at all positions to compute one, though each stays in its place, which is all that
   * matters where an image is pointed at.
   */
  private static final Set<String> SEES_ALL =
      Set.of("GroupNorm", "group_norm", "InstanceNorm2d", "instance_norm");

  private final Survey survey;
  private final int height;
  private final int width;
  private final List<List<Integer>> readers = new ArrayList<>();
  private final List<Layer> layers;

  /** Which values are computed from the image, rather than from weights alone. */
  private final List<Boolean> fromImage = new ArrayList<>();

  /**
   * Takes a survey.
   *
   * @param survey what the network is made of
   * @param height of the image that it was asked about, in pixels
   * @param width of that image, in pixels
   */
  LayerGraph(Survey survey, int height, int width) {
    this.survey = survey;
    this.height = height;
    this.width = width;
    for (int i = 0; i < survey.values().size(); i++) {
      readers.add(new ArrayList<>());
    }
    for (int i = 0; i < survey.values().size(); i++) {
      boolean seen = false;
      for (int source : survey.values().get(i).sources()) {
        seen |= source == Survey.IMAGE || fromImage.get(source);
        if (source != Survey.IMAGE) {
          readers.get(source).add(i);
        }
      }
      fromImage.add(seen);
    }
    this.layers = find();
  }

  /**
   * Tells whether one layer is computed from another.
   *
   * @param upper the layer's name
   * @param lower the other's name
   * @return whether there is a path between them
   */
  boolean dependsOn(String upper, String lower) {
    return reaches(survey.values().get(place(upper)).sources(), place(lower), Survey.IMAGE - 1);
  }

  /**
   * Finds out what the neurons of one layer see of another.
   *
   * @param upper the layer's name
   * @param lower the other's name
   * @return what they see; empty if they see all of it, or something besides it
   */
  Optional<Sight> sight(String upper, String lower) {
    int top = place(upper);
    int bottom = place(lower);
    if (reaches(List.of(top), Survey.IMAGE, bottom)) {
      return Optional.empty();
    }
    ReceptiveField down = receptiveFields(true, bottom).get(top);
    ReceptiveField across = receptiveFields(false, bottom).get(top);
    return down.whole() || across.whole()
        ? Optional.empty()
        : Optional.of(
            new Sight(
                Sight.Axis.of(down, positions(survey.values().get(bottom), true)),
                Sight.Axis.of(across, positions(survey.values().get(bottom), false))));
  }

  private int place(String name) {
    return IntStream.range(0, survey.values().size())
        .filter(i -> survey.values().get(i).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no value is called " + name));
  }

  /** Returns the layers a user can ask about, in the order of execution. */
  List<Layer> layers() {
    return layers;
  }

  private List<Layer> find() {
    List<Layer> layers = new ArrayList<>();
    List<ReceptiveField> down = receptiveFields(true, Survey.IMAGE);
    List<ReceptiveField> across = receptiveFields(false, Survey.IMAGE);
    List<Boolean> channelsLast = channelsLast();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < survey.values().size(); i++) {
      Survey.Value value = survey.values().get(i);
      if (value.shape().size() != 3 || value.inner() || channelsLast.get(i) || !fromImage.get(i)) {
        continue;
      }
      places.add(i);
      layers.add(
          new Layer(
              value.name(),
              value.kind(),
              value.shape().get(0),
              value.shape().get(1),
              value.shape().get(2),
              down.get(i),
              across.get(i),
              separates(i),
              value.nonNegative(),
              showsGrid(i),
              false));
    }
    Set<String> suggested = suggest(layers, places);
    return layers.stream()
        .map(
            layer ->
                new Layer(
                    layer.name(),
                    layer.kind(),
                    layer.channels(),
                    layer.height(),
                    layer.width(),
                    layer.down(),
                    layer.across(),
                    layer.separator(),
                    layer.nonNegative(),
                    layer.grid(),
                    suggested.contains(layer.name())))
        .toList();
  }

  /** Whether the image can no longer be reached from the logits once a value is cut off. */
  private boolean separates(int place) {
    return reaches(survey.logits(), place, Survey.IMAGE - 1)
        && !reaches(survey.logits(), Survey.IMAGE, place);
  }

  /** Whether a value, or the image, is reached from some values without passing one of them. */
  private boolean reaches(List<Integer> from, int wanted, int avoided) {
    Set<Integer> seen = new HashSet<>();
    List<Integer> open = new ArrayList<>(from);
    while (!open.isEmpty()) {
      int place = open.remove(open.size() - 1);
      if (place == avoided || !seen.add(place)) {
        continue;
      }
      if (place == wanted) {
        return true;
      }
      if (place != Survey.IMAGE) {
        open.addAll(survey.values().get(place).sources());
      }
    }
    return false;
  }

  /** Whether an operation that moves on by more than one position reads the value as it is. */
  private boolean showsGrid(int place) {
    for (int reader : readers.get(place)) {
      Survey.Value value = survey.values().get(reader);
      Survey.Window window = value.window();
      if (window != null && Math.max(window.stride().down(), window.stride().across()) > 1) {
        return true;
      }
      if ((value.alias() || padding(reader)) && showsGrid(reader)) {
        return true;
      }
    }
    return false;
  }

  /** What each value sees of the image, or of another value. */
  private List<ReceptiveField> receptiveFields(boolean down, int origin) {
    int size = down ? height : width;
    List<ReceptiveField> fields = new ArrayList<>();
    for (int i = 0; i < survey.values().size(); i++) {
      Survey.Value value = survey.values().get(i);
      int positions = positions(value, down);
      ReceptiveField field = i == origin ? ReceptiveField.PIXEL : null;
      for (int source : i == origin ? List.<Integer>of() : value.sources()) {
        if (source != Survey.IMAGE && !fromImage.get(source)) {
          continue;
        }
        ReceptiveField seen = source == Survey.IMAGE ? ReceptiveField.PIXEL : fields.get(source);
        int before = source == Survey.IMAGE ? size : positions(survey.values().get(source), down);
        Survey.Window window = value.window();
        if (window != null) {
          seen =
              down
                  ? seen.through(
                      window.kernel().down(),
                      window.stride().down(),
                      window.padding().down(),
                      window.dilation().down())
                  : seen.through(
                      window.kernel().across(),
                      window.stride().across(),
                      window.padding().across(),
                      window.dilation().across());
        } else if (before != positions
            || (origin != Survey.IMAGE && SEES_ALL.contains(value.kind()))) {
          seen = ReceptiveField.whole(size, positions);
        }
        field = field == null ? seen : field.and(seen);
      }
      fields.add(field == null ? ReceptiveField.whole(size, positions) : field);
    }
    return fields;
  }

  private static int positions(Survey.Value value, boolean down) {
    return value.shape().size() != 3 ? 1 : value.shape().get(down ? 1 : 2);
  }

  /**
   * Which values are laid out H x W x C: what layer norms and linear layers work on, until it is
   * permuted back. Such a value is no feature map.
   */
  private List<Boolean> channelsLast() {
    List<Boolean> last = new ArrayList<>();
    for (Survey.Value value : survey.values()) {
      Survey.Value source =
          value.sources().isEmpty() || value.sources().get(0) == Survey.IMAGE
              ? null
              : survey.values().get(value.sources().get(0));
      if (WORKS_ON_LAST.contains(value.kind())) {
        last.add(true);
      } else if (source == null || source.shape().size() != 3 || value.window() != null) {
        last.add(false);
      } else {
        boolean before = last.get(value.sources().get(0));
        last.add(permuted(source.shape(), value.shape()) != before);
      }
    }
    return last;
  }

  private static boolean permuted(List<Integer> from, List<Integer> to) {
    List<Integer> forward = List.of(from.get(1), from.get(2), from.get(0));
    List<Integer> back = List.of(from.get(2), from.get(0), from.get(1));
    return !from.equals(to) && (to.equals(forward) || to.equals(back));
  }

  /**
   * One separator for each resolution: the last that is non-negative, or if none is, the last; of
   * these rather one that shows no grid. Of several names for the same value the shortest path.
   */
  private Set<String> suggest(List<Layer> layers, List<Integer> places) {
    record Resolution(int height, int width) {}
    record Candidate(Layer layer, int place) {}
    Map<Resolution, Candidate> best = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (!layer.separator()
          || layer.height() * layer.width() == 1
          || POOLED_TO_SIZE.contains(layer.kind())
          || (layer.down().equals(ReceptiveField.PIXEL)
              && layer.across().equals(ReceptiveField.PIXEL))
          || padding(places.get(i))) {
        continue;
      }
      best.merge(
          new Resolution(layer.height(), layer.width()),
          new Candidate(layer, places.get(i)),
          (old, next) -> {
            if (sameValue(old.place, next.place)) {
              return depth(next.layer) < depth(old.layer) ? next : old;
            }
            return merit(next.layer) >= merit(old.layer) ? next : old;
          });
    }
    Set<String> names = new HashSet<>();
    best.values().forEach(candidate -> names.add(candidate.layer.name()));
    return names;
  }

  /** How well a layer suits: maps that already are the classes' tell nothing new. */
  private int merit(Layer layer) {
    int tells = layer.channels() == survey.classes() ? 0 : 4;
    return tells + (layer.nonNegative() ? 2 : 0) + (layer.grid() ? 0 : 1);
  }

  /** Whether a value is another with a margin around it. */
  private boolean padding(int place) {
    Survey.Value value = survey.values().get(place);
    return value.kind().equals("constant_pad_nd")
        || value.kind().equals("pad")
        || (value.alias() && padding(value.sources().get(0)));
  }

  private static int depth(Layer layer) {
    return (int) layer.name().chars().filter(c -> c == '.' || c == ':').count();
  }

  /** Whether a value is another, handed on through blocks that return it unchanged. */
  private boolean sameValue(int lower, int upper) {
    int place = upper;
    while (place > lower && survey.values().get(place).alias()) {
      place = survey.values().get(place).sources().get(0);
    }
    return place == lower;
  }
}
