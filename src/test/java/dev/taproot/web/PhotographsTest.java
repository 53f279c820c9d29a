package dev.taproot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.image.Photograph;
import dev.taproot.image.PreparedTensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held of photographs, and for how long. */
class PhotographsTest {
  private static final long MUCH = 1L << 30;

  private final List<String> dropped = new ArrayList<>();

  @Test
  void theSameFileIsHeldOnce() throws Exception {
    Photographs photographs = new Photographs(MUCH, MUCH, dropped::add);

    Photographs.Added first = photographs.add("a.jpg", Files.sample("chelsea"));
    Photographs.Added again = photographs.add("b.jpg", Files.sample("chelsea"));

    assertThat(first.isNew()).isTrue();
    assertThat(again.isNew()).isFalse();
    assertThat(again.id()).isEqualTo(first.id()).matches("[0-9a-f]{64}");
    assertThat(photographs.size()).isOne();
  }

  @Test
  void tensorsThatLookAlikeAreToldApart() {
    Photographs photographs = new Photographs(MUCH, MUCH, dropped::add);
    float[] values = new float[3 * 4 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7;
    }
    Photograph one = Photograph.of("x", new PreparedTensor(4, 4, values.clone()));
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 * values[i] - 1;
    }
    Photograph other = Photograph.of("x", new PreparedTensor(4, 4, values));

    assertThat(photographs.add(one)).isEqualTo(photographs.add(one));
    assertThat(photographs.add(other)).isNotEqualTo(photographs.add(one));
  }

  @Test
  void whereFilesBecomeTooManyTheOneUsedLongestAgoIsForgotten() throws Exception {
    long size = Files.sample("chelsea").length + Files.sample("coffee").length + (100 << 10);
    Photographs photographs = new Photographs(size, MUCH, dropped::add);
    String chelsea = photographs.add("a", Files.sample("chelsea")).id();
    String coffee = photographs.add("b", Files.sample("coffee")).id();
    photographs.get(chelsea);

    String rocket = photographs.add("c", Files.sample("rocket")).id();

    assertThat(dropped).contains(coffee).doesNotContain(rocket);
    assertThat(photographs.has(rocket)).isTrue();
    assertThatThrownBy(() -> photographs.get(coffee))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.json()).contains("\"missing\":\"photograph\""));
    assertThat(photographs.bytes()).isLessThanOrEqualTo(photographs.mostBytes());
  }

  @Test
  void wherePixelsBecomeTooManyTheyAreReadFromTheFileAgain() throws Exception {
    Photographs photographs = new Photographs(MUCH, 1, dropped::add);
    Photographs.Added chelsea = photographs.add("a", Files.sample("chelsea"));
    String coffee = photographs.add("b", Files.sample("coffee")).id();

    Photograph again = photographs.get(chelsea.id());

    assertThat(dropped).containsExactly(chelsea.id(), coffee);
    assertThat(again).isNotSameAs(chelsea.photograph());
    assertThat(again.showsTheSameAs(chelsea.photograph())).isTrue();
    assertThat(photographs.get(chelsea.id())).isSameAs(again);
  }

  @Test
  void whatWasHandedInWithoutAFileStays() throws Exception {
    Photographs photographs = new Photographs(1, 1, dropped::add);
    Photograph own = Photograph.sample("chelsea");

    String id = photographs.add(own);
    photographs.add("b", Files.sample("coffee"));
    photographs.add("c", Files.sample("rocket"));

    assertThat(photographs.get(id)).isSameAs(own);
    assertThat(photographs.add(Photograph.sample("chelsea"))).isEqualTo(id);
    assertThat(photographs.add(Photograph.of("chelsea", Photograph.sample("coffee").toImage())))
        .isNotEqualTo(id);
  }
}
