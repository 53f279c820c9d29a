package dev.taproot.view;

import dev.taproot.evidence.Alignment.Basis;
import dev.taproot.evidence.Alignment.Level;
import dev.taproot.evidence.Alignment.Pair;
import dev.taproot.evidence.Contribution;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long the bars of a layer are when two explanations are compared: on one scale where both are
 * of one network; else each on its own, since the shares of a network with few channels dwarf those
 * of one with many.
 *
 * @param basis of the comparison
 * @param level the layer
 */
record Scale(Basis basis, Level level) {

  /** The share of the root, without sign, at which a bar of this side is full. */
  double full(Function<Pair, @Nullable Contribution> side) {
    Stream<Function<Pair, @Nullable Contribution>> sides =
        basis == Basis.CHANNEL ? Stream.of(Pair::left, Pair::right) : Stream.of(side);
    return sides
        .flatMap(one -> level.pairs().stream().map(one))
        .flatMap(Stream::ofNullable)
        .mapToDouble(Contribution::strength)
        .max()
        .orElse(0);
  }
}
