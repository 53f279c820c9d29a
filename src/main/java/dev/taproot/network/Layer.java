package dev.taproot.network;

/**
 * A named place in a network whose output (C x H x W) can be read, and decided or decomposed onto.
 *
 * @param name PyTorch's dotted module path ({@code layer4.2}), with {@code #n} from the second call
 *     of the same module on ({@code relu#1}); for an operation that is no module, the path of the
 *     module it stands in, a colon and the operation ({@code layer1.0:relu})
 * @param kind the module's class ({@code BasicBlock}) or the operation ({@code relu})
 * @param channels C
 * @param height H
 * @param width W
 * @param down what a position sees of the input's rows
 * @param across what a position sees of the input's columns
 * @param separator whether every path from the image to the logits goes through it, so that scores
 *     can add up to the decision
 * @param nonNegative whether its output is never below zero, as seen on the survey's image
 * @param grid whether it is read by an operation that samples only some of its positions (a stride
 *     of two or more), so that its relevance maps show a grid
 * @param suggested whether it is among the layers that an explanation uses by default
 */
public record Layer(
    String name,
    String kind,
    int channels,
    int height,
    int width,
    ReceptiveField down,
    ReceptiveField across,
    boolean separator,
    boolean nonNegative,
    boolean grid,
    boolean suggested) {

  /** Returns how many input pixels lie between neighbouring positions, the larger of both axes. */
  public int stride() {
    return Math.max(down.stride(), across.stride());
  }
}
