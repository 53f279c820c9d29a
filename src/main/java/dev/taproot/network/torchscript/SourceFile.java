package dev.taproot.network.torchscript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of an archive's code, split into classes and methods.
 *
 * <p>The files are written by TorchScript's own printer, so their layout is regular: classes start
 * in column 0, attributes and methods are indented by two spaces.
 */
record SourceFile(String text, List<ClassDefinition> classes) {
  private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+)(?:\\((\\w+)\\))?:$");
  private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^  (\\w+) : (.+)$");
  private static final Pattern NUMBERED_ATTRIBUTE =
      Pattern.compile("(?m)^  __annotations__\\[\"([^\"]+)\"\\] = (.+)$");
  private static final Pattern METHOD = Pattern.compile("(?m)^  def (\\w+)\\(");
  private static final Pattern TOP_LEVEL = Pattern.compile("(?m)^\\S");

  /**
   * A class of the network's code.
   *
   * @param qualifiedName with its package, {@code __torch__.torchvision.models.resnet.ResNet}
   * @param module whether it is a module, rather than a named tuple, an enum or an interface
   * @param fields names and types in the order of declaration
   * @param methods by name
   * @param end where its text ends in the file
   */
  record ClassDefinition(
      String qualifiedName,
      boolean module,
      Map<String, String> fields,
      Map<String, MethodDefinition> methods,
      int end) {

    /** Returns the class's name without its package. */
    String simpleName() {
      return qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
    }

    /** Tells whether PyTorch itself wrote the class and its inside is of no interest to a user. */
    boolean atomic() {
      return qualifiedName.startsWith("__torch__.torch.nn.modules.")
          && !qualifiedName.startsWith("__torch__.torch.nn.modules.container.");
    }
  }

  /**
   * A method of a class.
   *
   * @param name such as {@code forward}
   * @param self what it calls the module that it runs in: {@code self}, unless its author chose
   *     otherwise
   * @param parameters the parameters after self, each {@code name: Type} or {@code name:
   *     Type=value}
   * @param returnType such as {@code Tensor}
   * @param body the lines after the header
   */
  record MethodDefinition(
      String name, String self, List<String> parameters, String returnType, String body) {}

  /**
   * Splits a file.
   *
   * @param packageName the file's package, {@code __torch__.torchvision.models.resnet}
   * @param text its text
   * @return the classes in it
   */
  static SourceFile parse(String packageName, String text) {
    List<ClassDefinition> classes = new ArrayList<>();
    Matcher header = CLASS.matcher(text);
    while (header.find()) {
      Matcher next = TOP_LEVEL.matcher(text);
      int end = next.find(header.end()) ? next.start() : text.length();
      String body = text.substring(header.end(), end);
      classes.add(
          new ClassDefinition(
              packageName + "." + header.group(1),
              "Module".equals(header.group(2)),
              fields(body),
              methods(body),
              end));
    }
    return new SourceFile(text, List.copyOf(classes));
  }

  private static Map<String, String> fields(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Pattern pattern : List.of(ATTRIBUTE, NUMBERED_ATTRIBUTE)) {
      Matcher field = pattern.matcher(body);
      while (field.find()) {
        fields.put(field.group(1), field.group(2));
      }
    }
    return fields;
  }

  private static Map<String, MethodDefinition> methods(String body) {
    Map<String, MethodDefinition> methods = new LinkedHashMap<>();
    Matcher header = METHOD.matcher(body);
    int position = 0;
    while (header.find(position)) {
      int open = header.end() - 1;
      int close = Expressions.closing(body, open);
      int arrow = body.indexOf("->", close);
      int colon = body.indexOf(":\n", close);
      if (arrow < 0 || colon < arrow) {
        throw new MalformedCodeException("method " + header.group(1) + " has no whole header");
      }
      Matcher next = METHOD.matcher(body);
      int end = next.find(colon) ? next.start() : body.length();
      List<String> parameters = Expressions.arguments(body.substring(open + 1, close));
      methods.put(
          header.group(1),
          new MethodDefinition(
              header.group(1),
              parameters.isEmpty() ? "self" : parameters.get(0).split("\\W", 2)[0],
              parameters.subList(Math.min(1, parameters.size()), parameters.size()),
              body.substring(arrow + 2, colon).strip(),
              body.substring(colon + 2, end)));
      position = end;
      if (end == body.length()) {
        break;
      }
    }
    return methods;
  }
}
