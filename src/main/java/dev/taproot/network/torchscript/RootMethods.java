package dev.taproot.network.torchscript;

import dev.taproot.input.InvalidInputException;
import dev.taproot.network.torchscript.SourceFile.ClassDefinition;
import dev.taproot.network.torchscript.SourceFile.MethodDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The methods that the network itself gets: record, vjp, vjps, intervene, maps and survey. */
final class RootMethods {
  private static final String METHODS =
      """
        def taproot_record(self: ROOT,
          image: Tensor,
          taps: Dict[str, Tensor]) -> Tuple[Tensor, Dict[str, Tensor]]:
          calls = annotate(Dict[str, int], {})
          if torch.__contains__(taps, "channels last"):
            photograph = torch.clone(image, memory_format=2)
          else:
            photograph = torch.clone(image)
          whole = __torch__.taproot_taps.tap_image(photograph, taps, )
          result = (self).taproot_forward(taps, calls, "", whole, )
          logits = LOGITS
          return (logits, taps)
        def taproot_vjp(self: ROOT,
          channels: Tensor,
          maps: Tensor,
          head: Tensor,
          leaf: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
          return __torch__.taproot_taps.vjp(channels, maps, head, leaf, )
        def taproot_vjp_narrow(self: ROOT,
          channels: Tensor,
          maps: Tensor,
          head: Tensor,
          leaf: Tensor,
          middle: Tensor,
          source: Tensor,
          kernel: Tensor,
          numbers: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
          return __torch__.taproot_taps.vjp_narrow(channels, maps, head, leaf, middle, source, kernel, numbers, )
        def taproot_vjp_biases(self: ROOT,
          channels: Tensor,
          maps: Tensor,
          head: Tensor,
          leaf: Tensor,
          biases: Dict[str, Tensor]) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
          return __torch__.taproot_taps.vjp_biases(channels, maps, head, leaf, biases, )
        def taproot_intervene(self: ROOT,
          image: Tensor,
          kept: Tensor,
          put: Tensor,
          channels: Tensor,
          maps: Tensor,
          taps: Dict[str, Tensor]) -> Tuple[Tensor, Tensor]:
          _name = __torch__.taproot_taps.intervened(kept, put, taps, )
          logits, taps0, = (self).taproot_record(image, taps, )
          return (__torch__.taproot_taps.values(channels, maps, logits, taps0, ), logits)
        def taproot_vjps(self: ROOT,
          image: Tensor,
          neurons: Tensor,
          taps: Dict[str, Tensor]) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
          leaf = __torch__.taproot_taps.crops(neurons, taps, )
          _logits, taps0, = (self).taproot_record(image, taps, )
          head = torch.replace(__torch__.taproot_taps.first("end:", taps0, ), "end:", "head:", 1)
          return __torch__.taproot_taps.vjps(taps0[head], taps0[leaf], neurons, )
        def taproot_maps(self: ROOT,
          places: Tensor,
          gradient: Tensor) -> Tensor:
          maps = torch.select(gradient, 0, int(places[0]))
          return torch.contiguous(torch.index_select(maps, 0, torch.slice(places, 0, 1)))
        def taproot_survey(self: ROOT,
          image: Tensor,
          taps: Dict[str, Tensor]) -> Tuple[str, Tensor, Tensor, Tensor]:
          logits, taps0, = (self).taproot_record(image, taps, )
          lines, reached, lowest, = __torch__.taproot_taps.survey(image, logits, taps0, )
          return (lines, reached, lowest, logits)
      """;

  private RootMethods() {}

  /**
   * Writes the methods.
   *
   * @param file the archive, for messages
   * @param root the network's class
   * @param classes every class of the archive, by qualified name
   * @return the text to add to the class
   * @throws InvalidInputException if the network takes more than an image or gives no logits
   */
  static String of(Path file, ClassDefinition root, Map<String, ClassDefinition> classes) {
    MethodDefinition forward = root.methods().get("forward");
    List<String> required =
        forward == null
            ? List.of()
            : forward.parameters().stream().filter(parameter -> !parameter.contains("=")).toList();
    if (forward == null || required.size() != 1) {
      throw new InvalidInputException(
          "\"%s\" takes %d inputs; a network that takes a single image would be right."
              .formatted(file, required.size()));
    }
    return METHODS
        .replace("ROOT", root.qualifiedName())
        .replace("LOGITS", logits(file, forward.returnType(), classes));
  }

  /** How the logits are got out of what the network returns. */
  private static String logits(Path file, String type, Map<String, ClassDefinition> classes) {
    if (type.equals("Tensor")) {
      return "result";
    }
    if (type.startsWith("Tuple[Tensor") || type.startsWith("List[Tensor")) {
      return "result[0]";
    }
    if (type.equals("Dict[str, Tensor]")) {
      return TapWriter.FUNCTIONS + ".logits(result, )";
    }
    ClassDefinition named = classes.get(type);
    if (named != null) {
      for (String usual : List.of("logits", "out")) {
        if ("Tensor".equals(named.fields().get(usual))) {
          return "result." + usual;
        }
      }
      for (Map.Entry<String, String> field : named.fields().entrySet()) {
        if (field.getValue().equals("Tensor")) {
          return "result." + field.getKey();
        }
      }
    }
    throw new InvalidInputException(
        "\"%s\" returns %s; a tensor of logits, or a tuple, list or dictionary with them first, would be right."
            .formatted(file, type));
  }
}
