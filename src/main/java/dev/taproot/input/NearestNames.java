package dev.taproot.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The known names nearest to one that is not known, for a message that helps. */
public final class NearestNames {
  private static final int MOST = 3;

  private NearestNames() {}

  /**
   * Ends a sentence about an unknown name: {@code "; did you mean a, b or c?"}.
   *
   * @param given the name that is not known
   * @param known the names that are
   * @return the question, or an empty string where nothing known is near
   */
  public static String didYouMean(String given, Collection<String> known) {
    List<String> near = of(given, known);
    if (near.isEmpty()) {
      return "";
    }
    String last = near.get(near.size() - 1);
    String before =
        near.subList(0, near.size() - 1).stream()
            .map(name -> "\"" + name + "\"")
            .collect(Collectors.joining(", "));
    return "; did you mean " + (before.isEmpty() ? "" : before + " or ") + "\"" + last + "\"?";
  }

  /**
   * Finds up to three names that contain the given one or differ from it in few letters, nearest
   * first.
   *
   * @param given the name that is not known
   * @param known the names that are
   * @return the nearest names, perhaps none
   */
  public static List<String> of(String given, Collection<String> known) {
    String wanted = given.toLowerCase(Locale.ROOT).strip();
    if (wanted.isEmpty()) {
      return List.of();
    }
    int tolerated =
        wanted.length() < 4 ? Math.min(1, wanted.length() - 1) : Math.max(2, wanted.length() / 3);
    record Near(String name, int distance) {}
    return known.stream()
        .map(name -> new Near(name, distance(wanted, name.toLowerCase(Locale.ROOT))))
        .filter(near -> near.distance <= tolerated)
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(MOST)
        .map(Near::name)
        .toList();
  }

  /**
   * Edits between two words; containing the wanted word costs little, whatever stands around it.
   */
  private static int distance(String wanted, String name) {
    if (wanted.length() >= 3 && name.contains(wanted)) {
      return name.length() == wanted.length() ? 0 : 1;
    }
    int[] previous = new int[name.length() + 1];
    for (int j = 0; j <= name.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= wanted.length(); i++) {
      int[] current = new int[name.length() + 1];
      current[0] = i;
      for (int j = 1; j <= name.length(); j++) {
        int substitution = previous[j - 1] + (wanted.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[name.length()];
  }
}
