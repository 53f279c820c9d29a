package dev.taproot.view;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.image.Box;
import dev.taproot.image.Framing;
import dev.taproot.image.Photograph;
import org.jspecify.annotations.Nullable;

/**
 * Draws the trees of one photograph, one after the other, for a page that puts each in the place of
 * the one before, and has {@link TreeHtml#css} and {@link TreeHtml#script} already. The pictures of
 * evidence that is in both are drawn once.
 *
 * <p>Each card says by {@code data-path} which it is: the places of the evidence on the way from
 * the root, 0 first, with a full stop between them.
 */
public final class LiveTree {
  private static final int LONG_SIDE = 480;

  private final Photograph photograph;
  private final Framing framing;
  private final Scene scene;
  private @Nullable Backdrop input;

  /**
   * Makes ready to draw.
   *
   * @param first a tree; others are of the same photograph and network
   */
  public LiveTree(EvidenceTree first) {
    this.photograph = first.photograph();
    this.framing = first.framing();
    this.scene = new Scene(photograph, framing);
  }

  /**
   * Draws a tree.
   *
   * @param tree the tree
   * @return one section element, without style sheet and script
   */
  public String html(EvidenceTree tree) {
    Html html = new Html();
    new TreeMarkup(tree, html, scene).write("", "", false, "h1");
    return html.toString();
  }

  /**
   * Cuts out where evidence lies.
   *
   * @param evidence of one of the trees
   * @return a JPEG file as a data URI: the patch as large as it is in the photograph, its longer
   *     side at most 480 pixels
   */
  public String patch(Evidence evidence) {
    Box box = evidence.box();
    Backdrop patch = new Backdrop(photograph.crop(box), Framing.whole(box.width(), box.height()));
    return DataUri.jpeg(patch.within(LONG_SIDE).image());
  }

  /**
   * Draws the relevance of evidence over what the network saw.
   *
   * @param evidence of one of the trees
   * @return a JPEG file as a data URI, its longer side at most 480 pixels
   */
  public String heatmap(Evidence evidence) {
    return DataUri.jpeg(HeatmapImage.overlay(input(), evidence.map()));
  }

  private synchronized Backdrop input() {
    Backdrop seen = input;
    if (seen == null) {
      Backdrop whole = new Backdrop(photograph.toImage(), framing);
      seen = whole.cut(whole.seen()).within(LONG_SIDE);
      input = seen;
    }
    return seen;
  }
}
