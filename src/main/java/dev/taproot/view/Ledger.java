package dev.taproot.view;

import dev.taproot.evidence.Bias;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.Grounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The account of one decision: all of its evidence as a bar of 100%, and the sum of what is shown,
 * what is not shown and what is left over.
 */
final class Ledger {
  /** How many modules' biases are named. */
  private static final int NAMED = 3;

  private final Grounds grounds;
  private final String quantity;
  private final Notation notation;

  /** Takes a decision and the name of what its value is: a logit, an activation. */
  Ledger(Grounds grounds, String quantity) {
    this.grounds = grounds;
    this.quantity = quantity;
    this.notation = Shares.notation(grounds);
  }

  /**
   * A part of the bar.
   *
   * @param whole its length, between 0 and 1
   * @param supports whether it stands for support rather than opposition
   * @param shown whether it stands for a channel shown rather than for all the others
   */
  record Part(double whole, boolean supports, boolean shown) {}

  /**
   * A line of the sum.
   *
   * @param name what is counted
   * @param value how much, with its sign
   * @param part whether it is a part of the line before rather than of the value
   */
  record Entry(String name, String value, boolean part) {
    Entry(String name, String value) {
      this(name, value, false);
    }
  }

  /** The bar: support first, what is not shown in the middle; empty if there is no evidence. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    grounds.evidence().stream()
        .filter(Evidence::supports)
        .forEach(one -> add(parts, one.score(), true, true));
    add(parts, Shares.hiddenSupport(grounds), true, false);
    add(parts, Shares.hiddenOpposition(grounds), false, false);
    grounds.evidence().stream()
        .filter(one -> !one.supports())
        .forEach(one -> add(parts, one.score(), false, true));
    return parts;
  }

  private void add(List<Part> parts, double score, boolean supports, boolean shown) {
    double part = Math.abs(score) / Shares.whole(grounds);
    if (part > 0) {
      parts.add(new Part(part, supports, shown));
    }
  }

  /** What the value is the sum of. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    if (!grounds.saturated()) {
      entries.add(new Entry("shown", notation.signed(Shares.shown(grounds))));
      entries.add(new Entry(Wording.others(grounds), notation.signed(grounds.notShown())));
    }
    if (!grounds.biases().isEmpty()) {
      entries.add(new Entry("biases", notation.signed(grounds.biasSum())));
      entries.addAll(modules());
    }
    entries.add(new Entry("residual", notation.signed(grounds.residual())));
    return entries;
  }

  /** The modules whose biases contribute most, and all others together. */
  List<Entry> modules() {
    List<Bias> biases = grounds.biases();
    int named = Math.min(NAMED, biases.size());
    List<Entry> modules = new ArrayList<>();
    for (Bias bias : biases.subList(0, named)) {
      modules.add(new Entry(bias.module(), notation.signed(bias.score()), true));
    }
    List<Bias> others = biases.subList(named, biases.size());
    if (!others.isEmpty()) {
      double rest = others.stream().mapToDouble(Bias::score).sum();
      String name = others.size() + (others.size() == 1 ? " other" : " others");
      modules.add(new Entry(name, notation.signed(rest), true));
    }
    return modules;
  }

  /** All of it in one line: {@code shown +10.33, 509 other channels −2.96, … = logit 9.31}. */
  String line() {
    StringBuilder line = new StringBuilder();
    List<Entry> entries = entries();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      line.append(entry.name()).append(' ').append(entry.value()).append(stop(entries, i));
    }
    return line.append(" = ").append(quantity).append(' ').append(total().value()).toString();
  }

  /** What comes between a line and the next, where they are read one after the other. */
  private static String stop(List<Entry> entries, int index) {
    if (index + 1 == entries.size()) {
      return "";
    }
    boolean part = entries.get(index).part();
    boolean nextIsPart = entries.get(index + 1).part();
    return part == nextIsPart ? ", " : nextIsPart ? " (" : "), ";
  }

  /** The value itself. */
  Entry total() {
    return new Entry(quantity, notation.plain(grounds.value()));
  }

  void write(Html html) {
    if (Shares.whole(grounds) > 0) {
      writeBar(html);
    }
    html.open("span", "class", "taproot-sum");
    List<Entry> entries = entries();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      String stop = i + 1 == entries.size() ? ", " : stop(entries, i);
      boolean first = entry.part() && !entries.get(i - 1).part();
      boolean last = entry.part() && !entries.get(i + 1).part();
      if (first) {
        html.open("span", "class", "taproot-modules");
      }
      row(html, "taproot-entry", entry, stop);
      if (last) {
        html.close();
      }
    }
    row(html, "taproot-total", total(), ".");
    html.close();
  }

  private void writeBar(Html html) {
    html.open("span", "class", "taproot-whole", "role", "img", "aria-label", inWords());
    for (Part part : parts()) {
      String style = part.shown() ? "taproot-shown" : "taproot-hidden";
      html.element(
          "span",
          "",
          "class",
          part.supports() ? style : style + " taproot-blue",
          "style",
          String.format(Locale.ROOT, "width:%.2f%%", part.whole() * 100));
    }
    html.close();
  }

  private String inWords() {
    double whole = Shares.whole(grounds);
    return "Of all evidence in "
        + grounds.layer()
        + ", "
        + Notation.percent(grounds.support() / whole)
        + " supports and "
        + Notation.percent(-grounds.opposition() / whole)
        + " opposes; "
        + Notation.percent(
            (whole - Shares.hiddenSupport(grounds) + Shares.hiddenOpposition(grounds)) / whole)
        + " is shown.";
  }

  private static void row(Html html, String style, Entry entry, String stop) {
    html.open("span", "class", style);
    if (entry.part()) {
      html.element("span", entry.name() + " ", "class", "taproot-module", "title", entry.name());
    } else {
      html.text(entry.name() + " ");
    }
    html.element("b", entry.value()).element("span", stop, "class", "taproot-stop").close();
  }
}
