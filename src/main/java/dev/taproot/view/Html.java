package dev.taproot.view;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * HTML under construction: every text and attribute is escaped, every element is closed, so that
 * the result is well-formed XML too.
 */
final class Html {
  private static final int REPLACEMENT = 0xFFFD;

  private final StringBuilder html = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes are names and values in turn. */
  Html open(String tag, String... attributes) {
    start(tag, attributes);
    html.append('>');
    open.push(tag);
    return this;
  }

  /** Writes an element without content, such as an image. */
  Html empty(String tag, String... attributes) {
    start(tag, attributes);
    html.append("/>");
    return this;
  }

  /** Writes an element that holds a text. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** Writes a text. */
  Html text(String text) {
    escape(text);
    return this;
  }

  /** Closes the element opened last. */
  Html close() {
    html.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Writes a style sheet, which must be our own: a style sheet cannot be escaped. */
  Html style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("a style sheet must not contain < or &");
    }
    html.append("<style>").append(css).append("</style>");
    return this;
  }

  /** Writes a script, which must be our own: a script cannot be escaped. */
  Html script(String javaScript) {
    if (javaScript.indexOf('<') >= 0 || javaScript.indexOf('&') >= 0) {
      throw new IllegalArgumentException("a script must not contain < or &");
    }
    html.append("<script>").append(javaScript).append("</script>");
    return this;
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return html.toString();
  }

  private void start(String tag, String... attributes) {
    html.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      html.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      html.append('"');
    }
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(isCharacter(c) ? c : REPLACEMENT);
              }
            });
  }

  /** Tells whether XML 1.0 allows the character. */
  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
