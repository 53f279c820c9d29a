package dev.taproot.network;

import dev.taproot.input.InvalidInputException;
import dev.taproot.input.NearestNames;
import dev.taproot.input.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of a network's classes.
 *
 * @param names by index; empty if they are not known
 */
public record Labels(List<String> names) {
  /** No names: classes are called by their index. */
  public static final Labels UNKNOWN = new Labels(List.of());

  /** Copies the list. */
  public Labels {
    names = List.copyOf(names);
  }

  /** Returns the 1000 classes of ImageNet-1k, in the usual order. */
  public static Labels imagenet() {
    try (InputStream in = Labels.class.getResourceAsStream("embedded/imagenet-labels.txt")) {
      if (in == null) {
        throw new IllegalStateException("imagenet-labels.txt is missing from the class path");
      }
      return new Labels(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new IllegalStateException("imagenet-labels.txt cannot be read", e);
    }
  }

  /**
   * Reads labels from a text file, one a line, the line of class 0 first.
   *
   * @param file the file, in UTF-8
   * @return the labels
   * @throws InvalidInputException if the file cannot be read
   */
  public static Labels read(Path file) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new InvalidInputException(
            "The labels \"%s\" are no file; a text file with one label a line would be right."
                .formatted(file));
      }
      if (Files.size(file) > 16 << 20) {
        throw new InvalidInputException(
            "The labels file \"%s\" is too large; a text file with one label a line would be right."
                .formatted(file));
      }
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
        lines.remove(lines.size() - 1);
      }
      if (lines.isEmpty()) {
        throw new InvalidInputException(
            "The labels file \"%s\" is empty; one label a line would be right.".formatted(file));
      }
      return new Labels(lines.stream().map(String::strip).toList());
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(
          "There is no labels file \"%s\"; a text file with one label a line would be right."
              .formatted(file),
          e);
    } catch (MalformedInputException e) {
      throw new InvalidInputException(
          "The labels file \"%s\" is no text in UTF-8; one label a line would be right."
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "The labels file \"%s\" cannot be read (%s); a text file with one label a line would be right."
              .formatted(file, Reasons.of(e)),
          e);
    }
  }

  /**
   * Names a class.
   *
   * @param index the class's number
   * @return its label, or {@code class 17} if it is not known
   */
  public String of(int index) {
    return index < names.size() ? names.get(index) : "class " + index;
  }

  /**
   * Finds a class by its label in any case, or by its index.
   *
   * @param wanted such as {@code tiger cat} or {@code 282}; {@code #282} is an index even where a
   *     label is called 282
   * @param classes how many classes the network has
   * @return the class's number
   * @throws InvalidInputException if there is no such class; says which come near
   */
  public int find(String wanted, int classes) {
    String word = wanted.strip();
    if (word.matches("#-?\\d{1,9}")) {
      return index(Integer.parseInt(word.substring(1)), classes);
    }
    for (int i = 0; i < Math.min(classes, names.size()); i++) {
      if (names.get(i).equalsIgnoreCase(word)) {
        return i;
      }
    }
    if (word.matches("-?\\d{1,9}")) {
      return index(Integer.parseInt(word), classes);
    }
    if (names.isEmpty()) {
      throw new InvalidInputException(
          "No class is called \"%s\": the network came without labels; an index from 0 to %d would be right."
              .formatted(word, classes - 1));
    }
    throw new InvalidInputException(
        "No class is called \"%s\"%s"
            .formatted(
                word,
                orElse(
                    NearestNames.didYouMean(word, names),
                    "; one of its %d labels, or an index from 0 to %d, would be right."
                        .formatted(names.size(), classes - 1))));
  }

  private static int index(int index, int classes) {
    if (index < 0 || index >= classes) {
      throw new InvalidInputException(
          "There is no class %d: the network has %d, from 0 to %d."
              .formatted(index, classes, classes - 1));
    }
    return index;
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
