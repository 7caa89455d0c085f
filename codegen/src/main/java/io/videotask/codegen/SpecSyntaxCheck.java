package io.videotask.codegen;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Checks that a text is a valid OpenAPI document, and reports errors with their line. */
final class SpecSyntaxCheck {
  private static final int MAX_CODE_POINTS = 64 << 20;

  private final Path document;
  private final List<String> problems = new ArrayList<>();

  SpecSyntaxCheck(Path document) {
    this.document = document;
  }

  /** Returns one line per error with the file, the position and the remedy. */
  List<String> problems(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CODE_POINTS);
    Node root;
    try {
      root = new Yaml(options).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      add(mark, "is no YAML: " + e.getProblem() + ". Correct this line or the one before it");
      return problems;
    }
    if (!(root instanceof MappingNode mapping)) {
      add(null, "is no OpenAPI document: it is empty or a single value. Export it again");
      return problems;
    }
    if (value(mapping, "openapi") == null) {
      boolean swagger = value(mapping, "swagger") != null;
      add(
          mapping.getStartMark(),
          swagger
              ? "is Swagger 2. Convert it to OpenAPI 3"
              : "has no `openapi:`. Add it, for example `openapi: 3.0.3`");
    }
    if (value(mapping, "paths") == null) {
      add(mapping.getStartMark(), "has no `paths:`. Add it; `paths: {}` if there are none");
    }
    references(mapping, mapping);
    return problems;
  }

  private void references(Node node, MappingNode root) {
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(child -> references(child, root));
    } else if (node instanceof MappingNode mapping) {
      List<String> keys = new ArrayList<>();
      for (NodeTuple entry : mapping.getValue()) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (keys.contains(key) && !key.equals("<<")) {
          add(entry.getKeyNode().getStartMark(), "has `" + key + "` twice. Rename or remove one");
        }
        keys.add(key);
        boolean reference = key.equals("$ref") && entry.getValueNode() instanceof ScalarNode;
        if (reference && !resolves(((ScalarNode) entry.getValueNode()).getValue(), root)) {
          add(
              entry.getValueNode().getStartMark(),
              "refers to "
                  + ((ScalarNode) entry.getValueNode()).getValue()
                  + ", which is not there. Add it, or correct the $ref");
        }
        references(entry.getValueNode(), root);
      }
    }
  }

  private static boolean resolves(String reference, MappingNode root) {
    if (!reference.startsWith("#/")) {
      return true; // a reference to another file is left to the generator's parser
    }
    Node node = root;
    for (String segment : reference.substring(2).split("/", -1)) {
      String key = segment.replace("~1", "/").replace("~0", "~");
      node = node instanceof MappingNode mapping ? value(mapping, key) : null;
      if (node == null) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Node value(MappingNode mapping, String key) {
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
        return entry.getValueNode();
      }
    }
    return null;
  }

  private void add(@Nullable Mark mark, String problem) {
    String position =
        mark == null ? "" : ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    problems.add(document + position + ": " + problem);
  }
}
