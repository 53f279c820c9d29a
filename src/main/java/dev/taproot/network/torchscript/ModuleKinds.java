package dev.taproot.network.torchscript;

import dev.taproot.network.torchscript.SourceFile.ClassDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each module of a network is: its class, by path.
 *
 * @param root the network's class
 * @param classes every class of the archive, by qualified name
 */
record ModuleKinds(ClassDefinition root, Map<String, ClassDefinition> classes) {
  /**
   * Says what a layer is.
   *
   * @param layer its name
   * @return the module's class without its package, or the operation
   */
  String of(String layer) {
    int call = layer.lastIndexOf('#');
    String first = call < 0 ? layer : layer.substring(0, call);
    int colon = first.lastIndexOf(':');
    if (colon >= 0) {
      return first.substring(colon + 1);
    }
    ClassDefinition module = module(first);
    return module == null ? "module" : module.simpleName();
  }

  /**
   * Tells whether a layer is an operation inside a module that PyTorch itself offers.
   *
   * @param layer its name
   * @return whether it is
   */
  boolean isInner(String layer) {
    int colon = layer.lastIndexOf(':');
    ClassDefinition module = colon < 0 ? null : module(layer.substring(0, colon));
    return module != null && module.atomic();
  }

  private @Nullable ClassDefinition module(String path) {
    ClassDefinition module = root;
    for (String name : path.isEmpty() ? new String[0] : path.split("\\.")) {
      String type = module == null ? null : module.fields().get(name);
      module = type == null ? null : classes.get(type);
    }
    return module;
  }
}
