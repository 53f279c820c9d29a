package dev.taproot.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithoutKernelTest {
  @Test
  void noKernelsClassesAreNeeded() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.matches(".*(jjava|basekernel).*")) {
        path.add(new File(entry).toURI().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> taproot = Class.forName("dev.taproot.Taproot", true, loader);

      assertThat(taproot.getMethod("image", String.class).invoke(null, "chelsea")).isNotNull();
      assertThatThrownBy(() -> loader.loadClass("io.github.spencerpark.jupyter.kernel.BaseKernel"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThatThrownBy(() -> loader.loadClass("org.dflib.jjava.jupyter.Extension"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }
}
