package dev.taproot.evidence;

import dev.taproot.evidence.Alignment.Basis;
import dev.taproot.evidence.Alignment.Level;
import dev.taproot.evidence.Alignment.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what two trees have in common, layer by layer. */
final class Aligner {
  private final EvidenceTree left;
  private final EvidenceTree right;
  private final Map<String, List<Contribution>> ofLeft;
  private final Map<String, List<Contribution>> ofRight;
  private final boolean onePhotograph;
  private final Basis basis;

  Aligner(EvidenceTree left, EvidenceTree right) {
    this.left = left;
    this.right = right;
    this.ofLeft = contributions(left);
    this.ofRight = contributions(right);
    this.onePhotograph = left.photograph().showsTheSameAs(right.photograph());
    boolean oneNetwork = left.provenance().sha256().equals(right.provenance().sha256());
    this.basis = oneNetwork ? Basis.CHANNEL : onePhotograph ? Basis.PLACE : Basis.NOTHING;
  }

  Alignment align() {
    return new Alignment(
        left, right, basis, basis == Basis.CHANNEL ? levelsByName() : levelsFromTheTop());
  }

  /** A layer of one network is the same layer in both trees, however deep it stands in each. */
  private List<Level> levelsByName() {
    List<String> layersOfLeft = List.copyOf(ofLeft.keySet());
    Set<String> merged = new LinkedHashSet<>();
    for (String layer : ofRight.keySet()) {
      merged.addAll(layersOfLeft.subList(0, layersOfLeft.indexOf(layer) + 1));
      merged.add(layer);
    }
    merged.addAll(layersOfLeft);
    return merged.stream()
        .map(
            layer ->
                level(
                    ofLeft.containsKey(layer) ? layer : null,
                    ofRight.containsKey(layer) ? layer : null))
        .toList();
  }

  private List<Level> levelsFromTheTop() {
    List<String> layersOfLeft = List.copyOf(ofLeft.keySet());
    List<String> layersOfRight = List.copyOf(ofRight.keySet());
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < Math.max(layersOfLeft.size(), layersOfRight.size()); i++) {
      levels.add(
          level(
              i < layersOfLeft.size() ? layersOfLeft.get(i) : null,
              i < layersOfRight.size() ? layersOfRight.get(i) : null));
    }
    return levels;
  }

  private Level level(@Nullable String layerOfLeft, @Nullable String layerOfRight) {
    return new Level(
        layerOfLeft,
        layerOfRight,
        pairs(
            layerOfLeft == null ? List.of() : ofLeft.getOrDefault(layerOfLeft, List.of()),
            layerOfRight == null ? List.of() : ofRight.getOrDefault(layerOfRight, List.of())));
  }

  private List<Pair> pairs(List<Contribution> some, List<Contribution> others) {
    Set<Contribution> paired = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Pair> pairs = new ArrayList<>();
    for (Candidate candidate : candidates(some, others)) {
      if (!paired.contains(candidate.one()) && !paired.contains(candidate.other())) {
        paired.add(candidate.one());
        paired.add(candidate.other());
        pairs.add(
            new Pair(
                candidate.one(),
                candidate.other(),
                onePhotograph ? OptionalDouble.of(candidate.overlap()) : OptionalDouble.empty()));
      }
    }
    some.stream()
        .filter(one -> !paired.contains(one))
        .forEach(one -> pairs.add(new Pair(one, null, OptionalDouble.empty())));
    others.stream()
        .filter(other -> !paired.contains(other))
        .forEach(other -> pairs.add(new Pair(null, other, OptionalDouble.empty())));
    return pairs;
  }

  /** What may be common, the strongest first. */
  private List<Candidate> candidates(List<Contribution> some, List<Contribution> others) {
    List<Candidate> candidates = new ArrayList<>();
    for (Contribution one : some) {
      for (Contribution other : others) {
        Candidate candidate = new Candidate(one, other);
        boolean common =
            switch (basis) {
              case CHANNEL -> one.channel() == other.channel();
              case PLACE -> candidate.overlap() >= Alignment.SAME_PLACE;
              case NOTHING -> false;
            };
        if (common) {
          candidates.add(candidate);
        }
      }
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::strength)
            .thenComparingDouble(Candidate::overlap)
            .reversed());
    return candidates;
  }

  private record Candidate(Contribution one, Contribution other) {
    double overlap() {
      return one.strongest().box().overlap(other.strongest().box());
    }

    double strength() {
      return one.strength() + other.strength();
    }
  }

  /** Each layer of a tree, from the top, with its channels, the strongest first. */
  private static Map<String, List<Contribution>> contributions(EvidenceTree tree) {
    Map<String, Map<Integer, List<Evidence>>> places = new LinkedHashMap<>();
    List<Grounds> decisions = List.of(tree.root());
    while (!decisions.isEmpty()) {
      List<Grounds> below = new ArrayList<>();
      for (Grounds decision : decisions) {
        Map<Integer, List<Evidence>> channels =
            places.computeIfAbsent(decision.layer(), layer -> new LinkedHashMap<>());
        for (Evidence one : decision.evidence()) {
          channels.computeIfAbsent(one.channel(), channel -> new ArrayList<>()).add(one);
          Grounds grounds = one.grounds();
          if (grounds != null) {
            below.add(grounds);
          }
        }
      }
      decisions = below;
    }
    Map<String, List<Contribution>> contributions = new LinkedHashMap<>();
    places.forEach(
        (layer, channels) ->
            contributions.put(
                layer,
                channels.values().stream()
                    .map(all -> Contribution.of(all, tree.provenance().rule()))
                    .sorted(Comparator.comparingDouble(Contribution::strength).reversed())
                    .toList()));
    return contributions;
  }
}
