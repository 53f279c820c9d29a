package dev.taproot.jupyter;

import dev.taproot.FrontEnd;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import java.lang.reflect.InvocationTargetException;

/**
 * Makes a notebook with the kernel IJava ready: displays and progress. IJava runs no extensions, so
 * this looks for the kernel at the first use of Taproot.
 */
public final class IJavaFrontEnd implements FrontEnd {
  private static final String IJAVA = "io.github.spencerpark.ijava.IJava";

  @Override
  public void join() {
    try {
      Object kernel =
          Class.forName(IJAVA, true, IJavaFrontEnd.class.getClassLoader())
              .getMethod("getKernelInstance")
              .invoke(null);
      if (kernel != null) {
        IJavaDisplays.install((BaseKernel) kernel);
      }
    } catch (ClassNotFoundException e) {
      // This is no notebook of IJava's.
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("this IJava does not tell its kernel", e);
    }
  }
}
