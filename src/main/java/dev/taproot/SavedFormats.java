package dev.taproot;

import dev.taproot.files.WholeFile;
import dev.taproot.input.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The formats in which an answer can be saved, by the endings of files' names. */
final class SavedFormats {
  private final String answer;
  private final Map<String, Supplier<byte[]>> contents = new LinkedHashMap<>();

  /** Takes what is saved, as a sentence begins with it: {@code An explanation}. */
  SavedFormats(String answer) {
    this.answer = answer;
  }

  SavedFormats text(String ending, Supplier<String> text) {
    return bytes(ending, () -> text.get().getBytes(StandardCharsets.UTF_8));
  }

  SavedFormats bytes(String ending, Supplier<byte[]> bytes) {
    contents.put(ending, bytes);
    return this;
  }

  /**
   * Saves in the format that the file's ending says; {@code .htm} is {@code .html}.
   *
   * @throws InvalidInputException if it is none of these, or the file cannot be written
   */
  void save(Path file) {
    String name =
        String.valueOf(file.getFileName())
            .toLowerCase(Locale.ROOT)
            .replaceFirst("\\.htm$", ".html");
    for (Map.Entry<String, Supplier<byte[]>> format : contents.entrySet()) {
      if (name.endsWith(format.getKey())) {
        WholeFile.write(file, format.getValue().get());
        return;
      }
    }
    List<String> endings = new ArrayList<>(contents.keySet());
    String last = endings.remove(endings.size() - 1);
    String others = endings.isEmpty() ? "" : String.join(", ", endings) + " or ";
    throw new InvalidInputException(
        "%s cannot be saved as \"%s\"; a name that ends in %s would be right."
            .formatted(answer, file, others + last));
  }
}
