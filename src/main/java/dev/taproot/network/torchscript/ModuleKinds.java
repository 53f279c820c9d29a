package dev.taproot.network.torchscript;

import dev.taproot.network.torchscript.SourceFile.ClassDefinition;
import java.util.HashMap;
import java.util.Map;

/** What each module of a network is: its class, by path. */
final class ModuleKinds {
  private final Map<String, ClassDefinition> modules = new HashMap<>();

  ModuleKinds(ClassDefinition root, Map<String, ClassDefinition> classes) {
    add("", root, classes);
  }

  private void add(String path, ClassDefinition module, Map<String, ClassDefinition> classes) {
    modules.put(path, module);
    module
        .fields()
        .forEach(
            (name, type) -> {
              ClassDefinition child = classes.get(type);
              if (child != null && child.module()) {
                add(path.isEmpty() ? name : path + "." + name, child, classes);
              }
            });
  }

  /**
   * Says what a layer is.
   *
   * @param layer its name
   * @return the module's class without its package, or the operation
   */
  String of(String layer) {
    String first = firstCall(layer);
    int colon = first.lastIndexOf(':');
    if (colon >= 0) {
      return first.substring(colon + 1);
    }
    ClassDefinition module = modules.get(first);
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
    ClassDefinition module = colon < 0 ? null : modules.get(layer.substring(0, colon));
    return module != null && module.atomic();
  }

  private static String firstCall(String layer) {
    int call = layer.lastIndexOf('#');
    return call < 0 ? layer : layer.substring(0, call);
  }
}
