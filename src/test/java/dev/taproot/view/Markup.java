package dev.taproot.view;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Pages and parts of pages, read as the well-formed XML that they are. */
final class Markup {
  private Markup() {}

  static Document parse(String html) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(new InputSource(new StringReader(html)));
  }

  static List<Element> elements(Document document, String tag) {
    return elements(document.getDocumentElement(), tag);
  }

  static List<Element> elements(Element element, String tag) {
    NodeList nodes = element.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  static List<String> texts(Document document, String tag) {
    return elements(document, tag).stream().map(Element::getTextContent).toList();
  }

  /** The pictures that are photographic: not the bars. */
  static List<Element> photographic(List<Element> images) {
    return images.stream()
        .filter(image -> image.getAttribute("src").startsWith("data:image/jpeg"))
        .toList();
  }
}
