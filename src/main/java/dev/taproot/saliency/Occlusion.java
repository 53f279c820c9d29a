package dev.taproot.saliency;

import dev.taproot.evidence.RelevanceMap;
import dev.taproot.gap.Decision;
import dev.taproot.image.Input;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.FeatureMaps;
import dev.taproot.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much the decision falls where a square is put to zero.
 *
 * @param window side of the square, in input pixels
 * @param stride how far apart the squares begin, in input pixels
 */
record Occlusion(int window, int stride) implements SaliencyMethod {
  private static final int TOGETHER = 16;

  Occlusion {
    if (window < 1) {
      throw new InvalidInputException(
          "Occlusion puts a square window to zero, given one of %d pixels; 1 pixel or more would be right."
              .formatted(window));
    }
    if (stride < 1 || stride > window) {
      throw new InvalidInputException(
          "Occlusion moves its window of %d pixels by a stride, given %d; 1 to %d would be right, so that no pixel is passed over."
              .formatted(window, stride, window));
    }
  }

  @Override
  public String name() {
    return "occlusion, window %d, stride %d".formatted(window, stride);
  }

  @Override
  public RelevanceMap map(Network network, Input input, Decision decision) {
    Passes.check(decision);
    int shorter = Math.min(input.height(), input.width());
    if (window > shorter) {
      throw new InvalidInputException(
          "Occlusion's window is %d pixels and the input %d x %d; a window of 1 to %d would be right."
              .formatted(window, input.height(), input.width(), shorter));
    }
    List<Square> squares = squares(input);
    double whole = value(decision, network.logits(List.of(input))[0]);
    double[] falls = new double[input.height() * input.width()];
    int[] covered = new int[falls.length];
    int batches = (squares.size() + TOGETHER - 1) / TOGETHER;
    Passes.each(
        "batches",
        batches,
        batch -> {
          int from = batch * TOGETHER;
          List<Square> some = squares.subList(from, Math.min(squares.size(), from + TOGETHER));
          float[][] logits =
              network.logits(some.stream().map(square -> square.without(input)).toList());
          return IntStream.range(0, some.size())
              .mapToObj(i -> new Fall(some.get(i), whole - value(decision, logits[i])))
              .toList();
        },
        found ->
            found.forEach(
                fall ->
                    fall.square
                        .positions(input.width())
                        .forEach(
                            i -> {
                              falls[i] += fall.amount;
                              covered[i]++;
                            })));
    for (int i = 0; i < falls.length; i++) {
      falls[i] /= covered[i];
    }
    return Passes.map(input.height(), input.width(), falls);
  }

  private static double value(Decision decision, float[] logits) {
    return decision.value(new FeatureMaps(logits.length, 1, 1, logits));
  }

  private List<Square> squares(Input input) {
    List<Square> squares = new ArrayList<>();
    for (int top : starts(input.height())) {
      for (int left : starts(input.width())) {
        squares.add(
            new Square(
                top,
                left,
                Math.min(input.height(), top + window),
                Math.min(input.width(), left + window)));
      }
    }
    return squares;
  }

  /** Where squares begin, so that the last one is the first to reach the side's end. */
  private int[] starts(int side) {
    int count = (side - window + stride - 1) / stride + 1;
    return IntStream.range(0, count).map(i -> i * stride).toArray();
  }

  private record Fall(Square square, double amount) {}

  /** A part of the input; bottom and right are exclusive. */
  private record Square(int top, int left, int bottom, int right) {
    IntStream positions(int width) {
      return IntStream.range(top, bottom)
          .flatMap(row -> IntStream.range(row * width + left, row * width + right));
    }

    Input without(Input input) {
      int area = input.height() * input.width();
      float[] values = input.values();
      for (int colour = 0; colour < 3; colour++) {
        for (int row = top; row < bottom; row++) {
          int from = colour * area + row * input.width();
          Arrays.fill(values, from + left, from + right, 0);
        }
      }
      return input.with(values);
    }
  }
}
