package dev.taproot.view;

import dev.taproot.evidence.Alignment;
import dev.taproot.evidence.Alignment.Basis;
import dev.taproot.evidence.Alignment.Level;
import dev.taproot.evidence.Alignment.Pair;
import dev.taproot.evidence.Alignment.Status;
import dev.taproot.evidence.Contribution;
import dev.taproot.evidence.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a comparison comes to, in plain words: channels, shares and places, nothing more. */
final class Verdict {
  private static final int MOST_NAMED = 6;

  private final Alignment alignment;
  private final Sides sides;

  Verdict(Alignment alignment, Sides sides) {
    this.alignment = alignment;
    this.sides = sides;
  }

  /** Says how much is common in the first layer that both have. */
  String headline() {
    if (alignment.basis() == Basis.NOTHING) {
      return "Two networks on two photographs: nothing tells what is common";
    }
    if (identical()) {
      int pieces = alignment.levels().stream().mapToInt(level -> level.pairs().size()).sum();
      return "Both rest on the same " + counted(pieces, "channel") + ", with the same shares";
    }
    Level level = firstOfBoth();
    if (level == null) {
      return "The two explanations have no layer in common";
    }
    int left = on(level, Pair::left).size();
    int right = on(level, Pair::right).size();
    List<Pair> common = level.pairs(Status.COMMON);
    String layer = layer(level);
    if (left == 0 || right == 0) {
      return "In " + layer + " there is nothing to compare";
    }
    String same = alignment.basis() == Basis.PLACE ? "at the same place" : "common";
    if (common.size() == left && left == right) {
      String all =
          left == 1 ? "The one channel" : left == 2 ? "Both channels" : "All " + left + " channels";
      return all + " in " + layer + (left == 1 ? " is " : " are ") + same + named(common);
    }
    String of =
        left == right
            ? (left == 1 ? "one channel each" : left + " channels each")
            : left + " and " + counted(right, "channel");
    String many =
        common.isEmpty() ? "none is" : common.size() == 1 ? "1 is" : common.size() + " are";
    return "Of " + of + " in " + layer + ", " + many + " " + same + named(common);
  }

  /** Says what the common evidence of that layer weighs, and in what it still differs. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    Level level = firstOfBoth();
    if (level != null && alignment.basis() != Basis.NOTHING && !identical()) {
      List<Pair> common = level.pairs(Status.COMMON);
      sentences.add(weight(level, common));
      sentences.addAll(disagreement(common));
      if (alignment.basis() == Basis.CHANNEL) {
        sentences.addAll(places(common));
      }
    }
    if (alignment.basis() != Basis.NOTHING && !identical()) {
      String below =
          ofBoth()
              .skip(1)
              .map(one -> portion(one) + " in " + layer(one))
              .collect(Collectors.joining("; "));
      if (!below.isEmpty()) {
        sentences.add("Further down, common are " + below + ".");
      }
    }
    return sentences;
  }

  /** Writes how many of both sides' channels are common: {@code 3 of 9}, {@code 2 of 9 and 8}. */
  private static String portion(Level level) {
    int left = on(level, Pair::left).size();
    int right = on(level, Pair::right).size();
    int common = level.pairs(Status.COMMON).size();
    return (common == 0 ? "none" : Integer.toString(common))
        + " of "
        + (left == right ? left : left + " and " + right);
  }

  private String weight(Level level, List<Pair> common) {
    String shown =
        "In %s the channels shown are %s of the whole decision for %s, and %s for %s"
            .formatted(
                layer(level),
                Notation.percent(strength(on(level, Pair::left))),
                sides.left(),
                Notation.percent(strength(on(level, Pair::right))),
                sides.right());
    return common.isEmpty() || common.size() == level.pairs().size()
        ? shown + "."
        : shown
            + "; the common ones %s and %s."
                .formatted(
                    Notation.percent(strength(on(common, Pair::left))),
                    Notation.percent(strength(on(common, Pair::right))));
  }

  private List<String> disagreement(List<Pair> common) {
    List<Pair> pairs = common.stream().filter(Pair::disagrees).toList();
    if (pairs.isEmpty()) {
      return List.of();
    }
    if (pairs.size() > 1) {
      return List.of(
          (pairs.size() == common.size() ? "All" : pairs.size() + " of")
              + " the common ones support one side and oppose the other.");
    }
    boolean left = on(pairs, Pair::left).stream().anyMatch(Contribution::supports);
    return List.of(
        "A common one supports %s but opposes %s."
            .formatted(left ? sides.left() : sides.right(), left ? sides.right() : sides.left()));
  }

  /** Says by what evidence is told to be the same. */
  String basis() {
    return switch (alignment.basis()) {
      case CHANNEL ->
          "Both explanations are of one network, so a channel is the same on both sides. It counts once in a layer, however many decisions above rest on it: its shares are summed.";
      case PLACE ->
          "The networks differ, so their channels mean nothing to each other. Evidence is matched by its place in the photograph: boxes that overlap by half or more (intersection over union), in layers equally far from the top, the strongest first.";
      case NOTHING ->
          "Channels of two networks mean nothing to each other, and places in two photographs neither: each explanation stands for itself, layer beside layer.";
    };
  }

  /** Says what the two explanations were asked differently, and what follows for the comparison. */
  List<String> cautions() {
    Provenance left = alignment.left().provenance();
    Provenance right = alignment.right().provenance();
    List<String> cautions = new ArrayList<>();
    if (!left.rule().equals(right.rule())) {
      cautions.add(
          "The rules differ (left %s, right %s): below the first layer scores are in different units, and only shares compare."
              .formatted(left.rule(), right.rule()));
    }
    if (!left.attribution().equals(right.attribution())) {
      cautions.add(
          "Relevance was computed differently: left %s, right %s."
              .formatted(left.attribution(), right.attribution()));
    }
    if (left.width() != right.width() || left.opposition() != right.opposition()) {
      cautions.add(
          "The left explanation shows up to %d of support and %d of opposition for each decision, the right up to %d and %d: what only one shows may be left out of the other."
              .formatted(left.width(), left.opposition(), right.width(), right.opposition()));
    }
    return cautions;
  }

  /** Names a level by its layer, or by the layers of two networks. */
  static String layer(Level level) {
    return Stream.of(level.left(), level.right())
        .flatMap(Stream::ofNullable)
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  /** Counts evidence: {@code 1 in both, 2 only left}, without what there is none of. */
  String counts(List<Pair> pairs) {
    String counts =
        Stream.of(Status.values())
            .map(status -> count(pairs, status))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "no evidence" : counts;
  }

  private String count(List<Pair> pairs, Status status) {
    long number = pairs.stream().filter(pair -> pair.status() == status).count();
    return number == 0 ? "" : number + " " + words(status);
  }

  /** Says on which sides evidence is: {@code in both}, {@code only left}, {@code only right}. */
  String words(Status status) {
    String only = alignment.basis() == Basis.NOTHING ? "" : "only ";
    return switch (status) {
      case COMMON -> "in both";
      case ONLY_LEFT -> only + "left";
      case ONLY_RIGHT -> only + "right";
    };
  }

  private boolean identical() {
    List<Pair> pairs =
        alignment.levels().stream().flatMap(level -> level.pairs().stream()).toList();
    return !pairs.isEmpty()
        && alignment.basis() == Basis.CHANNEL
        && pairs.stream()
            .allMatch(
                pair -> {
                  Contribution left = pair.left();
                  Contribution right = pair.right();
                  return left != null && right != null && left.rootShare() == right.rootShare();
                });
  }

  private @Nullable Level firstOfBoth() {
    return ofBoth().findFirst().orElse(null);
  }

  private Stream<Level> ofBoth() {
    return alignment.levels().stream()
        .filter(level -> level.left() != null && level.right() != null);
  }

  private String named(List<Pair> common) {
    if (common.isEmpty() || alignment.basis() == Basis.PLACE) {
      return "";
    }
    List<Contribution> channels = on(common, Pair::left);
    String names =
        channels.stream()
            .limit(MOST_NAMED)
            .map(one -> Integer.toString(one.channel()))
            .collect(Collectors.joining(", "));
    int more = channels.size() - MOST_NAMED;
    return ": " + names + (more > 0 ? " and " + more + " more" : "");
  }

  private static List<String> places(List<Pair> common) {
    List<Pair> placed = common.stream().filter(pair -> pair.overlap().isPresent()).toList();
    if (placed.isEmpty()) {
      return List.of();
    }
    long same =
        placed.stream()
            .filter(pair -> pair.overlap().getAsDouble() >= Alignment.SAME_PLACE)
            .count();
    if (placed.size() == 1) {
      return List.of(
          same == 1
              ? "It counts most at the same place of the photograph."
              : "It counts most at another place of the photograph for each.");
    }
    return List.of(
        same == placed.size()
            ? "Each counts most at the same place of the photograph for both."
            : same == 0
                ? "None counts most at the same place of the photograph for both."
                : same + " of them count most at the same place of the photograph.");
  }

  private static List<Contribution> on(Level level, Function<Pair, @Nullable Contribution> side) {
    return on(level.pairs(), side);
  }

  private static List<Contribution> on(
      List<Pair> pairs, Function<Pair, @Nullable Contribution> side) {
    return pairs.stream().flatMap(pair -> Stream.ofNullable(side.apply(pair))).toList();
  }

  private static double strength(List<Contribution> contributions) {
    return contributions.stream().mapToDouble(Contribution::strength).sum();
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
