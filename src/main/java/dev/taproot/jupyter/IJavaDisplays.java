package dev.taproot.jupyter;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.DisplayStream;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

/** The displays of a kernel that is built on IJava's base; loaded only where there is one. */
final class IJavaDisplays {
  private IJavaDisplays() {}

  static void install(BaseKernel kernel) {
    Notebook.begin((id, isNew, html, text) -> display(kernel, id, isNew, html, text));
    Shown.all().forEach(shown -> register(shown, kernel.getRenderer()));
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
