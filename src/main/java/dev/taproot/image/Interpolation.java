package dev.taproot.image;

/** How a photograph is resized; each antialiases when it shrinks, as Pillow does. */
public enum Interpolation {
  /** The nearest pixel. */
  NEAREST,
  /** A triangle filter. */
  BILINEAR,
  /** A cubic filter with a = -0.5 (Keys 1981). */
  BICUBIC
}
