package dev.taproot.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bar as a picture of one colour, so that its length is seen also where style sheets are
 * stripped. The picture has the bar's own proportions: some notebooks fit heights to them.
 */
final class Bar {
  private static final int OPAQUE = 0xFF000000;

  /** A grey that is faint on white and on black. */
  private static final int REST = 0x40808080;

  private final int full;
  private final int height;
  private final Map<List<Integer>, String> pictures = new ConcurrentHashMap<>();

  /** Takes the size of a full bar in pixels, where no style sheet says otherwise. */
  Bar(int full, int height) {
    this.full = full;
    this.height = height;
  }

  /** Writes a bar that is a part of the full one, between 0 and 1. */
  void write(Html html, boolean supports, double part) {
    int width = Math.max(1, (int) Math.round(part * full));
    write(html, OPAQUE | (supports ? HeatmapImage.SUPPORT : HeatmapImage.OPPOSITION), width, part);
  }

  /** Writes what is missing to the full bar, in grey. */
  void writeRest(Html html, double part) {
    int width = full - Math.max(1, (int) Math.round(part * full));
    if (width > 0) {
      write(html, REST, width, 1 - part);
    }
  }

  private void write(Html html, int argb, int width, double part) {
    html.empty(
        "img",
        "class",
        "taproot-length",
        "src",
        pictures.computeIfAbsent(List.of(argb, width), key -> picture(argb, width)),
        "alt",
        "",
        "width",
        Integer.toString(width),
        "height",
        Integer.toString(height),
        "style",
        String.format(Locale.ROOT, "--part:%.1f%%", 100 * part));
  }

  private String picture(int argb, int width) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(new Color(argb, true));
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return DataUri.png(picture);
  }
}
