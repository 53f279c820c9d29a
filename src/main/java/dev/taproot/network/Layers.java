package dev.taproot.network;

import java.util.AbstractList;
import java.util.List;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The layers of a network in the order of execution, as a list and as a table. */
public final class Layers extends AbstractList<Layer> {
  private final List<Layer> layers;

  Layers(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /** Returns only those through which every path from the image to the logits goes. */
  public Layers separators() {
    return new Layers(layers.stream().filter(Layer::separator).toList());
  }

  /** Returns those that an explanation uses by default. */
  public Layers suggested() {
    return new Layers(layers.stream().filter(Layer::suggested).toList());
  }

  /**
   * Returns a row for each layer: name, kind, channels, height, width, stride and receptive field
   * in pixels of the input (missing where the layer sees all of it), separator, non_negative, grid,
   * suggested.
   */
  public Table table() {
    StringColumn name = StringColumn.create("name");
    StringColumn kind = StringColumn.create("kind");
    IntColumn channels = IntColumn.create("channels");
    IntColumn height = IntColumn.create("height");
    IntColumn width = IntColumn.create("width");
    IntColumn stride = IntColumn.create("stride");
    IntColumn receptiveField = IntColumn.create("receptive_field");
    BooleanColumn separator = BooleanColumn.create("separator");
    BooleanColumn nonNegative = BooleanColumn.create("non_negative");
    BooleanColumn grid = BooleanColumn.create("grid");
    BooleanColumn suggested = BooleanColumn.create("suggested");
    for (Layer layer : layers) {
      name.append(layer.name());
      kind.append(layer.kind());
      channels.append(layer.channels());
      height.append(layer.height());
      width.append(layer.width());
      stride.append(layer.stride());
      if (layer.down().whole() || layer.across().whole()) {
        receptiveField.appendMissing();
      } else {
        receptiveField.append(Math.max(layer.down().size(), layer.across().size()));
      }
      separator.append(layer.separator());
      nonNegative.append(layer.nonNegative());
      grid.append(layer.grid());
      suggested.append(layer.suggested());
    }
    return Table.create(
        "layers",
        name,
        kind,
        channels,
        height,
        width,
        stride,
        receptiveField,
        separator,
        nonNegative,
        grid,
        suggested);
  }

  @Override
  public Layer get(int index) {
    return layers.get(index);
  }

  @Override
  public int size() {
    return layers.size();
  }
}
