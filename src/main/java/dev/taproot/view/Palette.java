package dev.taproot.view;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture in at most 256 colours chosen from its own: a third of the bytes, and hardly a
 * difference to be seen.
 *
 * <p>As in median cut (P. Heckbert, <i>Color Image Quantization for Frame Buffer Display</i>,
 * SIGGRAPH 1982) the colours are divided in two again and again; here those whose mean is farthest
 * from them all together, at the mean of the channel that differs most.
 */
final class Palette {
  private static final int COLOURS = 256;
  private static final int CHANNELS = 3;

  /** Colours that agree in the upper six of each channel's eight bits are not told apart. */
  private static final int BITS = 6;

  private Palette() {}

  static BufferedImage reduced(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] row = new int[width];
    Shade[] seen = new Shade[1 << (CHANNELS * BITS)];
    List<Shade> shades = new ArrayList<>();
    for (int y = 0; y < height; y++) {
      for (int rgb : image.getRGB(0, y, width, 1, row, 0, width)) {
        Shade shade = seen[shade(rgb)];
        if (shade == null) {
          shade = new Shade();
          seen[shade(rgb)] = shade;
          shades.add(shade);
        }
        shade.add(rgb);
      }
    }
    List<Group> groups = groups(shades);
    byte[][] colours = new byte[CHANNELS][groups.size()];
    for (int i = 0; i < groups.size(); i++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        colours[channel][i] = (byte) Math.round(groups.get(i).mean[channel]);
      }
      for (Shade shade : groups.get(i).shades) {
        shade.index = i;
      }
    }
    IndexColorModel model =
        new IndexColorModel(8, groups.size(), colours[0], colours[1], colours[2]);
    BufferedImage reduced =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        row[x] = seen[shade(row[x])].index;
      }
      reduced.getRaster().setPixels(0, y, width, 1, row);
    }
    return reduced;
  }

  private static int shade(int rgb) {
    int red = rgb >> 18 & 0x3F;
    int green = rgb >> 10 & 0x3F;
    int blue = rgb >> 2 & 0x3F;
    return (red << (2 * BITS)) | (green << BITS) | blue;
  }

  private static List<Group> groups(List<Shade> shades) {
    List<Group> groups = new ArrayList<>(List.of(new Group(shades)));
    while (groups.size() < COLOURS) {
      Group worst = groups.stream().max(Comparator.comparingDouble(Group::error)).orElseThrow();
      if (worst.error() == 0) {
        break;
      }
      groups.remove(worst);
      groups.addAll(worst.halves());
    }
    return groups;
  }

  /** Pixels of nearly the same colour. */
  private static final class Shade {
    private final long[] sums = new long[CHANNELS];
    private long count;
    private int index;

    void add(int rgb) {
      count++;
      for (int channel = 0; channel < CHANNELS; channel++) {
        sums[channel] += rgb >> (16 - 8 * channel) & 0xFF;
      }
    }

    double mean(int channel) {
      return (double) sums[channel] / count;
    }
  }

  /** Shades that become one colour, their mean, unless they are divided. */
  private static final class Group {
    private final List<Shade> shades;
    private final double[] mean = new double[CHANNELS];
    private final double[] errors = new double[CHANNELS];

    Group(List<Shade> shades) {
      this.shades = shades;
      double count = shades.stream().mapToLong(shade -> shade.count).sum();
      for (int channel = 0; channel < CHANNELS; channel++) {
        for (Shade shade : shades) {
          mean[channel] += shade.sums[channel] / count;
        }
        for (Shade shade : shades) {
          double difference = shade.mean(channel) - mean[channel];
          errors[channel] += shade.count * difference * difference;
        }
      }
    }

    double error() {
      return shades.size() == 1 ? 0 : Arrays.stream(errors).sum();
    }

    List<Group> halves() {
      int widest =
          IntStream.range(0, CHANNELS)
              .boxed()
              .max(Comparator.comparingDouble(channel -> errors[channel]))
              .orElseThrow();
      List<Shade> darker = new ArrayList<>();
      List<Shade> lighter = new ArrayList<>();
      for (Shade shade : shades) {
        (shade.mean(widest) < mean[widest] ? darker : lighter).add(shade);
      }
      return List.of(new Group(darker), new Group(lighter));
    }
  }
}
