package dev.taproot.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Says what is wrong with a request that is refused before any route has seen it. */
final class Unreadable extends ErrorHandler {
  private final RequestLog log;

  Unreadable(RequestLog log) {
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = answered(response.getStatus());
    response.setStatus(status);
    log.add(Request.getRemoteAddr(request), request.getMethod(), null, status, 0, null, null);
    Site.addHeaders(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.JSON);
    Content.Sink.write(response, true, refusal(status).json(), callback);
    return true;
  }

  /** What this server does not speak is the client's mistake. */
  private static int answered(int status) {
    return status == 501 || status == 505 ? 400 : status;
  }

  private static Refusal refusal(int status) {
    return new Refusal(
        status,
        switch (status) {
          case 400 -> "The request cannot be read; a plain HTTP request would be right.";
          case 404 -> "There is nothing here; what api/openapi.json lists would be right.";
          case 408 -> "The request did not come to its end in time; another try would be right.";
          case 414 -> "The address is too long; at most some thousand characters would be right.";
          case 431 -> "The headers are too large; at most some thousand bytes would be right.";
          case 503 -> "The site is shutting down; another try when it is back would be right.";
          default -> "The request cannot be answered.";
        });
  }
}
