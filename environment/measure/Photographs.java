import static dev.taproot.Taproot.image;

import dev.taproot.evidence.ClassScore;
import dev.taproot.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many photographs the embedded network gets right: CSV lines of file,class. */
public class Photographs {
  public static void main(String[] args) throws Exception {
    Path csv = Path.of(args[0]);
    Path folder = Path.of(args[1]);
    List<String> lines = Files.readAllLines(csv);
    int first = 0;
    int five = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      int truth = Integer.parseInt(cells[1]);
      List<Integer> top =
          Network.embedded().classify(image(folder.resolve(cells[0]))).stream()
              .limit(5)
              .map(ClassScore::index)
              .toList();
      first += top.get(0) == truth ? 1 : 0;
      five += top.contains(truth) ? 1 : 0;
    }
    System.out.printf(
        "%d photographs: %d right, %d among the top five%n", lines.size() - 1, first, five);
  }
}
