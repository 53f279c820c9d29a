package dev.taproot.jupyter;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * Makes a notebook with the kernel JJava ready: imports, displays, progress. JJava runs it as a
 * service when the jar joins the class path.
 */
public final class JJavaExtension implements Extension {
  @Override
  public void install(BaseKernel kernel) {
    Notebook.begin((id, isNew, html, text) -> display(kernel, id, isNew, html, text));
    Shown.all().forEach(shown -> register(shown, kernel.getRenderer()));
    Notebook.IMPORTS.forEach(name -> kernel.evalRaw("import " + name + ";"));
  }

  @Override
  public void uninstall(BaseKernel kernel) {
    Notebook.end();
  }

  private static <T> void register(Shown<T> shown, Renderer renderer) {
    renderer
        .createRegistration(shown.type())
        .preferring(shown.forms().keySet().toArray(String[]::new))
        .register(
            (value, context) ->
                shown.render(
                    value,
                    type -> context.wantsDataRenderedAs(MIMEType.parse(type)),
                    context.getOutputContainer()::putData));
  }

  private static void display(
      BaseKernel kernel, String id, boolean isNew, String html, String text) {
    DisplayData data = new DisplayData(text);
    data.putHTML(html);
    data.putTransientData("display_id", id);
    DisplayStream display = kernel.getIO().display;
    if (isNew) {
      display.display(data);
    } else {
      display.updateDisplay(data);
    }
  }
}
