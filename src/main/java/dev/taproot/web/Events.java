package dev.taproot.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An answer as server-sent events: its place in the queue while it waits, then the result or an
 * error. In between a comment is sent now and then; where it cannot be, the browser has left.
 */
final class Events {
  static final String TYPE = "text/event-stream";
  private static final int HEARTBEAT_MS = 250;

  private Events() {}

  /**
   * Sends what becomes of a turn, and gives it up where nobody listens any more.
   *
   * @return the status that a plain answer would have had; 499 where the browser has left
   */
  static int send(Context ctx, Turn<Answer> turn) throws InterruptedException {
    try {
      ctx.res().setContentType(TYPE + ";charset=utf-8");
      ctx.res().setHeader("X-Accel-Buffering", "no");
      OutputStream out = ctx.res().getOutputStream();
      int told = -1;
      do {
        int place = turn.place();
        write(out, place == told ? ":\n\n" : event("place", "{\"place\":" + place + "}"));
        told = place;
      } while (!turn.await(HEARTBEAT_MS));
      try {
        write(out, event("result", turn.get().oneLine()));
        return 200;
      } catch (RuntimeException | Error e) {
        Refusal refusal = Routes.refusal(ctx, e);
        write(out, event("error", refusal.json()));
        return refusal.status();
      }
    } catch (IOException e) {
      turn.cancel();
      return RequestLog.CLIENT_LEFT;
    }
  }

  private static String event(String name, String line) {
    return "event: " + name + "\ndata: " + line + "\n\n";
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
