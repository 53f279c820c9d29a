package dev.taproot.network.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.taproot.ReferenceTree;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive is read without trusting it, and stays as it is. */
class ArchiveTest {
  private static final String CODE =
      """
      class Net(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.Net,
          x: Tensor) -> Tensor:
          return torch.relu(x)
      """;

  private static final String HEAD = "\u0080\u0002c__torch__\nNet\nq\u0000)\u0081.";

  @TempDir Path folder;

  @Test
  void aTextFileIsNoArchive() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.pt"), "not a network");

    assertRefused(file, "is no TorchScript archive: it is no zip file; a network is saved with");
  }

  @Test
  void anEmptyFileIsNoArchive() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.pt"));

    assertRefused(file, "is no TorchScript archive: it is no zip file; a network is saved with");
  }

  @Test
  void aFileThatIsCutOffIsNoArchive() throws IOException {
    byte[] whole = Files.readAllBytes(ReferenceTree.archive("vgg"));
    Path file = folder.resolve("half.pt");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertRefused(file, "is no TorchScript archive: the zip file is cut off; a network is saved");
  }

  @Test
  void anEmptyZipFileIsNoArchive() throws IOException {
    assertRefused(zip(Map.of()), "is no TorchScript archive: the zip file is empty");
  }

  @Test
  void someOtherZipFileIsNoArchive() throws IOException {
    assertRefused(
        zip(Map.of("document/content.xml", "<text/>")), "archive: it is some other zip file;");
    assertRefused(
        zip(Map.of("data.pkl", HEAD, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0")),
        "archive: it is some other zip file;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.py",
        "net/../../outside.py",
        "/etc/outside.py",
        "net\\..\\outside.py",
        "C:/outside.py"
      })
  void aPathThatLeadsOutIsUnsafe(String path) throws IOException {
    Map<String, String> entries = network(CODE, HEAD);
    entries.put(path, "outside");

    assertRefused(
        zip(entries), "was not opened because it is unsafe: the path \"" + path + "\" inside it");
  }

  @Test
  void anEntryThatUnpacksToHalfAGigabyteIsUnsafe() throws IOException {
    Path file = folder.resolve("bomb.pt");
    byte[] spaces = new byte[1 << 20];
    Arrays.fill(spaces, (byte) ' ');
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry("net/code/__torch__.py"));
      for (int i = 0; i < 500; i++) {
        zip.write(spaces);
      }
    }

    assertRefused(file, "was not opened because it is unsafe: it unpacks to");
  }

  @Test
  void anEntryThatIsLargerThanItSaysIsUnsafe() throws IOException {
    Path file = folder.resolve("liar.pt");
    byte[] spaces = new byte[1 << 20];
    Arrays.fill(spaces, (byte) ' ');
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("net/data.pkl"));
      zip.write(HEAD.getBytes(StandardCharsets.ISO_8859_1));
      zip.putNextEntry(new ZipEntry("net/code/__torch__.py"));
      for (int i = 0; i < 80; i++) {
        zip.write(spaces);
      }
    }
    saySize(file, 80 << 20, 1000);

    assertRefused(file, "was not opened because it is unsafe: an entry is larger than it says;");
  }

  @Test
  void weightsWithoutCodeAreNoNetwork() throws IOException {
    assertRefused(
        zip(Map.of("weights/data.pkl", "\u0080\u0002}q\u0000.", "weights/data/0", "1234")),
        "is no TorchScript archive: it holds weights but no code; a network is saved with");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0080\u0002}q\u0000.",
        "\u0080\u0002c__torch__\nOther\nq\u0000.",
        "\u0080\u0002c__torch__",
        "\u0080\u0002cos\nsystem\nq\u0000."
      })
  void dataThatIsNoModuleOfTheCodeIsNoNetwork(String data) throws IOException {
    assertRefused(
        zip(network(CODE, data)),
        "is no TorchScript archive: it holds no module with a forward method;");
  }

  @Test
  void aModuleWithoutForwardIsNoNetwork() throws IOException {
    assertRefused(
        zip(network(CODE.replace("forward", "backward"), HEAD)),
        "it holds no module with a forward method;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"torch.relu((x)", "torch.relu(\"x)"})
  void codeThatTorchScriptDoesNotWriteIsRefused(String expression) throws IOException {
    assertRefused(
        zip(network(CODE.replace("torch.relu(x)", expression), HEAD)),
        "cannot be read: its code is not what TorchScript writes (a ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Net(Module):\n  def forward(self: __torch__.Net,\n    x: Tensor",
        "class Net(Module):\n  def forward(self: __torch__.Net, x: Tensor)",
        "class Net(Module):\n  def forward(self: __torch__.Net, x: Tensor) -> Tensor:",
        "class Net(Module):\n  def forward(self: __torch__.Net, x: Tensor):\n    return x\n"
      })
  void codeThatIsCutOffIsRefused(String code) throws IOException {
    assertRefused(
        zip(network(code, HEAD)), "cannot be read: its code is not what TorchScript writes (");
  }

  @Test
  void aNetworkThatHasNoLayerIsNoCnn() throws IOException {
    assertRefused(
        zip(network(CODE.replace("torch.relu(x)", "x"), HEAD)),
        "is no CNN: its forward pass has no layer that can be read;");
  }

  @Test
  void aNetworkThatTakesTwoImagesIsRefused() throws IOException {
    assertRefused(
        zip(network(CODE.replace("x: Tensor", "x: Tensor, y: Tensor"), HEAD)),
        "takes 2 inputs; a network that takes a single image would be right.");
  }

  @Test
  void anArchiveStaysAsItIs() throws IOException {
    Path archive = Files.copy(ReferenceTree.archive("vgg"), folder.resolve("vgg.pt"));
    byte[] before = Files.readAllBytes(archive);

    Archive.open(archive).writeTapped(folder.resolve("tapped.pt"));
    try (Network network = Network.from(archive).size(64).device("cpu").load()) {
      network.layers();
    }

    assertThat(archive).hasBinaryContent(before);
  }

  @Test
  void theWeightsOfTheTappedCopyAreThoseOfTheArchive() throws IOException {
    Path archive = ReferenceTree.archive("resnet_basic");
    Path tapped = folder.resolve("tapped.pt");

    Archive.open(archive).writeTapped(tapped);

    Map<String, byte[]> before = weights(archive);
    Map<String, byte[]> after = weights(tapped);
    assertThat(after).hasSameSizeAs(before).isNotEmpty();
    before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void writingTheTappedCopyTwiceGivesTheSameBytes() throws IOException {
    Archive archive = Archive.open(ReferenceTree.archive("mobilenet_v2"));

    archive.writeTapped(folder.resolve("one.pt"));
    archive.writeTapped(folder.resolve("two.pt"));

    assertThat(folder.resolve("one.pt")).hasSameBinaryContentAs(folder.resolve("two.pt"));
  }

  @Test
  void loadingTwiceGivesTheSameLogitsToTheBit() {
    ReferenceTree reference = ReferenceTree.named("vgg");
    try (Network one = reference.load();
        Network two = reference.load()) {
      assertThat(one.classify(reference.input())).isEqualTo(two.classify(reference.input()));
    }
  }

  private static void assertRefused(Path file, String because) {
    assertThat(catchThrowable(() -> Archive.open(file).writeTapped(copyOf(file))))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .startsWith("\"" + file + "\" ")
        .contains(because)
        .doesNotContain("\n")
        .endsWith(".");
    assertThat(copyOf(file)).doesNotExist();
  }

  private static Path copyOf(Path file) {
    return file.resolveSibling("tapped-" + file.getFileName());
  }

  private static Map<String, String> network(String code, String data) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("net/data.pkl", data);
    entries.put("net/code/__torch__.py", code);
    return entries;
  }

  private Path zip(Map<String, String> entries) throws IOException {
    Path file = Files.createTempFile(folder, "made", ".pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return file;
  }

  /** Makes the directory at a zip file's end lie about the size of an entry. */
  private static void saySize(Path file, int real, int said) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length - 4; i >= 0; i--) {
      if (number(bytes, i) == real) {
        for (int j = 0; j < 4; j++) {
          bytes[i + j] = (byte) (said >> 8 * j);
        }
      }
    }
    Files.write(file, bytes);
  }

  private static int number(byte[] bytes, int from) {
    return (bytes[from] & 255)
        | (bytes[from + 1] & 255) << 8
        | (bytes[from + 2] & 255) << 16
        | (bytes[from + 3] & 255) << 24;
  }

  private static Map<String, byte[]> weights(Path archive) throws IOException {
    Map<String, byte[]> weights = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.getName().contains("/code/")) {
          try (InputStream in = zip.getInputStream(entry)) {
            weights.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
    return weights;
  }
}
