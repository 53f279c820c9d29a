import static dev.taproot.Taproot.explain;
import static dev.taproot.Taproot.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Resident memory over a thousand explanations of the photographs in a folder (Linux). */
public class Memory {
  public static void main(String[] args) throws Exception {
    List<Path> photographs;
    try (var files = Files.list(Path.of(args[0]))) {
      photographs = files.sorted().toList();
    }
    for (int i = 1; i <= 1000; i++) {
      explain(image(photographs.get(i % photographs.size()))).decompose(3);
      if (i == 50 || i % 100 == 0) {
        System.out.printf("after %4d explanations: %d MB%n", i, resident());
      }
    }
  }

  private static long resident() throws Exception {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(l -> l.startsWith("VmRSS")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }
  }
}
