package dev.taproot.image;

import java.util.List;

/**
 * How a photograph becomes a network's input: resized so that its short side is {@code resize}, the
 * centre {@code size} x {@code size} cut out, and each channel normalised to (pixel / 255 - mean) /
 * std.
 *
 * @param size side of the square input, in pixels
 * @param resize length of the short side before the centre is cut out, in pixels, at least size
 * @param interpolation how the photograph is resized
 * @param mean for red, green, blue, of pixel / 255
 * @param std for red, green, blue, of pixel / 255
 */
public record Preprocessing(
    int size, int resize, Interpolation interpolation, List<Double> mean, List<Double> std) {

  /** ImageNet's usual: 224 pixels of 256, bilinear, the mean and std of torchvision's models. */
  public static final Preprocessing IMAGENET =
      new Preprocessing(
          224,
          256,
          Interpolation.BILINEAR,
          List.of(0.485, 0.456, 0.406),
          List.of(0.229, 0.224, 0.225));
}
