package dev.taproot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.Explainer;
import dev.taproot.Explanation;
import dev.taproot.Taproot;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The questions that are open, and whose recordings are kept. */
@Timeout(60)
class InquiriesTest {
  private static final Photograph CHELSEA = Photograph.sample("chelsea");
  private static final Network NETWORK = Network.embedded();
  private static final List<Node> DEEP = List.of(Node.of("0"), Node.of("0.1"));

  @Test
  void noMoreRecordingsAreKeptThanThereIsRoomFor() throws Exception {
    try (Inquiries inquiries = new Inquiries(2, 10)) {
      for (int target = 0; target < 4; target++) {
        assertThat(ask(inquiries, target, List.of()).root().evidence()).isNotEmpty();
      }

      assertThat(inquiries.recordings()).isEqualTo(2);
    }
  }

  @Test
  void whoseRecordingWasFreedGoesOnFromWhereItWas() throws Exception {
    try (Inquiries inquiries = new Inquiries(1, 10)) {
      Explanation first = ask(inquiries, 281, List.of(Node.of("0")));
      ask(inquiries, 282, List.of());

      Explanation deeper = ask(inquiries, 281, DEEP);

      Explanation direct = direct(281);
      assertThat(deeper).isEqualTo(direct);
      assertThat(deeper.root().evidence().get(1)).isSameAs(first.root().evidence().get(1));
    }
  }

  @Test
  void aRecordingIsNotFreedWhileItIsAsked() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Inquiries inquiries = new Inquiries(1, 1)) {
      CountDownLatch asking = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      Future<Explanation> slow =
          threads.submit(
              () ->
                  inquiries.ask(
                      key(281),
                      words(281),
                      asked -> {
                        asked.explain(List.of());
                        asking.countDown();
                        goOn.await();
                        return asked.explain(DEEP);
                      }));
      asking.await();
      ask(inquiries, 282, List.of());
      ask(inquiries, 283, List.of());
      inquiries.forget("p");
      goOn.countDown();

      assertThat(slow.get()).isEqualTo(direct(281));
      assertThat(inquiries.recordings()).isZero();
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void closingFreesThoseThatAreAskedOnceTheyAreNot() throws Exception {
    Inquiries inquiries = new Inquiries(4, 4);
    ask(inquiries, 1, List.of());

    Explanation answer =
        inquiries.ask(
            key(281),
            words(281),
            asked -> {
              asked.explain(List.of());
              inquiries.close();
              return asked.explain(DEEP);
            });

    assertThat(answer).isEqualTo(direct(281));
    assertThat(inquiries.recordings()).isZero();
  }

  @Test
  void aQuestionOfWhichNothingComesTakesNobodysPlace() throws Exception {
    try (Inquiries inquiries = new Inquiries(1, 1)) {
      Explanation first = ask(inquiries, 281, List.of());

      assertThatThrownBy(() -> ask(inquiries, 1000, List.of()))
          .isInstanceOf(InvalidInputException.class);

      assertThat(inquiries.recordings()).isOne();
      assertThat(ask(inquiries, 281, List.of())).isSameAs(first);
    }
  }

  private static Explanation ask(Inquiries inquiries, int target, List<Node> open)
      throws InterruptedException {
    return inquiries.ask(key(target), words(target), asked -> asked.explain(open));
  }

  private static Explanation direct(int target) {
    try (var inquiry = words(target).open()) {
      Explanation why = inquiry.decompose(1);
      why = inquiry.deepen(why, why.root().evidence().get(0), 1);
      return inquiry.deepen(why, why.root().evidence().get(0).grounds().evidence().get(1), 1);
    }
  }

  private static Inquiries.Key key(int target) {
    return new Inquiries.Key("p", Question.of(Map.of("target", List.of(Integer.toString(target)))));
  }

  private static Explainer words(int target) {
    return Taproot.explain(CHELSEA).with(NETWORK).target(target);
  }
}
