package dev.taproot.network.torchscript;

import ai.djl.ndarray.NDArray;
import dev.taproot.network.Survey;
import dev.taproot.network.Survey.Pair;
import dev.taproot.network.Survey.Value;
import dev.taproot.network.Survey.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the function {@code survey} inside a tapped archive answers. */
final class SurveyReader {
  private SurveyReader() {}

  /**
   * Reads the answer.
   *
   * @param kinds what the modules are
   * @param lines a line for each value and each window: its name, a space, its numbers
   * @param reached for each value, and last the logits, and for the image and each value: 0 if the
   *     former is not computed from the latter, 1 if it is, 2 if it equals it
   * @param lowest the smallest element of each value
   * @param classes how many logits there are
   * @return the survey
   */
  static Survey read(
      ModuleKinds kinds, String lines, NDArray reached, NDArray lowest, int classes) {
    record Named(String name, List<Integer> shape) {}
    List<Named> heads = new ArrayList<>();
    Map<String, Window> windows = new HashMap<>();
    for (String line : lines.split("\n")) {
      int space = line.lastIndexOf(" [");
      String key = line.substring(line.indexOf(':') + 1, space);
      String name = key.startsWith(".") ? key.substring(1) : key;
      List<Long> all =
          Arrays.stream(line.substring(space + 2, line.length() - 1).split(", "))
              .map(Long::valueOf)
              .toList();
      List<Integer> numbers = all.stream().map(Long::intValue).toList();
      if (line.startsWith("head:")) {
        boolean onePhotograph = numbers.get(0) == 1;
        heads.add(new Named(name, onePhotograph ? numbers.subList(1, numbers.size()) : List.of()));
      } else {
        windows.put(
            name,
            new Window(
                new Pair(numbers.get(0), numbers.get(1)),
                new Pair(numbers.get(2), numbers.get(3)),
                new Pair(numbers.get(4), numbers.get(5)),
                new Pair(numbers.get(6), numbers.get(7)),
                all.get(8)));
      }
    }
    int columns = heads.size() + 1;
    float[] relations = reached.toFloatArray();
    float[] minima = lowest.toFloatArray();
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      Named head = heads.get(i);
      float[] row = Arrays.copyOfRange(relations, i * columns, (i + 1) * columns);
      List<Integer> sources = sources(row);
      boolean alias =
          sources.size() == 1
              && sources.get(0) != Survey.IMAGE
              && row[sources.get(0) + 1] == 2
              && head.shape.equals(heads.get(sources.get(0)).shape);
      values.add(
          new Value(
              head.name,
              kinds.of(head.name),
              head.shape,
              sources,
              alias,
              windows.get(head.name),
              minima[i] >= 0,
              kinds.isInner(head.name)));
    }
    float[] last = Arrays.copyOfRange(relations, heads.size() * columns, relations.length);
    return new Survey(values, sources(last), classes);
  }

  /** Columns are the image first, then the values. */
  private static List<Integer> sources(float[] row) {
    List<Integer> sources = new ArrayList<>();
    for (int j = 0; j < row.length; j++) {
      if (row[j] > 0) {
        sources.add(j - 1);
      }
    }
    return sources;
  }
}
