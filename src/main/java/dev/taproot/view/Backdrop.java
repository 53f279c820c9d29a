package dev.taproot.view;

import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A photograph at the size in which it is shown, and where the network's input lies in it.
 *
 * @param image the photograph, made smaller where it was larger than asked
 * @param framing the input's place, in pixels of this image
 */
record Backdrop(BufferedImage image, Framing framing) {

  /** Shrinks a photograph so that its longer side is at most so many pixels. */
  static Backdrop of(Photograph photograph, Framing framing, int longSide) {
    return new Backdrop(photograph.toImage(), framing).within(longSide);
  }

  /** Shrinks the backdrop so that its longer side is at most so many pixels. */
  Backdrop within(int longSide) {
    double factor = (double) longSide / Math.max(image.getWidth(), image.getHeight());
    if (factor >= 1) {
      return this;
    }
    int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
    int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
    double across = (double) width / image.getWidth();
    double down = (double) height / image.getHeight();
    return new Backdrop(
        resized(image, width, height),
        new Framing(
            framing.left() * across,
            framing.top() * down,
            framing.horizontal() * across,
            framing.vertical() * down,
            framing.width(),
            framing.height()));
  }

  /** The part that the network saw. */
  Box seen() {
    return framing.box(
        0, 0, framing.width(), framing.height(), image.getWidth(), image.getHeight());
  }

  /** Cuts the backdrop down to a rectangle that lies in it. */
  Backdrop cut(Box box) {
    return new Backdrop(
        image.getSubimage(box.x(), box.y(), box.width(), box.height()),
        new Framing(
            framing.left() - box.x(),
            framing.top() - box.y(),
            framing.horizontal(),
            framing.vertical(),
            framing.width(),
            framing.height()));
  }

  /** Cuts out a patch and enlarges or shrinks it to a longer side of so many pixels. */
  BufferedImage patch(Box box, int longSide) {
    int x = Math.max(0, Math.min(box.x(), image.getWidth() - 1));
    int y = Math.max(0, Math.min(box.y(), image.getHeight() - 1));
    int width = Math.min(box.width(), image.getWidth() - x);
    int height = Math.min(box.height(), image.getHeight() - y);
    double factor = (double) longSide / Math.max(width, height);
    return resized(
        image.getSubimage(x, y, width, height),
        Math.max(1, (int) Math.round(width * factor)),
        Math.max(1, (int) Math.round(height * factor)));
  }

  private static BufferedImage resized(BufferedImage image, int width, int height) {
    BufferedImage step = image;
    while (step.getWidth() >= 2 * width && step.getHeight() >= 2 * height) {
      step = drawn(step, step.getWidth() / 2, step.getHeight() / 2, false);
    }
    return drawn(step, width, height, true);
  }

  private static BufferedImage drawn(BufferedImage image, int width, int height, boolean smooth) {
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = copy.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        smooth
            ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
            : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return copy;
  }
}
