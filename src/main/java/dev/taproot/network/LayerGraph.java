package dev.taproot.network;

import java.util.ArrayList;
import java.util.HashMap;
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
  /** More convolutions than this between two suggested layers, and another is put between them. */
  private static final int FAR = 12;

  /** How many convolutions a block has at most. */
  private static final int BLOCK = 3;

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

  /**
   * Finds the last convolution before a layer, which makes its channels.
   *
   * @param upper the layer's name
   * @param lower the name of a layer below, above which the convolution lies
   * @return its name; empty if there is none
   */
  Optional<String> lastConvolution(String upper, String lower) {
    int top = place(upper);
    int bottom = place(lower);
    for (int i = top - 1; i > bottom; i--) {
      Survey.Value value = survey.values().get(i);
      if (value.kind().equals("conv2d")
          && reaches(List.of(top), i, bottom)
          && reaches(value.sources(), bottom, Survey.IMAGE - 1)) {
        return Optional.of(value.name());
      }
    }
    return Optional.empty();
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

  /** A layer that may be suggested, and how many convolutions are computed before it. */
  private record Candidate(Layer layer, int place, int convolutions) {
    Resolution resolution() {
      return new Resolution(layer.height(), layer.width());
    }
  }

  private record Resolution(int height, int width) {}

  /**
   * The last separator of each resolution among those with the shortest path, which are the outputs
   * of whole blocks; or the last non-negative one if at most a convolution follows it. Where it
   * shows a grid, rather the one a block before. Where many convolutions lie between two of them
   * the first order says less and less of what really counts, so that one in the middle is
   * suggested as well; the highest resolution, with few channels for edges and colours, is left out
   * where there are more than three. Of several names for the same value the shortest.
   */
  private Set<String> suggest(List<Layer> layers, List<Integer> places) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (layer.separator()
          && layer.height() * layer.width() > 1
          && !POOLED_TO_SIZE.contains(layer.kind())
          && !(layer.down().equals(ReceptiveField.PIXEL)
              && layer.across().equals(ReceptiveField.PIXEL))
          && !padding(places.get(i))) {
        candidates.add(new Candidate(layer, places.get(i), convolutionsBefore(places.get(i))));
      }
    }
    Map<Resolution, Integer> shortest = new HashMap<>();
    candidates.forEach(one -> shortest.merge(one.resolution(), depth(one.layer), Math::min));
    Map<Resolution, Candidate> best = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (Integer.valueOf(depth(candidate.layer)).equals(shortest.get(candidate.resolution()))) {
        best.merge(candidate.resolution(), candidate, this::better);
      }
    }
    List<Candidate> ends = best.values().stream().map(end -> withoutGrid(end, candidates)).toList();
    Set<String> names = new HashSet<>();
    for (int i = ends.size() > 3 ? 1 : 0; i < ends.size(); i++) {
      Candidate end = ends.get(i);
      names.add(end.layer.name());
      int before = i == 0 ? 0 : ends.get(i - 1).convolutions;
      if (end.convolutions - before > FAR) {
        double middle = (before + end.convolutions) / 2.0;
        candidates.stream()
            .filter(one -> one.resolution().equals(end.resolution()))
            .reduce((old, next) -> nearer(old, next, middle))
            .ifPresent(one -> names.add(one.layer.name()));
      }
    }
    return names;
  }

  private Candidate better(Candidate old, Candidate next) {
    if (sameValue(old.place, next.place)) {
      return shorter(old, next);
    }
    boolean near = next.convolutions - old.convolutions <= 1;
    return merit(next.layer, near) >= merit(old.layer, near) ? next : old;
  }

  /** The last candidate within a block before one that shows a grid, or else that one. */
  private Candidate withoutGrid(Candidate end, List<Candidate> candidates) {
    if (!end.layer.grid()) {
      return end;
    }
    return candidates.stream()
        .filter(one -> one.resolution().equals(end.resolution()) && one.place < end.place)
        .filter(one -> end.convolutions - one.convolutions <= BLOCK)
        .filter(one -> !one.layer.grid() && depth(one.layer) <= depth(end.layer) + 1)
        .filter(one -> one.layer.nonNegative() || !end.layer.nonNegative())
        .reduce((old, next) -> sameValue(old.place, next.place) ? shorter(old, next) : next)
        .orElse(end);
  }

  private Candidate nearer(Candidate old, Candidate next, double middle) {
    if (sameValue(old.place, next.place)) {
      return shorter(old, next);
    }
    return Math.abs(next.convolutions - middle) <= Math.abs(old.convolutions - middle) ? next : old;
  }

  private static Candidate shorter(Candidate old, Candidate next) {
    return depth(next.layer) < depth(old.layer) ? next : old;
  }

  private int convolutionsBefore(int place) {
    return (int)
        survey.values().subList(0, place + 1).stream()
            .map(Survey.Value::window)
            .filter(window -> window != null && window.products() > 0)
            .count();
  }

  /**
   * How well a layer suits: maps that already are the classes' tell nothing new.
   *
   * @param near whether the other one in question is so near that it matters what is negative
   */
  private int merit(Layer layer, boolean near) {
    int tells = layer.channels() == survey.classes() ? 0 : 2;
    return tells + (near && layer.nonNegative() ? 1 : 0);
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
