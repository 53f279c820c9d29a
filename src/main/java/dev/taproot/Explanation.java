package dev.taproot;

import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Provenance;
import dev.taproot.gap.Ablation;
import dev.taproot.input.InvalidInputException;
import dev.taproot.saliency.SaliencyMethod;
import dev.taproot.view.SharesChart;
import dev.taproot.view.TreeCsv;
import dev.taproot.view.TreeHtml;
import dev.taproot.view.TreeJson;
import dev.taproot.view.TreePicture;
import dev.taproot.view.TreeTable;
import dev.taproot.view.TreeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import tech.tablesaw.api.Table;

/**
 * The answer: why a network decided so, as a tree of evidence, and the ways of looking at it. Plain
 * values, independent of the network's memory; only {@link #verify()}, {@link #heatmap()} and
 * {@link #explore()} ask the network again. Explanations are equal if their trees are.
 */
public final class Explanation {
  private static final double FOR_PRINT = 2;

  private final EvidenceTree tree;
  private final Explainer question;

  Explanation(EvidenceTree tree, Explainer question) {
    this.tree = tree;
    this.question = question;
  }

  /** Returns the decision and its evidence. */
  public EvidenceTree tree() {
    return tree;
  }

  /** Returns the question that this answers. */
  public Explainer question() {
    return question;
  }

  /** Returns the decision, decomposed onto the first layer. */
  public Grounds root() {
    return tree.root();
  }

  /** Returns how the explanation was made. */
  public Provenance provenance() {
    return tree.provenance();
  }

  /**
   * Tests each piece of evidence by intervention: its channel is set to zero in its layer and the
   * network run on from there; see {@link #verify(Ablation)}.
   *
   * @return the same explanation, with the effect of each piece of evidence
   * @throws InvalidInputException if the network is closed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Explanation verify() {
    return verify(Ablation.ZERO);
  }

  /**
   * Tests each piece of evidence by intervention: its channel is switched off in its layer and the
   * network run on from there. How far the decision above and the root really fall stands beside
   * the score, which is a prediction to first order. Runs the network on the photograph again; in
   * an open inquiry {@link Inquiry#verify} does without.
   *
   * @param ablation what channels are set to
   * @return the same explanation, with the effect of each piece of evidence
   * @throws InvalidInputException if the network is closed
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Explanation verify(Ablation ablation) {
    try (Inquiry inquiry = new Inquiry(question, provenance().layers().size())) {
      return inquiry.verify(this, ablation);
    }
  }

  /** Returns the tree as HTML that needs no script, for a notebook or a page of one's own. */
  public String html() {
    return TreeHtml.fragment(tree);
  }

  /** Returns the tree as JSON. */
  public String json() {
    return TreeJson.of(tree);
  }

  /** Returns a row for each piece of evidence, as CSV. */
  public String csv() {
    return TreeCsv.of(tree);
  }

  /** Returns a row for each piece of evidence, as a table. */
  public Table table() {
    return TreeTable.of(tree);
  }

  /** Returns how the evidence divides, layer by layer: support and opposition, shown or not. */
  public CategoryChart chart() {
    return SharesChart.of(tree);
  }

  /**
   * Returns the relevance of one piece of evidence, over the photograph.
   *
   * @param evidence a node of the tree
   * @throws InvalidInputException if it is no part of this explanation
   */
  public Heatmap heatmap(Evidence evidence) {
    path(evidence);
    return new Heatmap(tree.photograph(), tree.framing(), evidence.map());
  }

  /**
   * Returns the explanation's own map of the photograph: where the support of the decision lies, in
   * all suggested layers together; see {@link SaliencyMethod#taproot()}. Runs the network on the
   * photograph again.
   *
   * @throws InvalidInputException if the network is closed
   */
  public Heatmap heatmap() {
    return question.heatmap(SaliencyMethod.taproot());
  }

  /**
   * Opens the explanation on a web site of this process's own, where any node can be asked why,
   * other classes chosen and evidence tested by a click. A notebook shows it in a frame.
   *
   * @return the page, which is there until the process ends or the network is closed
   * @throws InvalidInputException if the question is one that the site does not ask: of chosen
   *     layers, by integrated gradients, with biases
   */
  public Exploration explore() {
    Explorer explorer =
        ServiceLoader.load(Explorer.class, Explorer.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("the site is missing from the class path"));
    return new Exploration(this, explorer.open(this));
  }

  /**
   * Returns the evidence from below the root to a node.
   *
   * @throws InvalidInputException if the node is no part of this explanation
   */
  List<Evidence> path(Evidence node) {
    List<Evidence> path = path(root(), node);
    if (path.isEmpty()) {
      throw new InvalidInputException(
          "Channel %d of layer %s is no part of this explanation; a node of its tree would be right."
              .formatted(node.channel(), node.layer()));
    }
    return path;
  }

  private static List<Evidence> path(Grounds grounds, Evidence node) {
    for (Evidence evidence : grounds.evidence()) {
      List<Evidence> path = new ArrayList<>();
      path.add(evidence);
      if (evidence.equals(node)) {
        return path;
      }
      Grounds below = evidence.grounds();
      List<Evidence> rest = below == null ? List.of() : path(below, node);
      if (!rest.isEmpty()) {
        path.addAll(rest);
        return path;
      }
    }
    return List.of();
  }

  /**
   * Returns the tree as a picture for screens of high density and for print.
   *
   * @return a PNG file
   * @throws InvalidInputException if this machine has no fonts
   */
  public byte[] png() {
    return TreePicture.png(tree, FOR_PRINT);
  }

  /** Returns the tree as text for a terminal. */
  public String text() {
    return TreeText.of(tree);
  }

  /**
   * Saves the explanation in the format that the file's ending says: a report page ({@code .html}),
   * a picture for screens of high density and for print ({@code .png}), {@code .json}, {@code .csv}
   * or {@code .txt}.
   *
   * @param file where to; appears whole or not at all, in place of what was there
   * @throws InvalidInputException if the ending is none of these, the file cannot be written, or
   *     there are no fonts for a picture
   */
  public void save(Path file) {
    new SavedFormats("An explanation")
        .text(".html", () -> TreeHtml.page(tree))
        .bytes(".png", this::png)
        .text(".json", this::json)
        .text(".csv", this::csv)
        .text(".txt", this::text)
        .save(file);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Explanation explanation && tree.equals(explanation.tree);
  }

  @Override
  public int hashCode() {
    return tree.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
