package dev.taproot.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.taproot.Explanation;
import dev.taproot.Inquiry;
import dev.taproot.Taproot;
import dev.taproot.image.Photograph;
import dev.taproot.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thirty people at one site, each with a photograph of their own. */
class LectureRoomTest {
  private static final int PEOPLE = 30;
  private static final List<String> SAMPLES =
      List.of("chelsea", "coffee", "rocket", "astronaut", "camera");
  private static final List<String> STEPS = List.of("", "0", "0,0.0", "0,0.0,0.0.0");
  private static final Network NETWORK = Network.embedded();

  @Test
  @Timeout(120)
  void eachGetsTheirOwnAnswerThoughAllAskAtOnceAndSomebodySendsRubbish() throws Exception {
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    Queue<Integer> rubbish = new ConcurrentLinkedQueue<>();
    List<Long> waits = Collections.synchronizedList(new ArrayList<>());
    Map<Integer, List<String>> answers = new HashMap<>();
    ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
    ScheduledExecutorService vandal = Executors.newSingleThreadScheduledExecutor();
    byte[] broken = Arrays.copyOf(Files.variant("chelsea", 99), 20_000);
    try (Site site = Site.start("localhost", 0, NETWORK, false, lines::add)) {
      Visitor breaking = new Visitor(site, "vandal");
      vandal.scheduleAtFixedRate(
          () -> rubbish.add(status(breaking, broken)), 0, 100, TimeUnit.MILLISECONDS);
      List<Future<List<String>>> asked = new ArrayList<>();
      for (int person = 0; person < PEOPLE; person++) {
        asked.add(people.submit(goingDeeper(site, person, waits)));
      }
      for (int person = 0; person < PEOPLE; person++) {
        answers.put(person, asked.get(person).get());
      }
      vandal.shutdown();
      vandal.awaitTermination(10, TimeUnit.SECONDS);

      JsonObject health = new Visitor(site, "nurse").json("health");
      JsonObject memory = health.getAsJsonObject("memory");
      assertThat(health.get("photographs").getAsInt()).isEqualTo(PEOPLE);
      assertThat(health.get("recordings").getAsInt()).isBetween(1, 32);
      assertThat(memory.get("used").getAsLong()).isLessThan(memory.get("bound").getAsLong());
    } finally {
      people.shutdownNow();
      vandal.shutdownNow();
    }
    Collections.sort(waits);
    System.out.printf(
        "lecture room: %d answers, median %d ms, 95%% within %d ms, slowest %d ms; %d broken uploads%n",
        waits.size(),
        waits.get(waits.size() / 2),
        waits.get(waits.size() * 95 / 100),
        waits.get(waits.size() - 1),
        rubbish.size());

    assertThat(rubbish).isNotEmpty().allMatch(status -> status == 422);
    assertThat(lines).noneMatch(line -> line.contains("\"status\":5"));
    for (int person = 0; person < PEOPLE; person++) {
      assertThat(answers.get(person)).as("person %d", person).isEqualTo(direct(person));
    }
  }

  private static Callable<List<String>> goingDeeper(Site site, int person, List<Long> waits) {
    return () -> {
      Visitor visitor = new Visitor(site, "person-" + person);
      String photograph = visitor.upload(person + ".png", file(person));
      List<String> roots = new ArrayList<>();
      for (String open : STEPS) {
        long start = System.nanoTime();
        List<Visitor.Event> events = visitor.events(photograph + "/explanation?open=" + open);
        waits.add((System.nanoTime() - start) / 1_000_000);
        roots.add(events.get(events.size() - 1).data().get("root").toString());
      }
      return roots;
    };
  }

  /** What the library says of the same photograph, asked alone. */
  private static List<String> direct(int person) throws Exception {
    Photograph photograph = Photograph.read(person + ".png", file(person), 40);
    List<String> roots = new ArrayList<>();
    try (Inquiry inquiry = Taproot.explain(photograph).with(NETWORK).open()) {
      Explanation why = inquiry.decompose(1);
      roots.add(root(why));
      for (Node node : List.of(Node.of("0"), Node.of("0.0"), Node.of("0.0.0"))) {
        why = inquiry.deepen(why, node.in(why.root()), 1);
        roots.add(root(why));
      }
    }
    return roots;
  }

  private static String root(Explanation why) {
    return JsonParser.parseString(why.json()).getAsJsonObject().get("root").toString();
  }

  private static byte[] file(int person) throws Exception {
    return Files.variant(SAMPLES.get(person % SAMPLES.size()), person);
  }

  private static int status(Visitor visitor, byte[] file) {
    try {
      return visitor.send("POST", "api/photographs?name=broken", file).statusCode();
    } catch (Exception e) {
      return 0;
    }
  }
}
