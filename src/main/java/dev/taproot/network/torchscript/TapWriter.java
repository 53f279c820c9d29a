package dev.taproot.network.torchscript;

import static java.util.stream.Collectors.joining;

import dev.taproot.network.torchscript.SourceFile.ClassDefinition;
import dev.taproot.network.torchscript.SourceFile.MethodDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes, beside each method that a forward pass runs through, a twin in which every layer's value
 * goes through a tap.
 *
 * <p>A twin takes three more arguments: the taps asked for, how often each layer was called so far,
 * and the path of the module it runs in. The methods themselves stay as they are, so whatever calls
 * them in a way that is not understood here still works; its layers just cannot be tapped.
 */
final class TapWriter {
  /** What the names of all that is added start with. */
  static final String PREFIX = "taproot_";

  /** The package of the functions that the twins call. */
  static final String FUNCTIONS = "__torch__.taproot_taps";

  private static final Set<String> TENSOR_OPERATIONS =
      Set.of(
          "conv2d",
          "max_pool2d",
          "avg_pool2d",
          "constant_pad_nd",
          "pad",
          "adaptive_avg_pool2d",
          "adaptive_max_pool2d",
          "batch_norm",
          "layer_norm",
          "group_norm",
          "instance_norm",
          "relu",
          "relu6",
          "hardtanh",
          "leaky_relu",
          "prelu",
          "elu",
          "selu",
          "celu",
          "gelu",
          "silu",
          "mish",
          "hardswish",
          "hardsigmoid",
          "sigmoid",
          "tanh",
          "softplus",
          "clamp",
          "cat");

  /** Operations that numbers know as well: tapped where an operand is known to be a tensor. */
  private static final Set<String> ARITHMETIC = Set.of("add", "sub", "mul", "div");

  /** Other operations that give a tensor whenever they are given one. */
  private static final Set<String> TENSOR_TO_TENSOR =
      Set.of(
          "permute",
          "transpose",
          "reshape",
          "view",
          "flatten",
          "unsqueeze",
          "squeeze",
          "expand",
          "expand_as",
          "slice",
          "select",
          "contiguous",
          "clone",
          "dropout",
          "feature_dropout",
          "mean",
          "sum",
          "amax",
          "amin",
          "pow",
          "sqrt",
          "rsqrt",
          "square",
          "abs",
          "exp",
          "log",
          "neg",
          "rsub",
          "reciprocal",
          "softmax",
          "linear",
          "addmm",
          "matmul",
          "clamp_min",
          "clamp_max",
          "threshold",
          "conv_transpose2d",
          "upsample_nearest2d",
          "upsample_bilinear2d",
          "pixel_shuffle",
          "channel_shuffle");

  /** What cannot work out a size that is left open where there is no image. */
  private static final Set<String> RESHAPING = Set.of("view", "reshape");

  private static final Set<String> WINDOWED =
      Set.of("conv2d", "max_pool2d", "avg_pool2d", "constant_pad_nd", "pad");

  private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^ +(\\w+) = (.+)$");
  private static final Pattern GET_ATTRIBUTE =
      Pattern.compile("getattr\\(([\\w.]+), \"([^\"]+)\"\\)");
  private static final Pattern METHOD_CALL =
      Pattern.compile("\\(((?:getattr\\([\\w.]+, \"[^\"]+\"\\))|[\\w.]+)\\)\\.(\\w+)\\(");
  private static final Pattern FUNCTION_CALL = Pattern.compile("([A-Za-z_][\\w.]*)\\(");
  private static final Pattern SIMPLE = Pattern.compile("[\\w.]+");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.?\\d*(?:[eE][-+]?\\d+)?");
  private static final Pattern ONE = Pattern.compile("(?:alpha=)?1\\.?");
  private static final Pattern ONE_SIZE = Pattern.compile("\\[[\\w.]+\\]");
  private static final Pattern FOUR_NUMBERS =
      Pattern.compile("\\[(-?\\d+), (-?\\d+), (-?\\d+), (-?\\d+)\\]");

  private final Map<String, ClassDefinition> classes;
  private final Map<String, Optional<String>> twins = new LinkedHashMap<>();
  private final Set<String> underway = new HashSet<>();

  TapWriter(Map<String, ClassDefinition> classes) {
    this.classes = classes;
  }

  /**
   * Writes the twins that a forward pass of one module needs.
   *
   * @param root the class that holds the network
   * @return the text to add to each class, by qualified name; empty if there is nothing to tap
   */
  Map<String, String> write(ClassDefinition root) {
    Map<String, String> added = new HashMap<>();
    if (!hasTwin(root, "forward")) {
      return added;
    }
    twins.forEach(
        (key, twin) ->
            twin.ifPresent(
                text -> added.merge(key.substring(0, key.indexOf(' ')), text, String::concat)));
    return added;
  }

  private boolean hasTwin(ClassDefinition owner, String method) {
    String key = owner.qualifiedName() + " " + method;
    Optional<String> known = twins.get(key);
    if (known != null) {
      return known.isPresent();
    }
    MethodDefinition definition = owner.methods().get(method);
    if (definition == null || !underway.add(key)) {
      return false;
    }
    if (underway.size() > Expressions.DEEPEST) {
      throw new MalformedCodeException("modules are nested too deeply");
    }
    Optional<String> twin = new Body(owner, definition).twin();
    underway.remove(key);
    twins.put(key, twin);
    return twin.isPresent();
  }

  /** A module that an expression stands for: its class, and its path below the running module. */
  private record Module(ClassDefinition definition, String path) {}

  /** One method on its way to a twin. */
  private final class Body {
    private final ClassDefinition owner;
    private final MethodDefinition method;
    private final Map<String, Module> modules = new HashMap<>();
    private final Map<String, String> functions = new HashMap<>();
    private final Set<String> tensors = new HashSet<>();
    private final Set<String> constants = new HashSet<>();
    private boolean tapped;

    Body(ClassDefinition owner, MethodDefinition method) {
      this.owner = owner;
      this.method = method;
      modules.put(method.self(), new Module(owner, ""));
      for (String parameter : method.parameters()) {
        String[] parts = parameter.split(" *[:=] *", 3);
        if (parts.length > 1 && parts[1].equals("Tensor")) {
          tensors.add(parts[0]);
        }
      }
      Set<String> assigned = new HashSet<>();
      Matcher assignment = ASSIGNMENT.matcher(method.body());
      while (assignment.find()) {
        String name = assignment.group(1);
        String expression = assignment.group(2);
        Module module = module(expression);
        if (module != null) {
          modules.put(name, module);
        } else if (expression.startsWith("__torch__.") && SIMPLE.matcher(expression).matches()) {
          functions.put(name, expression);
        } else if (isTensor(expression)) {
          tensors.add(name);
        } else if (isConstant(expression) && !assigned.contains(name)) {
          constants.add(name);
        }
        if (!assigned.add(name)) {
          constants.remove(name);
        }
      }
    }

    Optional<String> twin() {
      String body = rewrite(method.body());
      if (!tapped) {
        return Optional.empty();
      }
      StringBuilder twin = new StringBuilder();
      twin.append("  def ").append(PREFIX).append(method.name());
      twin.append("(").append(method.self()).append(": ").append(owner.qualifiedName());
      twin.append(",\n    taproot_taps: Dict[str, Tensor],\n    taproot_calls: Dict[str, int],");
      twin.append("\n    taproot_path: str");
      for (String parameter : method.parameters()) {
        twin.append(",\n    ").append(parameter);
      }
      twin.append(") -> ").append(method.returnType()).append(":\n").append(body);
      if (!body.endsWith("\n")) {
        twin.append('\n');
      }
      return Optional.of(twin.toString());
    }

    private String rewrite(String text) {
      StringBuilder out = new StringBuilder();
      Matcher methodCall = METHOD_CALL.matcher(text);
      Matcher functionCall = FUNCTION_CALL.matcher(text);
      int i = 0;
      while (i < text.length()) {
        char c = text.charAt(i);
        if (c == '"') {
          int end = Expressions.endOfString(text, i) + 1;
          out.append(text, i, end);
          i = end;
        } else if (c == '(' && methodCall.region(i, text.length()).lookingAt()) {
          int close = Expressions.closing(text, methodCall.end() - 1);
          String arguments = rewrite(text.substring(methodCall.end(), close));
          out.append(call(methodCall.group(1), methodCall.group(2), arguments));
          i = close + 1;
        } else if (Character.isJavaIdentifierStart(c)) {
          if (functionCall.region(i, text.length()).lookingAt()) {
            int close = Expressions.closing(text, functionCall.end() - 1);
            String inside = text.substring(functionCall.end(), close);
            out.append(call(functionCall.group(1), inside));
            i = close + 1;
          } else {
            int end = i + 1;
            while (end < text.length()
                && (Character.isJavaIdentifierPart(text.charAt(end)) || text.charAt(end) == '.')) {
              end++;
            }
            out.append(text, i, end);
            i = end;
          }
        } else {
          out.append(c);
          i++;
        }
      }
      return out.toString();
    }

    /** A call of a module's method, {@code (conv1).forward(x, )}. */
    private String call(String receiver, String name, String arguments) {
      Module module = module(receiver);
      MethodDefinition callee = module == null ? null : module.definition.methods().get(name);
      if (module == null || callee == null) {
        return "(" + receiver + ")." + name + "(" + arguments + ")";
      }
      String path = join("taproot_path", module.path.isEmpty() ? "" : "." + module.path);
      String call;
      if (hasTwin(module.definition, name)) {
        tapped = true;
        call =
            "(%s).%s%s(taproot_taps, taproot_calls, %s, %s)"
                .formatted(receiver, PREFIX, name, path, arguments);
      } else {
        call = "(" + receiver + ")." + name + "(" + arguments + ")";
      }
      boolean layer =
          !module.path.isEmpty() && callee.returnType().equals("Tensor") && !arguments.isBlank();
      return layer ? tap(call, path, "tap", "") : call;
    }

    /** A call of a function, {@code torch.relu(x)}. */
    private String call(String name, String inside) {
      String operation = operation(name);
      List<String> arguments = Expressions.arguments(inside);
      String call = withConstant(operation, name, arguments, rewrite(inside));
      boolean tensor =
          TENSOR_OPERATIONS.contains(operation)
              || (ARITHMETIC.contains(operation) && arguments.stream().anyMatch(this::isTensor));
      if (RESHAPING.contains(operation) && arguments.size() == 2) {
        return FUNCTIONS + ".reshape(" + rewrite(inside) + ")";
      }
      if (!tensor) {
        return call;
      }
      String path = join("taproot_path", ":" + operation);
      String window = WINDOWED.contains(operation) ? window(operation, name, arguments) : null;
      if (window != null) {
        String convolution = convolution(operation, name, arguments);
        return convolution == null
            ? tap(call, path, "tap_window", window)
            : tap(call, path, "tap_convolution", window + convolution);
      }
      return owner.atomic() ? call : tap(call, path, "tap", "");
    }

    /**
     * A call of a function, with the constant that it adds to what it is given marked as such: a
     * bias, a norm's shift, a number added, what a padding is filled with, the bound where a value
     * is clipped.
     */
    private String withConstant(
        String operation, String name, List<String> arguments, String inside) {
      String call = name + "(" + inside + ")";
      String marked =
          switch (operation) {
            case "batch_norm" -> norm(name, arguments, call);
            case "conv2d", "conv_transpose2d", "linear" ->
                biased(call, arguments, 2, operation.equals("linear"));
            case "addmm" -> arguments.size() == 3 ? biased(call, arguments, 0, true) : null;
            case "group_norm" -> biased(call, arguments, 3, false);
            case "layer_norm" ->
                arguments.size() > 1 && ONE_SIZE.matcher(arguments.get(1)).matches()
                    ? biased(call, arguments, 3, true)
                    : null;
            case "add", "sub", "rsub" -> shifted(operation, call, arguments);
            case "constant_pad_nd" -> padded(call, arguments, 2);
            case "pad" ->
                arguments.size() > 2 && arguments.get(2).equals("\"constant\"")
                    ? padded(call, arguments, 3)
                    : null;
            case "relu6", "hardtanh" -> {
              String floor = bound(operation, arguments, 1, "0.", "-1.");
              String ceiling = bound(operation, arguments, 2, "6.", "1.");
              yield floor == null || ceiling == null
                  ? null
                  : "clipped(%s, %s, %s".formatted(call, floor, ceiling);
            }
            case "clamp", "clamp_min", "clamp_max", "threshold" -> {
              String rest =
                  arguments.stream().skip(1).map(one -> ", " + rewrite(one)).collect(joining());
              yield "changed(%s(%s.kept(%s, taproot_path, taproot_taps)%s)"
                  .formatted(name, FUNCTIONS, rewrite(arguments.get(0)), rest);
            }
            default -> null;
          };
      if (marked == null) {
        return call;
      }
      tapped = true;
      return "%s.%s, \"%s\", taproot_path, taproot_taps, taproot_calls)"
          .formatted(FUNCTIONS, marked, operation);
    }

    /** A batch norm, whose arguments TorchScript's functions order otherwise than Python's. */
    private @Nullable String norm(String name, List<String> arguments, String call) {
      boolean python = !functions.getOrDefault(name, name).startsWith("torch.");
      if (!python && isFixedNorm("batch_norm", arguments)) {
        return "batch_norm(%s, %s"
            .formatted(rewrite(String.join(", ", arguments.subList(0, 5))), arguments.get(7));
      }
      if (arguments.size() != (python ? 8 : 9) || !areSimple(arguments.subList(1, 6))) {
        return null;
      }
      List<String> affine = arguments.subList(python ? 3 : 1, python ? 5 : 3);
      List<String> statistics = arguments.subList(python ? 1 : 3, python ? 3 : 5);
      return "normed(%s, %s, %s, %s, %s"
          .formatted(
              call,
              String.join(", ", affine),
              String.join(", ", statistics),
              arguments.get(5),
              arguments.get(7));
    }

    private static @Nullable String biased(
        String call, List<String> arguments, int index, boolean last) {
      return index < arguments.size()
              && areSimple(arguments.subList(index, index + 1))
              && !arguments.get(index).equals("None")
          ? "biased(%s, %s, %s".formatted(call, arguments.get(index), last ? "True" : "False")
          : null;
    }

    /** A sum or difference of a value and a number or a parameter. */
    private @Nullable String shifted(String operation, String call, List<String> arguments) {
      boolean plain =
          arguments.size() == 2
              || (arguments.size() == 3 && ONE.matcher(arguments.get(2)).matches());
      if (!plain) {
        return null;
      }
      boolean first = isConstant(arguments.get(0));
      String constant = arguments.get(first ? 0 : 1);
      if (!isTensor(arguments.get(first ? 1 : 0)) || !isConstant(constant)) {
        return null;
      }
      boolean minus = operation.equals("sub") && !first;
      return NUMBER.matcher(constant).matches()
          ? "raised(%s, float(%s), %s".formatted(call, constant, minus ? "-1." : "1.")
          : "shifted(%s, %s, %s".formatted(call, constant, minus ? "-1." : "1.");
    }

    private static @Nullable String padded(String call, List<String> arguments, int index) {
      String filling = index < arguments.size() ? arguments.get(index) : "0";
      return NUMBER.matcher(filling).matches() && Double.parseDouble(filling) != 0
          ? "padded(%s, %s, float(%s)".formatted(call, arguments.get(1), filling)
          : null;
    }

    /** Whether an expression is a number, or a tensor that belongs to the network. */
    private boolean isConstant(String expression) {
      int dot = expression.lastIndexOf('.');
      Module parent =
          dot > 0 && SIMPLE.matcher(expression).matches()
              ? module(expression.substring(0, dot))
              : null;
      return NUMBER.matcher(expression).matches()
          || constants.contains(expression)
          || expression.startsWith("CONSTANTS.")
          || (parent != null
              && "Tensor".equals(parent.definition.fields().get(expression.substring(dot + 1))));
    }

    private static boolean areSimple(List<String> expressions) {
      return expressions.stream().allMatch(one -> SIMPLE.matcher(one).matches());
    }

    /** Where an operation clips, as a number in TorchScript; null if that is not written there. */
    private static @Nullable String bound(
        String operation, List<String> arguments, int index, String ofRelu6, String usual) {
      if (operation.equals("relu6")) {
        return ofRelu6;
      }
      String bound = index < arguments.size() ? arguments.get(index) : usual;
      return NUMBER.matcher(bound).matches() ? "float(" + bound + ")" : null;
    }

    /**
     * Whether an operation is a batch norm by statistics that no longer change: a scale and a
     * shift, through which the way back is shorter if that is all it is.
     */
    private boolean isFixedNorm(String operation, List<String> arguments) {
      return operation.equals("batch_norm")
          && arguments.size() == 9
          && arguments.get(5).equals("False")
          && arguments.subList(1, 5).stream()
              .allMatch(one -> SIMPLE.matcher(one).matches() && !one.equals("None"));
    }

    private String tap(String call, String path, String function, String more) {
      tapped = true;
      return "%s.%s(%s, %s, taproot_taps, taproot_calls%s)"
          .formatted(FUNCTIONS, function, call, path, more);
    }

    private String join(String path, String suffix) {
      return suffix.isEmpty() ? path : "torch.add(" + path + ", \"" + suffix + "\")";
    }

    /** The name of an operation as a user knows it; empty if the function is none of PyTorch's. */
    private String operation(String function) {
      String name = functions.getOrDefault(function, function);
      if (!name.startsWith("torch.") && !name.startsWith("__torch__.torch.nn.functional.")) {
        return "";
      }
      if (name.equals("torch.adaptive_max_pool2d")) {
        return ""; // it returns the places of the maxima, too
      }
      String last = name.substring(name.lastIndexOf('.') + 1);
      return switch (last) {
        case "_convolution" -> "conv2d";
        case "_max_pool2d" -> "max_pool2d";
        case "_adaptive_max_pool2d" -> "adaptive_max_pool2d";
        case "concat" -> "cat";
        default -> last.endsWith("_") ? last.substring(0, last.length() - 1) : last;
      };
    }

    /**
     * The arguments that tell a tap what window of its input an operation sees: kernel, stride,
     * padding, dilation.
     */
    private @Nullable String window(String operation, String function, List<String> arguments) {
      switch (operation) {
        case "conv2d" -> {
          boolean general = function.endsWith("_convolution");
          if (arguments.size() < 2
              || (general && arguments.size() > 6 && !arguments.get(6).equals("False"))) {
            return null;
          }
          return ", torch.slice(torch.size(%s), 2, 4, 1), %s, %s, %s"
              .formatted(
                  arguments.get(1),
                  numbers(arguments, 3, "[1, 1]"),
                  numbers(arguments, 4, "[0, 0]"),
                  numbers(arguments, 5, "[1, 1]"));
        }
        case "max_pool2d", "avg_pool2d" -> {
          String none = "annotate(List[int], [])";
          return ", %s, %s, %s, %s"
              .formatted(
                  numbers(arguments, 1, none),
                  numbers(arguments, 2, none),
                  numbers(arguments, 3, "[0, 0]"),
                  operation.equals("max_pool2d") ? numbers(arguments, 4, "[1, 1]") : "[1, 1]");
        }
        default -> {
          Matcher sides = FOUR_NUMBERS.matcher(arguments.size() < 2 ? "" : arguments.get(1));
          return sides.matches()
              ? ", [1, 1], [1, 1], [%s, %s], [1, 1]".formatted(sides.group(3), sides.group(1))
              : null;
        }
      }
    }

    /**
     * The arguments by which the way back through a convolution can be narrowed to some of its
     * channels: groups, source, weight. The source is named, so that it is not computed again.
     */
    private @Nullable String convolution(
        String operation, String function, List<String> arguments) {
      int groups = function.endsWith("_convolution") ? 8 : 6;
      if (!operation.equals("conv2d")
          || arguments.size() < 2
          || !SIMPLE.matcher(arguments.get(0)).matches()
          || !SIMPLE.matcher(arguments.get(1)).matches()) {
        return null;
      }
      return ", %s, %s, %s"
          .formatted(
              groups < arguments.size() ? arguments.get(groups) : "1",
              arguments.get(0),
              arguments.get(1));
    }

    private String numbers(List<String> arguments, int index, String otherwise) {
      if (index >= arguments.size() || arguments.get(index).equals("None")) {
        return otherwise;
      }
      String given = arguments.get(index);
      if (given.equals("\"same\"")) {
        return "[-1, -1]";
      }
      if (given.equals("\"valid\"")) {
        return "[0, 0]";
      }
      if (given.equals("[]")) {
        return otherwise;
      }
      return given.matches("-?\\d+") ? "[" + given + "]" : given;
    }

    private @Nullable Module module(String expression) {
      Module known = modules.get(expression);
      if (known != null) {
        return known;
      }
      Matcher attribute = GET_ATTRIBUTE.matcher(expression);
      if (attribute.matches()) {
        return child(module(attribute.group(1)), attribute.group(2));
      }
      int dot = expression.lastIndexOf('.');
      if (expression.chars().filter(c -> c == '.').count() > Expressions.DEEPEST) {
        throw new MalformedCodeException("modules are nested too deeply");
      }
      if (dot > 0 && SIMPLE.matcher(expression).matches()) {
        return child(module(expression.substring(0, dot)), expression.substring(dot + 1));
      }
      return null;
    }

    private @Nullable Module child(@Nullable Module parent, String name) {
      String type = parent == null ? null : parent.definition.fields().get(name);
      ClassDefinition definition = type == null ? null : classes.get(type);
      if (parent == null || definition == null || !definition.module()) {
        return null;
      }
      return new Module(definition, parent.path.isEmpty() ? name : parent.path + "." + name);
    }

    private boolean isTensor(String expression) {
      if (tensors.contains(expression)) {
        return true;
      }
      Matcher methodCall = METHOD_CALL.matcher(expression);
      if (methodCall.lookingAt()) {
        Module module = module(methodCall.group(1));
        MethodDefinition callee =
            module == null ? null : module.definition.methods().get(methodCall.group(2));
        return callee != null
            && callee.returnType().equals("Tensor")
            && Expressions.closing(expression, methodCall.end() - 1) == expression.length() - 1;
      }
      Matcher functionCall = FUNCTION_CALL.matcher(expression);
      if (functionCall.lookingAt()
          && Expressions.closing(expression, functionCall.end() - 1) == expression.length() - 1) {
        String operation = operation(functionCall.group(1));
        return TENSOR_OPERATIONS.contains(operation)
            || ((ARITHMETIC.contains(operation) || TENSOR_TO_TENSOR.contains(operation))
                && Expressions.arguments(
                        expression.substring(functionCall.end(), expression.length() - 1))
                    .stream()
                    .anyMatch(this::isTensor));
      }
      return false;
    }
  }
}
