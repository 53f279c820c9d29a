package dev.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import java.io.File;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaprootTest {
  @TempDir private Path folder;

  @Test
  void aFoldersPhotographsAreItsFilesThatAreNamedSoAndNotHidden() throws Exception {
    sample("b.JPG");
    sample("a.jpeg");
    Files.writeString(folder.resolve("._a.jpeg"), "what macOS keeps of a.jpeg");
    Files.writeString(folder.resolve("notes.txt"), "no photograph");
    Files.createDirectory(folder.resolve("c.jpg"));

    List<Photograph> photographs = Taproot.images(folder.toString());

    assertThat(photographs).extracting(Photograph::name).containsExactly("a.jpeg", "b.JPG");
    assertThat(photographs).hasToString("2 photographs");
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
  void thePhotographOnWhichTheWorkFailsIsNamed() {
    assertThatThrownBy(
            () ->
                Taproot.each(
                    samples("rocket", "coffee"),
                    photograph -> {
                      if (photograph.name().equals("coffee")) {
                        throw new InvalidInputException("The sentence.");
                      }
                      return photograph;
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("coffee: The sentence.");
  }

  @Test
  void anInterruptEndsTheWorkAfterThePhotographAtHand() {
    List<String> begun = new ArrayList<>();

    assertThatThrownBy(
            () ->
                Taproot.each(
                    samples("rocket", "coffee"),
                    photograph -> {
                      Thread.currentThread().interrupt();
                      return begun.add(photograph.name());
                    }))
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted after 1 of 2 photographs");
    assertThat(begun).containsExactly("rocket");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
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
