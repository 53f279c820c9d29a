package dev.taproot.web;

import dev.taproot.Explainer;
import dev.taproot.Taproot;
import dev.taproot.gap.Ablation;
import dev.taproot.gap.Attribution;
import dev.taproot.gap.Rule;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a photograph, as an address says it.
 *
 * @param target the class, by index or label; null for the top class
 * @param against the class it is contrasted with; null for none
 * @param rule how evidence becomes the next decision
 * @param width most channels of support
 * @param opposition most channels of opposition
 * @param tested whether evidence is selected by its measured effect
 */
record Question(
    @Nullable String target,
    @Nullable String against,
    Rule rule,
    int width,
    int opposition,
    boolean tested) {
  static final int WIDEST = 10;
  static final int MOST_OPEN = 64;
  private static final int WIDTH = 3;
  private static final int LONGEST = 200;

  /**
   * Reads the question.
   *
   * @param parameters those of the address, each given once or more often
   * @throws Refusal if one cannot be read
   */
  static Question of(Map<String, List<String>> parameters) {
    return new Question(
        text(parameters, "target"),
        text(parameters, "against"),
        rule(text(parameters, "rule")),
        number(parameters, "width", WIDTH, 1, WIDEST),
        number(parameters, "opposition", 0, 0, WIDEST),
        yes(parameters, "tested"));
  }

  /**
   * Takes over a question of the library's.
   *
   * @throws InvalidInputException if an address cannot say it
   */
  static Question of(Explainer question) {
    boolean sayable =
        question.layers().isEmpty()
            && question.attribution().equals(Attribution.GRADIENT_X_ACTIVATION)
            && !question.withBiases()
            && (question.selectedBy() == null || question.selectedBy().equals(Ablation.ZERO))
            && question.width() <= WIDEST
            && question.opposition() <= WIDEST;
    if (!sayable) {
      throw new InvalidInputException(
          "The site asks about the suggested layers, by gradient times activation, without biases, tested with zero or not at all, with at most %d channels of a kind; a question without more would be right."
              .formatted(WIDEST));
    }
    return new Question(
        question.target(),
        question.against(),
        question.rule(),
        question.width(),
        question.opposition(),
        question.selectedBy() != null);
  }

  /**
   * Says the question as an address does, without what is so by default: pairs of name and value.
   */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (target != null) {
      parameters.put("target", target);
    }
    if (against != null) {
      parameters.put("against", against);
    }
    if (rule != Rule.FLOW) {
      parameters.put("rule", rule.name().toLowerCase(Locale.ROOT));
    }
    if (width != WIDTH) {
      parameters.put("width", Integer.toString(width));
    }
    if (opposition != 0) {
      parameters.put("opposition", Integer.toString(opposition));
    }
    if (tested) {
      parameters.put("tested", "true");
    }
    return parameters;
  }

  /**
   * Reads which nodes were asked why, in that order.
   *
   * @throws Refusal if that cannot be read, or a node comes before the one above it
   */
  static List<Node> open(Map<String, List<String>> parameters) {
    String given = single(parameters, "open");
    if (given == null || given.isEmpty()) {
      return List.of();
    }
    List<Node> open = new ArrayList<>();
    for (String path : given.split(",", -1)) {
      Node node = Node.of(path);
      Node parent = node.parent();
      if (parent != null && !open.contains(parent)) {
        throw new Refusal(
            400,
            "Node %s was asked why before node %s; a node after the one above it would be right."
                .formatted(node, parent));
      }
      if (!open.contains(node)) {
        open.add(node);
      }
      if (open.size() > MOST_OPEN) {
        throw new Refusal(
            400,
            "More than %d nodes were asked why; at most so many would be right."
                .formatted(MOST_OPEN));
      }
    }
    return open;
  }

  /**
   * Reads a whole number.
   *
   * @throws Refusal if it is none, or too small or large
   */
  static int number(
      Map<String, List<String>> parameters, String name, int otherwise, int least, int most) {
    String given = text(parameters, name);
    if (given == null) {
      return otherwise;
    }
    if (!given.matches("\\d{1,6}")
        || Integer.parseInt(given) < least
        || Integer.parseInt(given) > most) {
      throw new Refusal(
          400,
          "%s is %s; a whole number from %d to %d would be right."
              .formatted(name, Refusal.shortened(given), least, most));
    }
    return Integer.parseInt(given);
  }

  /**
   * Reads a text.
   *
   * @return null where it is absent or empty
   * @throws Refusal if it is given twice, or too long
   */
  static @Nullable String text(Map<String, List<String>> parameters, String name) {
    String given = single(parameters, name);
    if (given != null && given.length() > LONGEST) {
      throw new Refusal(
          400,
          "%s has %d characters; at most %d would be right."
              .formatted(name, given.length(), LONGEST));
    }
    return given == null || given.isEmpty() ? null : given;
  }

  static @Nullable String single(Map<String, List<String>> parameters, String name) {
    List<String> given = parameters.getOrDefault(name, List.of());
    if (given.size() > 1) {
      throw new Refusal(400, "%s is given more than once; once would be right.".formatted(name));
    }
    return given.isEmpty() ? null : given.get(0);
  }

  private static boolean yes(Map<String, List<String>> parameters, String name) {
    String given = text(parameters, name);
    if (given == null || given.equals("false")) {
      return false;
    }
    if (!given.equals("true")) {
      throw new Refusal(
          400, "%s is %s; true or false would be right.".formatted(name, Refusal.shortened(given)));
    }
    return true;
  }

  private static Rule rule(@Nullable String given) {
    return given == null
        ? Rule.FLOW
        : Stream.of(Rule.values())
            .filter(rule -> rule.name().toLowerCase(Locale.ROOT).equals(given))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refusal(
                        400,
                        "rule is %s; flow, peak or sum would be right."
                            .formatted(Refusal.shortened(given))));
  }

  /** Puts the question into the library's words. */
  Explainer about(Photograph photograph, Network network) {
    Explainer question =
        Taproot.explain(photograph).with(network).rule(rule).width(width).opposition(opposition);
    if (target != null) {
      question = question.target(target);
    }
    if (against != null) {
      question = question.against(against);
    }
    return tested ? question.tested() : question;
  }
}
