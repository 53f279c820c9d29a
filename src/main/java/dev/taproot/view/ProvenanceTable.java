package dev.taproot.view;

import dev.taproot.evidence.ClassScore;
import dev.taproot.evidence.Provenance;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an explanation was made, as a section with a table.
 *
 * @param provenance where it comes from
 * @param target the class explained
 * @param against the class it is contrasted with; null if there is none
 */
record ProvenanceTable(Provenance provenance, ClassScore target, @Nullable ClassScore against) {

  void write(Html html) {
    html.open("section", "class", "taproot-provenance");
    html.element("h2", "How this was made");
    html.open("table").open("tbody");
    row(html, "Network", provenance.network());
    row(html, "SHA-256", provenance.sha256());
    row(html, "Image", provenance.image());
    row(html, "Preprocessing", provenance.preprocessing());
    row(html, "Target", target.index() + " " + target.label());
    if (against != null) {
      row(html, "Against", against.index() + " " + against.label());
    }
    row(html, "Layers", String.join(" → ", provenance.layers()));
    row(html, "Rule", provenance.rule());
    row(html, "Attribution", provenance.attribution());
    row(
        html,
        "Width",
        provenance.width() + " of support, " + provenance.opposition() + " of opposition");
    if (provenance.selection() != null) {
      row(html, "Selection", provenance.selection());
    }
    if (provenance.tested() != null) {
      row(html, "Tested with", provenance.tested());
    }
    row(html, "Device", provenance.device());
    for (Map.Entry<String, String> version : new TreeMap<>(provenance.versions()).entrySet()) {
      row(html, version.getKey(), version.getValue());
    }
    html.close().close().close();
  }

  private static void row(Html html, String name, String value) {
    html.open("tr").element("th", name, "scope", "row").element("td", value).close();
  }
}
