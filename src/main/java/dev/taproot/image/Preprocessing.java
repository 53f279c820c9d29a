package dev.taproot.image;

import dev.taproot.input.InvalidInputException;
import java.util.List;
import java.util.Locale;

/**
 * How a photograph becomes a network's input: resized so that its short side is {@code resize}, the
 * centre {@code size} x {@code size} cut out, and each channel normalised to (pixel / 255 - mean) /
 * std.
 *
 * <p>The numbers are those of torchvision's {@code Resize}, {@code CenterCrop}, {@code ToTensor}
 * and {@code Normalize} on a Pillow image, to the last bit.
 *
 * @param size side of the square input, in pixels, 1 to 8192
 * @param resize length of the short side before the centre is cut out, in pixels, from size to 8192
 * @param interpolation how the photograph is resized
 * @param mean for red, green, blue, of pixel / 255
 * @param std for red, green, blue, of pixel / 255, above 0
 */
public record Preprocessing(
    int size, int resize, Interpolation interpolation, List<Double> mean, List<Double> std) {

  /** The longest side that a photograph is made to have, in pixels. */
  public static final int MOST_SIDE = 8192;

  /** ImageNet's usual: 224 pixels of 256, bilinear, the mean and std of torchvision's models. */
  public static final Preprocessing IMAGENET =
      new Preprocessing(
          224,
          256,
          Interpolation.BILINEAR,
          List.of(0.485, 0.456, 0.406),
          List.of(0.229, 0.224, 0.225));

  private static final int LONGEST_SIDE = 1_000_000;

  /**
   * Checks the numbers and copies the lists.
   *
   * @throws InvalidInputException if a number is out of its range
   */
  public Preprocessing {
    if (size < 1 || size > MOST_SIDE) {
      throw new InvalidInputException(
          "The input's size is " + size + " pixels; give one from 1 to " + MOST_SIDE + ".");
    }
    if (resize < size || resize > MOST_SIDE) {
      throw new InvalidInputException(
          "The short side is resized to "
              + resize
              + " pixels before "
              + size
              + " are cut out; give a length from "
              + size
              + " to "
              + MOST_SIDE
              + ".");
    }
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != 3 || !mean.stream().allMatch(Double::isFinite)) {
      throw new InvalidInputException(
          "The mean is " + mean + "; give three numbers, for red, green and blue.");
    }
    if (std.size() != 3 || !std.stream().allMatch(Preprocessing::divides)) {
      throw new InvalidInputException(
          "The std is " + std + "; give three numbers above 0, for red, green and blue.");
    }
  }

  private static boolean divides(double std) {
    return Double.isFinite(std) && (float) std > 0;
  }

  /**
   * Makes a network's input of a photograph.
   *
   * @param photograph any size; one that carries a prepared tensor gives that tensor as it is
   * @return the input (1 x 3 x size x size, or the prepared tensor's size) and where it lies in the
   *     photograph
   * @throws InvalidInputException if the photograph is so thin that its long side would be resized
   *     to more than a million pixels
   */
  public Input apply(Photograph photograph) {
    return photograph
        .prepared()
        .map(
            tensor ->
                new Input(
                    tensor.height(),
                    tensor.width(),
                    tensor.values(),
                    Framing.whole(tensor.width(), tensor.height())))
        .orElseGet(() -> frame(photograph));
  }

  private Input frame(Photograph photograph) {
    int shortSide = Math.min(photograph.width(), photograph.height());
    int width = resized(photograph, photograph.width(), shortSide);
    int height = resized(photograph, photograph.height(), shortSide);
    Box centre = new Box(margin(width), margin(height), size, size);
    Pixels cut = Resampling.resize(photograph.pixels(), width, height, centre, interpolation);
    double horizontal = (double) photograph.width() / width;
    double vertical = (double) photograph.height() / height;
    Framing framing =
        new Framing(
            centre.x() * horizontal, centre.y() * vertical, horizontal, vertical, size, size);
    return new Input(size, size, normalise(cut), framing);
  }

  private int resized(Photograph photograph, int side, int shortSide) {
    double resized = (double) ((long) resize * side) / shortSide;
    if (resized > LONGEST_SIDE) {
      throw new InvalidInputException(
          photograph.name()
              + " is too thin: with "
              + photograph.width()
              + " x "
              + photograph.height()
              + " pixels its long side would be resized to "
              + (long) resized
              + "; cut its long side to at most "
              + (long) LONGEST_SIDE * shortSide / resize
              + " pixels.");
    }
    return (int) resized;
  }

  /** Returns what is left out before the centre; of two equally near, the even number. */
  private int margin(int side) {
    return (int) Math.rint((side - size) / 2.0);
  }

  private float[] normalise(Pixels pixels) {
    int area = pixels.rgb.length;
    float[] values = new float[3 * area];
    for (int channel = 0; channel < 3; channel++) {
      float[] normalised = normalised(mean.get(channel), std.get(channel));
      int shift = 16 - 8 * channel;
      for (int i = 0; i < area; i++) {
        values[channel * area + i] = normalised[pixels.rgb[i] >> shift & 0xFF];
      }
    }
    return values;
  }

  /** Returns what each of the 256 values of a pixel becomes, in 32-bit arithmetic as torch's. */
  private static float[] normalised(double mean, double std) {
    float[] normalised = new float[256];
    for (int value = 0; value < 256; value++) {
      normalised[value] = (value / 255f - (float) mean) / (float) std;
    }
    return normalised;
  }

  /** Says it in words, for the provenance of an explanation. */
  @Override
  public String toString() {
    return "%d x %d from the centre of a short side of %d, %s; mean %s, std %s"
        .formatted(size, size, resize, interpolation.name().toLowerCase(Locale.ROOT), mean, std);
  }
}
