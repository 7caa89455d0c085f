package io.videotask.codegen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the executions of the openapi-generator-maven-plugin in a POM. */
final class GeneratorExecutions {
  private static final String PLUGIN = "openapi-generator-maven-plugin";

  private GeneratorExecutions() {}

  /** Returns the ids of the executions. */
  static Set<String> in(Path pom) {
    Set<String> ids = new LinkedHashSet<>();
    NodeList plugins = parse(pom).getElementsByTagName("plugin");
    for (int i = 0; i < plugins.getLength(); i++) {
      if (plugins.item(i) instanceof Element plugin && text(plugin, "artifactId").equals(PLUGIN)) {
        for (Element executions : children(plugin, "executions")) {
          children(executions, "execution").forEach(e -> ids.add(text(e, "id")));
        }
      }
    }
    return ids;
  }

  private static Element parse(Path pom) {
    try (InputStream in = Files.newInputStream(pom)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(in).getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(
          "cannot read " + pom + ", which generatingPom names as the POM that generates", e);
    }
  }

  private static String text(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}
