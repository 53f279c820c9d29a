package dev.taproot.view;

import dev.taproot.evidence.EvidenceTree;
import dev.taproot.image.Photograph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes pages to look at: {@code Pages FOLDER PHOTOGRAPH}. */
final class Pages {
  private Pages() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Path file = Path.of(arguments[1]);
    Photograph photograph =
        Photograph.of(file.getFileName().toString(), ImageIO.read(file.toFile()));
    write(folder, "usual", new SampleTree().photograph(photograph).opposition(1).build());
    write(folder, "tested", new SampleTree().photograph(photograph).opposition(2).tested().build());
    write(folder, "faint", new SampleTree().photograph(photograph).strength(0.12).build());
    write(folder, "small", new SampleTree().photograph(photograph).depth(1).width(1).build());
    write(folder, "wide", new SampleTree().photograph(photograph).depth(2).width(6).build());
    write(
        folder,
        "deep",
        new SampleTree().photograph(photograph).depth(4).width(2).opposition(1).build());
    write(
        folder,
        "contrast",
        new SampleTree()
            .photograph(photograph)
            .against("Egyptian cat")
            .opposition(2)
            .width(2)
            .build());
    write(
        folder,
        "cautions",
        new SampleTree().photograph(photograph).rule("PEAK").cautions().depth(2).build());
    write(
        folder,
        "long",
        new SampleTree()
            .photograph(photograph)
            .label(
                "a very long label, one that goes on & on, <b>bold</b> and even"
                    + " Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft")
            .layers(
                "features.denseblock4.denselayer16.conv2.activation.output",
                "features.denseblock3.denselayer24.conv2.activation.output",
                "features.denseblock2.denselayer12.conv2.activation.output")
            .build());
  }

  private static void write(Path folder, String name, EvidenceTree tree) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), TreeHtml.page(tree));
    Files.writeString(folder.resolve(name + ".txt"), TreeText.of(tree));
    System.out.println(name + " " + Files.size(folder.resolve(name + ".html")));
  }
}
