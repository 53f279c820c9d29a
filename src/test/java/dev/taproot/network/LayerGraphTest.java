package dev.taproot.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taproot.network.Survey.Pair;
import dev.taproot.network.Survey.Value;
import dev.taproot.network.Survey.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a survey tells about the layers: what they see, what goes through them, which suit. */
class LayerGraphTest {
  @Test
  void resNet18SeesWhatTheLiteratureSays() {
    Sketch net = new Sketch(224);
    int x = net.window("conv1", Survey.IMAGE, 7, 2, 3);
    x = net.window("maxpool", x, 3, 2, 1);
    for (int stage = 1; stage <= 4; stage++) {
      for (int block = 0; block < 2; block++) {
        x = net.basicBlock("layer" + stage + "." + block, x, stage > 1 && block == 0 ? 2 : 1);
      }
    }
    List<Layer> layers = net.layers(x);

    assertThat(size(layers, "conv1")).isEqualTo(7);
    assertThat(size(layers, "maxpool")).isEqualTo(11);
    assertThat(size(layers, "layer1.1")).isEqualTo(43);
    assertThat(size(layers, "layer2.1")).isEqualTo(99);
    assertThat(size(layers, "layer3.1")).isEqualTo(211);
    assertThat(size(layers, "layer4.1")).isEqualTo(435);
    assertThat(layers.stream().map(Layer::stride)).endsWith(32);
    assertThat(named(layers, "layer2.1").stride()).isEqualTo(8);
  }

  @Test
  void vgg16SeesWhatTheLiteratureSays() {
    Sketch net = new Sketch(224);
    int x = Survey.IMAGE;
    int[] convolutions = {2, 2, 3, 3, 3};
    for (int stage = 0; stage < 5; stage++) {
      for (int i = 0; i < convolutions[stage]; i++) {
        x = net.window("conv" + (stage + 1) + "_" + (i + 1), x, 3, 1, 1);
      }
      x = net.window("pool" + (stage + 1), x, 2, 2, 0);
    }
    List<Layer> layers = net.layers(x);

    assertThat(size(layers, "conv3_3")).isEqualTo(40);
    assertThat(size(layers, "conv4_3")).isEqualTo(92);
    assertThat(size(layers, "conv5_3")).isEqualTo(196);
    assertThat(size(layers, "pool5")).isEqualTo(212);
  }

  @Test
  void aWindowLiesAroundItsPosition() {
    Sketch net = new Sketch(32);
    int conv = net.window("conv", Survey.IMAGE, 3, 2, 1);
    int dilated = net.add("dilated", conv, 16, square(3, 1, 2, 2));
    List<Layer> layers = net.layers(dilated);

    assertThat(named(layers, "conv").down()).isEqualTo(new ReceptiveField(2, -1, 1, false));
    assertThat(named(layers, "dilated").down()).isEqualTo(new ReceptiveField(2, -5, 5, false));
  }

  @Test
  void paddingThatKeepsTheSizeLiesEvenlyOnBothSides() {
    Sketch net = new Sketch(32);
    int conv = net.add("conv", Survey.IMAGE, 32, square(5, 1, -1, 1));

    assertThat(named(net.layers(conv), "conv").down())
        .isEqualTo(new ReceptiveField(1, -2, 2, false));
  }

  @Test
  void heightAndWidthAreSeenApart() {
    Sketch net = new Sketch(32);
    Window tall = new Window(new Pair(7, 1), new Pair(1, 1), new Pair(3, 0), new Pair(1, 1), 0);
    int conv = net.add("conv", Survey.IMAGE, 32, tall);
    Layer layer = named(net.layers(conv), "conv");

    assertThat(layer.down().size()).isEqualTo(7);
    assertThat(layer.across().size()).isEqualTo(1);
  }

  @Test
  void whatIsScaledByAGlobalPoolingSeesTheWholeImage() {
    Sketch net = new Sketch(32);
    int conv = net.window("conv", Survey.IMAGE, 3, 2, 1);
    int pooled = net.add("se.pool", conv, 1, null);
    int scaled = net.join("se", 16, conv, pooled);
    List<Layer> layers = net.layers(scaled);

    assertThat(named(layers, "conv").down().whole()).isFalse();
    assertThat(named(layers, "se").down().whole()).isTrue();
    assertThat(named(layers, "se").stride()).isEqualTo(2);
  }

  @Test
  void theInsideOfABranchSeparatesNothing() {
    Sketch net = new Sketch(32);
    int stem = net.window("stem", Survey.IMAGE, 3, 1, 1);
    int block = net.basicBlock("block", stem, 1);
    int top = net.window("top", block, 3, 1, 1);
    List<Layer> layers = net.layers(top);

    assertThat(layers.stream().filter(Layer::separator).map(Layer::name))
        .containsExactly("stem", "block", "top");
    assertThat(named(layers, "block.conv2").separator()).isFalse();
  }

  @Test
  void aValueThatTheLogitsAreNotComputedFromIsNoSeparator() {
    Sketch net = new Sketch(32);
    int stem = net.window("stem", Survey.IMAGE, 3, 1, 1);
    net.window("auxiliary", stem, 3, 1, 1);
    int top = net.window("top", stem, 3, 1, 1);

    assertThat(named(net.layers(top), "auxiliary").separator()).isFalse();
  }

  @Test
  void nothingSeparatesWhereTheImageHasAWayAround() {
    Sketch net = new Sketch(32);
    int stem = net.window("stem", Survey.IMAGE, 3, 1, 1);
    int top = net.join("top", 32, stem, Survey.IMAGE);
    List<Layer> layers = net.layers(top);

    assertThat(named(layers, "stem").separator()).isFalse();
    assertThat(named(layers, "top").separator()).isTrue();
  }

  @Test
  void whatAStrideOfTwoReadsShowsAGrid() {
    Sketch net = new Sketch(32);
    int read = net.window("read", Survey.IMAGE, 3, 1, 1);
    int half = net.window("half", read, 3, 2, 1);
    int padded = net.pad("padded", half, 18);
    int quarter = net.window("quarter", padded, 3, 2, 0);
    List<Layer> layers = net.layers(quarter);

    assertThat(layers.stream().filter(Layer::grid).map(Layer::name))
        .containsExactly("read", "half", "padded");
  }

  @Test
  void aGridShowsThroughABlockThatHandsItsValueOn() {
    Sketch net = new Sketch(32);
    int relu = net.window("block.relu", Survey.IMAGE, 3, 1, 1);
    int block = net.alias("block", relu);
    int half = net.window("half", block, 3, 2, 1);

    assertThat(named(net.layers(half), "block.relu").grid()).isTrue();
  }

  @Test
  void oneLayerForEachResolutionIsSuggested() {
    Sketch net = new Sketch(32);
    int a = net.window("a", Survey.IMAGE, 3, 1, 1);
    int b = net.window("b", a, 3, 1, 1);
    int c = net.window("c", b, 3, 2, 1);
    int d = net.window("d", c, 3, 1, 1);
    int pooled = net.add("pooled", d, 1, null);

    assertThat(suggested(net.layers(pooled))).containsExactly("a", "d");
  }

  @Test
  void theLayerThatShowsAGridIsTheLesserEvil() {
    Sketch net = new Sketch(32);
    int a = net.window("a", Survey.IMAGE, 3, 1, 1);
    int b = net.window("b", a, 3, 2, 1);

    assertThat(suggested(net.layers(b))).containsExactly("a", "b");
  }

  @Test
  void layersThatAreNeverNegativeArePreferred() {
    Sketch net = new Sketch(32);
    int conv = net.window("conv", Survey.IMAGE, 3, 1, 1);
    int relu = net.nonNegative("relu", conv);
    int last = net.window("last", relu, 3, 1, 1);

    assertThat(suggested(net.layers(last))).containsExactly("relu");
  }

  @Test
  void whereAllAreSometimesNegativeTheLastOfEachResolutionIsSuggested() {
    Sketch net = new Sketch(32);
    int conv = net.window("conv", Survey.IMAGE, 3, 1, 1);
    int last = net.window("last", conv, 3, 1, 1);

    assertThat(suggested(net.layers(last))).containsExactly("last");
  }

  @Test
  void aLayerThatIsNeverNegativeButFarFromTheEndIsNot() {
    Sketch net = new Sketch(32);
    int relu = net.nonNegative("relu", net.window("conv", Survey.IMAGE, 3, 1, 1));
    int last = net.weighted("last", net.weighted("between", relu, 1), 1);

    assertThat(suggested(net.layers(last))).containsExactly("last");
  }

  @Test
  void theOutputOfABlockIsSuggestedRatherThanWhatLiesInsideTheNext() {
    Sketch net = new Sketch(32);
    int block = net.weighted("block1", net.weighted("block1.conv", Survey.IMAGE, 1), 1);
    int expanded = net.nonNegative("block2.relu", net.weighted("block2.expand", block, 1));
    int smaller = net.weighted("block2", expanded, 2);

    assertThat(suggested(net.layers(smaller))).containsExactly("block1", "block2");
  }

  @Test
  void whereThereIsAGridTheLayerABlockBeforeIsSuggested() {
    Sketch net = new Sketch(32);
    int before = net.weighted("layer1.0", net.weighted("layer1.0.conv", Survey.IMAGE, 1), 1);
    int layer = net.alias("layer1", net.weighted("layer1.1", before, 1));
    int smaller = net.weighted("layer2", layer, 2);

    assertThat(suggested(net.layers(smaller))).containsExactly("layer1.0", "layer2");
  }

  @Test
  void whereManyConvolutionsLieBetweenOneInTheMiddleIsSuggestedToo() {
    Sketch net = new Sketch(32);
    int x = net.weighted("stem", Survey.IMAGE, 1);
    for (int block = 1; block <= 20; block++) {
      x = net.weighted("block" + block, x, block == 1 ? 2 : 1);
    }

    assertThat(suggested(net.layers(x))).containsExactly("stem", "block10", "block20");
  }

  @Test
  void ofMoreThanThreeResolutionsTheHighestIsNotSuggested() {
    Sketch net = new Sketch(32);
    int x = net.weighted("a", Survey.IMAGE, 1);
    for (String name : List.of("b", "c", "d")) {
      x = net.weighted(name, x, 2);
    }

    assertThat(suggested(net.layers(x))).containsExactly("b", "c", "d");
  }

  @Test
  void paddingIsNeverSuggested() {
    Sketch net = new Sketch(32);
    int conv = net.window("conv", Survey.IMAGE, 3, 1, 1);
    int padded = net.pad("pad", conv, 34);
    int handedOn = net.alias("block", padded);
    int next = net.window("next", handedOn, 3, 1, 0);

    assertThat(suggested(net.layers(next))).containsExactly("next");
  }

  @Test
  void ofSeveralNamesOfOneValueTheShortestIsSuggested() {
    Sketch net = new Sketch(32);
    int relu = net.window("layer1.0.relu", Survey.IMAGE, 3, 1, 1);
    int block = net.alias("layer1.0", relu);
    int layer = net.alias("layer1", block);

    assertThat(suggested(net.layers(layer))).containsExactly("layer1");
  }

  @Test
  void theInsideOfPyTorchsOwnModulesAndWhatIsNoMapAreNotShown() {
    Sketch net = new Sketch(32);
    int conv = net.inner("conv:conv2d", Survey.IMAGE);
    int module = net.alias("conv", conv);
    int flat = net.flat("flat", module);

    assertThat(net.layers(flat)).extracting(Layer::name).containsExactly("conv");
  }

  private static int size(List<Layer> layers, String name) {
    return named(layers, name).down().size();
  }

  private static Layer named(List<Layer> layers, String name) {
    return Network.find(layers, name);
  }

  private static List<String> suggested(List<Layer> layers) {
    return layers.stream().filter(Layer::suggested).map(Layer::name).toList();
  }

  private static Window square(int kernel, int stride, int padding, int dilation) {
    return new Window(
        new Pair(kernel, kernel),
        new Pair(stride, stride),
        new Pair(padding, padding),
        new Pair(dilation, dilation),
        0);
  }

  /** A network drawn by hand, value after value; each step gives the new value's place. */
  private static final class Sketch {
    private final int side;
    private final List<Value> values = new ArrayList<>();

    Sketch(int side) {
      this.side = side;
    }

    List<Layer> layers(int last) {
      return new LayerGraph(new Survey(values, List.of(last), 10), side, side).layers();
    }

    int window(String name, int source, int kernel, int stride, int padding) {
      int side = (side(source) + 2 * padding - kernel) / stride + 1;
      return add(name, source, side, square(kernel, stride, padding, 1));
    }

    /** A convolution of 3 x 3 with weights. */
    int weighted(String name, int source, int stride) {
      Window seen = square(3, stride, 1, 1);
      Window window =
          new Window(seen.kernel(), seen.stride(), seen.padding(), seen.dilation(), 1000);
      return add(name, source, (side(source) - 1) / stride + 1, window);
    }

    int basicBlock(String name, int source, int stride) {
      int first = window(name + ".conv1", source, 3, stride, 1);
      int second = window(name + ".conv2", first, 3, 1, 1);
      int shortcut = stride == 1 ? source : window(name + ".downsample", source, 1, stride, 0);
      return join(name, side(second), second, shortcut);
    }

    int pad(String name, int source, int side) {
      return put(value(name, "constant_pad_nd", side, false, square(1, 1, 1, 1), false, source));
    }

    int alias(String name, int source) {
      return put(value(name, "Sequential", side(source), true, null, false, source));
    }

    int nonNegative(String name, int source) {
      return put(value(name, "ReLU", side(source), false, null, true, source));
    }

    int join(String name, int side, int... sources) {
      return put(value(name, "add", side, false, null, false, sources));
    }

    int add(String name, int source, int side, Window window) {
      return put(value(name, "Conv2d", side, false, window, false, source));
    }

    int flat(String name, int source) {
      return put(
          new Value(name, "flatten", List.of(10), List.of(source), false, null, false, false));
    }

    int inner(String name, int source) {
      List<Integer> shape = List.of(4, side(source), side(source));
      return put(new Value(name, "conv2d", shape, List.of(source), false, null, false, true));
    }

    private int put(Value value) {
      values.add(value);
      return values.size() - 1;
    }

    private int side(int place) {
      return place == Survey.IMAGE ? side : values.get(place).shape().get(1);
    }

    private static Value value(
        String name,
        String kind,
        int side,
        boolean alias,
        Window window,
        boolean nonNegative,
        int... sources) {
      return new Value(
          name,
          kind,
          List.of(4, side, side),
          Arrays.stream(sources).boxed().toList(),
          alias,
          window,
          nonNegative,
          false);
    }
  }
}
