import static dev.taproot.Taproot.each;
import static dev.taproot.Taproot.explain;
import static dev.taproot.Taproot.image;
import static dev.taproot.Taproot.images;

import ai.djl.engine.Engine;
import com.google.gson.Gson;
import dev.taproot.Explainer;
import dev.taproot.Explanation;
import dev.taproot.evidence.Evidence;
import dev.taproot.evidence.EvidenceGraph;
import dev.taproot.evidence.Grounds;
import dev.taproot.evidence.Location;
import dev.taproot.gap.Rule;
import dev.taproot.image.Photograph;
import dev.taproot.network.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Taproot as a worker of the benchmark: it obeys the same lines as the workers in peers.py, and
 * gives its trees in the same form.
 *
 * <pre>
 *   Bench tree|graph RULE WIDTH DEPTH ARCHIVE|embedded IMAGE [LAYER ...]
 *   Bench each|loop FOLDER
 *   Bench memory FOLDER PHOTOGRAPHS     answers the number of photographs at 100, 200, …
 * </pre>
 */
public final class Bench {
  private static final int WARM_UPS = 8;
  private static final double WARM_MS = 5_000;
  private static final int PHOTOGRAPH_DEPTH = 3;
  private static final int EVERY = 100;

  private Bench() {}

  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "tree" -> {
        Explainer question = question(args);
        int depth = Integer.parseInt(args[3]);
        serve(WARM_UPS, () -> question.decompose(depth), Bench::tree);
      }
      case "graph" -> {
        Explainer question = question(args);
        int depth = Integer.parseInt(args[3]);
        serve(WARM_UPS, () -> question.graph(depth), Bench::size);
      }
      case "each" -> serve(1, () -> each(images(args[1]), Bench::explained), List::size);
      case "loop" -> serve(1, () -> oneAtATime(images(args[1])), List::size);
      case "memory" -> memory(images(args[1]), Integer.parseInt(args[2]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static Explainer question(String[] args) {
    Network network =
        args[4].equals("embedded")
            ? Network.embedded("cpu")
            : Network.from(args[4]).device("cpu").load();
    return explain(image(args[5]))
        .with(network)
        .rule(Rule.valueOf(args[1]))
        .width(Integer.parseInt(args[2]))
        .layers(Arrays.copyOfRange(args, 6, args.length));
  }

  private static Explanation explained(Photograph photograph) {
    return explain(photograph).decompose(PHOTOGRAPH_DEPTH);
  }

  private static List<Explanation> oneAtATime(List<Photograph> photographs) {
    List<Explanation> explanations = new ArrayList<>();
    for (Photograph photograph : photographs) {
      explanations.add(explained(photograph));
    }
    return explanations;
  }

  /** Goes through a folder again and again, keeping a number of each explanation. */
  private static void memory(List<Photograph> folder, int most) {
    List<Photograph> photographs = new Repeated(folder, most);
    AtomicInteger done = new AtomicInteger();
    each(
        photographs,
        photograph -> {
          double value = explained(photograph).root().value();
          int count = done.incrementAndGet();
          if (count % EVERY == 0) {
            answer(Map.of("photographs", count));
          }
          return value;
        });
  }

  /** A folder's photographs over and over, each read when it is asked for. */
  private static final class Repeated extends AbstractList<Photograph> {
    private final List<Photograph> folder;
    private final int size;

    Repeated(List<Photograph> folder, int size) {
      this.folder = folder;
      this.size = size;
    }

    @Override
    public Photograph get(int index) {
      return folder.get(index % folder.size());
    }

    @Override
    public int size() {
      return size;
    }
  }

  private static <T> void serve(int warmUps, Supplier<T> work, Function<T, Object> form)
      throws IOException {
    double ms = 0;
    double spent = 0;
    for (int i = 0; i < warmUps && (i < 2 || spent < WARM_MS); i++) {
      ms = timed(work).ms;
      spent += ms;
    }
    String engine =
        "libtorch " + Engine.getInstance().getVersion() + ", DJL " + Engine.getDjlVersion();
    answer(Map.of("ready", engine + ", Java " + Runtime.version().feature(), "ms", ms));
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (order.equals("tree")) {
        answer(form.apply(work.get()));
      } else {
        int times = Integer.parseInt(order.substring("go ".length()));
        IntStream.range(0, times).forEach(i -> answer(Map.of("ms", timed(work).ms)));
      }
    }
  }

  private record Timed<T>(T result, double ms) {}

  private static <T> Timed<T> timed(Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    return new Timed<>(result, (System.nanoTime() - start) / 1e6);
  }

  private static synchronized void answer(Object value) {
    System.out.println(new Gson().toJson(value));
  }

  private static Map<String, Object> tree(Explanation why) {
    return decision(why.root());
  }

  private static Map<String, Object> decision(Grounds grounds) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("magnitude", grounds.support() - grounds.opposition());
    node.put("children", grounds.evidence().stream().map(Bench::child).toList());
    return node;
  }

  private static Map<String, Object> child(Evidence evidence) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("channel", evidence.channel());
    node.put("score", evidence.score());
    if (evidence.grounds() != null) {
      Location place = evidence.location();
      node.put("position", place.row() * evidence.map().width() + place.column());
      node.put("relevance", evidence.map().at(place.row(), place.column()));
      node.putAll(decision(evidence.grounds()));
    }
    return node;
  }

  private static Map<String, Object> size(EvidenceGraph graph) {
    return Map.of(
        "nodes", graph.nodes().size(),
        "decisions", graph.nodes().stream().filter(node -> node.grounds() != null).count());
  }
}
