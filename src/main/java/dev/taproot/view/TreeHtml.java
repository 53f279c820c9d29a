package dev.taproot.view;

import dev.taproot.evidence.EvidenceTree;
import dev.taproot.evidence.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree as HTML that needs nothing else: no script, no network, pictures inside.
 *
 * <p>The markup is well-formed XML, so that it can be put into other documents.
 */
public final class TreeHtml {
  private static final String CSS = resource("tree.css");

  private TreeHtml() {}

  /**
   * Draws the tree for a notebook's cell.
   *
   * @param tree the tree
   * @return one section element with its own styles
   */
  public static String fragment(EvidenceTree tree) {
    Html html = new Html();
    new TreeMarkup(tree, html).write(CSS, "h2");
    return html.toString();
  }

  /**
   * Draws the tree as a report of its own, with a table of how it was made.
   *
   * @param tree the tree
   * @return a document
   */
  public static String page(EvidenceTree tree) {
    Html html = new Html();
    html.open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", Wording.decision(tree.target(), tree.against()) + " – Taproot");
    html.close();
    html.open("body", "class", "taproot-page").open("main");
    new TreeMarkup(tree, html).write(CSS, "h1");
    writeProvenance(html, tree);
    html.close().close().close();
    return "<!DOCTYPE html>\n" + html + "\n";
  }

  private static void writeProvenance(Html html, EvidenceTree tree) {
    Provenance provenance = tree.provenance();
    html.open("section", "class", "taproot-provenance");
    html.element("h2", "How this was made");
    html.open("table").open("tbody");
    row(html, "Network", provenance.network());
    row(html, "SHA-256", provenance.sha256());
    row(html, "Image", provenance.image());
    row(html, "Preprocessing", provenance.preprocessing());
    row(html, "Target", tree.target().index() + " " + tree.target().label());
    if (tree.against() != null) {
      row(html, "Against", tree.against().index() + " " + tree.against().label());
    }
    row(html, "Layers", String.join(" → ", provenance.layers()));
    row(html, "Rule", provenance.rule());
    row(html, "Attribution", provenance.attribution());
    row(
        html,
        "Width",
        provenance.width() + " of support, " + provenance.opposition() + " of opposition");
    row(html, "Device", provenance.device());
    for (Map.Entry<String, String> version : new TreeMap<>(provenance.versions()).entrySet()) {
      row(html, version.getKey(), version.getValue());
    }
    html.close().close().close();
  }

  private static void row(Html html, String name, String value) {
    html.open("tr").element("th", name, "scope", "row").element("td", value).close();
  }

  private static String resource(String name) {
    try (InputStream stream = TreeHtml.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
