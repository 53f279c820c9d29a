package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taproot.image.Photograph;
import dev.taproot.image.PhotographFolder;
import dev.taproot.input.InvalidInputException;
import dev.taproot.parallel.Cores;
import java.io.File;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class TaprootTest {
  @TempDir private Path folder;

  @Test
  void aFoldersPhotographsAreItsFilesThatAreNamedSoAndNotHidden() throws Exception {
    sample("b.JPG");
    sample("a.jpeg");
    Files.writeString(folder.resolve("._a.jpeg"), "what macOS keeps of a.jpeg");
    Files.writeString(folder.resolve("notes.txt"), "no photograph");
    Files.createDirectory(folder.resolve("c.jpg"));

    PhotographFolder photographs = Taproot.images(folder.toString());

    assertThat(photographs).extracting(Photograph::name).containsExactly("a.jpeg", "b.JPG");
    assertThat(photographs).hasToString("2 photographs");
    assertThat(photographs.files())
        .containsExactly(folder.resolve("a.jpeg"), folder.resolve("b.JPG"));
  }

  @Test
  void aFolderWithoutPhotographsOrThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Taproot.images(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("There is no photograph in \"" + folder + "\"");
    assertThatThrownBy(() -> Taproot.images("no such folder"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "\"no such folder\" is no folder; the path of a folder with photographs would be right.");
    assertThatThrownBy(() -> Taproot.images("\0"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is no path");
  }

  @Test
  void aPhotographThatWentAwayIsNamedWhenItIsAskedFor() throws Exception {
    Path file = sample("a.jpg");
    List<Photograph> photographs = Taproot.images(folder);
    Files.delete(file);

    assertThatThrownBy(() -> Taproot.each(photographs, Photograph::width))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("There is no file " + file);
  }

  @Test
  void whatComesOfEachIsInTheirOrder() {
    assertThat(Taproot.each(samples("rocket", "coffee"), Photograph::name))
        .containsExactly("rocket", "coffee");
    assertThat(Taproot.each(List.of(), Photograph::name)).isEmpty();
  }

  @Test
  void photographsAreReadAndWorkedOnByTheWorkers() {
    List<Boolean> onWorker = Collections.synchronizedList(new ArrayList<>());
    List<Photograph> photographs =
        new AbstractList<>() {
          @Override
          public Photograph get(int index) {
            onWorker.add(Cores.onWorker());
            return Photograph.sample("coffee");
          }

          @Override
          public int size() {
            return 5;
          }
        };

    assertThat(Taproot.each(photographs, photograph -> Cores.onWorker())).containsOnly(true);
    assertThat(onWorker).hasSize(5).containsOnly(true);
  }

  @Test
  void whatComesOfEachIsWhatComesOfItAlone() {
    List<Photograph> samples =
        Photograph.samples().stream().map(sample -> Photograph.sample(sample.name())).toList();
    List<Explanation> alone =
        samples.stream().map(one -> Taproot.explain(one).decompose(2)).toList();

    List<Explanation> each = Taproot.each(samples, one -> Taproot.explain(one).decompose(2));

    Table expected = Taproot.table(alone);
    Table actual = Taproot.table(each);
    for (String column : List.of("photograph", "target", "path", "layer", "channel", "x", "y")) {
      assertThat(actual.column(column).asList()).isEqualTo(expected.column(column).asList());
    }
    // A core by itself adds up in another order than all cores together; the logits are about 10.
    assertThat(actual.doubleColumn("score").asDoubleArray())
        .containsExactly(expected.doubleColumn("score").asDoubleArray(), within(1e-3));
  }

  @Test
  void aPhotographOnWhichTheWorkFailsIsLeftOutAndNamed() {
    Results<String> results =
        Taproot.each(samples("coffee", "rocket", "chelsea"), TaprootTest::unlessItIsTheRocket);

    assertThat(results).containsExactly("coffee", "chelsea");
    assertThat(results.leftOut()).containsExactly("rocket: The sentence.");
  }

  @Test
  void aPhotographThatCannotBeReadIsLeftOutAndNamed() throws Exception {
    sample("a.jpg");
    Files.writeString(folder.resolve("b.jpg"), "no picture");
    sample("c.jpg");

    Results<String> results = Taproot.each(Taproot.images(folder), Photograph::name);

    assertThat(results).containsExactly("a.jpg", "c.jpg");
    assertThat(results.leftOut()).hasSize(1).first().asString().contains("b.jpg");
  }

  @Test
  void whereNothingComesOfAnyTheFirstSentenceIsThrown() {
    AtomicInteger begun = new AtomicInteger();
    Function<Photograph, String> fails =
        photograph -> {
          throw new InvalidInputException("This is number %d.".formatted(begun.getAndIncrement()));
        };

    assertThatThrownBy(() -> Taproot.each(samples("rocket", "coffee"), fails))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching("rocket: This is number [01]\\.");
    assertThatThrownBy(
            () -> Taproot.each(Collections.nCopies(100_000, Photograph.sample("coffee")), fails))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("coffee: This is number ");
    assertThat(begun).hasValueLessThan(100_000);
  }

  @Test
  void aFaultOfTheWorksOwnComesOutOfTheFirstThatHasOne() {
    assertThatThrownBy(
            () ->
                Taproot.each(
                    samples("coffee", "rocket", "chelsea", "astronaut"),
                    photograph -> {
                      if (!photograph.name().equals("coffee")) {
                        throw new IndexOutOfBoundsException(photograph.name());
                      }
                      return photograph;
                    }))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("rocket");
  }

  @Test
  void anInterruptEndsTheWorkInHandAndBeginsNoMore() throws Exception {
    Thread caller = Thread.currentThread();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Taproot.each(
                    Collections.nCopies(300, Photograph.sample("coffee")),
                    photograph -> {
                      if (begun.incrementAndGet() == 3) {
                        caller.interrupt();
                      }
                      try {
                        return Taproot.explain(photograph).decompose(3);
                      } finally {
                        ended.incrementAndGet();
                      }
                    }))
        .isInstanceOf(CancellationException.class)
        .hasMessageMatching("interrupted after \\d+ of 300 photographs");
    int after = begun.get();

    assertThat(after).isLessThan(300);
    assertThat(ended).hasValue(after);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(Taproot.each(samples("rocket", "coffee"), Photograph::name)).hasSize(2);
    assertThat(begun).hasValue(after);
  }

  @Test
  void workOnManyCanItselfTakeMany() {
    List<Photograph> photographs = samples("rocket", "coffee", "chelsea");

    assertThat(Taproot.each(photographs, outer -> Taproot.each(photographs, Photograph::name)))
        .hasSize(3)
        .allMatch(inner -> inner.equals(List.of("rocket", "coffee", "chelsea")));
  }

  @Test
  void theTableOfSeveralExplanationsNamesPhotographAndClassInEachRow() {
    List<Explanation> whys =
        Taproot.each(samples("chelsea", "coffee"), one -> Taproot.explain(one).decompose(1));

    assertThat(Taproot.table(whys).rowCount()).isEqualTo(6);
    assertThat(Taproot.table(whys).stringColumn("photograph").unique().asList())
        .containsExactlyInAnyOrder("chelsea", "coffee");
    assertThat(Taproot.table(List.of()).isEmpty()).isTrue();
    assertThat(Taproot.table(List.of()).columnNames()).startsWith("photograph", "target", "path");
  }

  @Test
  void aBrokenFrontEndLeavesTheRestUsable() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(FrontEnd.class.getName()), "no.such.FrontEnd");
    List<URL> path = new ArrayList<>(List.of(folder.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      path.add(new File(entry).toURI().toURL());
    }

    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> taproot = Class.forName(Taproot.class.getName(), true, loader);

      assertThat(taproot.getMethod("version").invoke(null)).isEqualTo(Taproot.version());
    }
  }

  private static String unlessItIsTheRocket(Photograph photograph) {
    if (photograph.name().equals("rocket")) {
      throw new InvalidInputException("The sentence.");
    }
    return photograph.name();
  }

  private static List<Photograph> samples(String... names) {
    return List.of(names).stream().map(Photograph::sample).toList();
  }

  private Path sample(String name) throws Exception {
    Path file = folder.resolve(name);
    try (InputStream in =
        TaprootTest.class.getResourceAsStream("/dev/taproot/samples/coffee.jpg")) {
      Files.copy(in, file);
    }
    return file;
  }
}
