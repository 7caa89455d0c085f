package io.videotask.codegen;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value of a mapping, with the line that it is on. */
final class MappingNode {
  private final Node node;
  private final MappingErrors errors;
  private final UsedValues used;

  private MappingNode(Node node, MappingErrors errors, UsedValues used) {
    this.node = node;
    this.errors = errors;
    this.used = used;
  }

  private MappingNode other(Node other) {
    return new MappingNode(other, errors, used);
  }

  /** Parses a file; returns null, with an error, where it is no YAML object. */
  static @Nullable MappingNode parse(Path file, MappingErrors errors) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(file)));
      if (root instanceof org.yaml.snakeyaml.nodes.MappingNode) {
        return new MappingNode(root, errors, new UsedValues());
      }
      errors.add(
          1,
          "is empty or a single value",
          "write `about:`, `statuses:`, `operations:` and `answer:`");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      errors.add(line, "is no YAML: " + e.getProblem(), "correct this line or the one before it");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return null;
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  boolean isObject() {
    return node instanceof org.yaml.snakeyaml.nodes.MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isNull() {
    used.add(node);
    return node.getTag().equals(Tag.NULL);
  }

  /** Returns whether this is a text, as opposed to a number or a boolean. */
  boolean isText() {
    return node instanceof ScalarNode && node.getTag().equals(Tag.STR);
  }

  void error(String problem, String remedy) {
    errors.add(line(), problem, remedy);
  }

  /** Reports the keys whose values had no effect: nothing asked for their text. */
  void reportUnused() {
    used.report(node, errors);
  }

  /** Returns the text of a single value, which counts as used; reports an object or a list. */
  String text() {
    if (node instanceof ScalarNode scalar) {
      used.add(node);
      return scalar.getValue();
    }
    error("an object or a list is where one value belongs", "write one value");
    return "";
  }

  /** Returns all single values in this one, with blanks between them. They count as unused. */
  String textOfAll() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    StringBuilder text = new StringBuilder();
    if (node instanceof SequenceNode) {
      list().forEach(element -> text.append(element.textOfAll()).append(' '));
    } else {
      entries().values().forEach(value -> text.append(value.textOfAll()).append(' '));
    }
    return text.toString();
  }

  /** Returns all single values in this one. */
  List<MappingNode> scalars() {
    if (node instanceof ScalarNode) {
      return List.of(this);
    }
    List<MappingNode> all = new ArrayList<>();
    (isList() ? list() : entries().values()).forEach(value -> all.addAll(value.scalars()));
    return all;
  }

  /** Returns the elements of a list, or the value itself as the only element. */
  List<MappingNode> list() {
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(this);
    }
    List<MappingNode> elements = new ArrayList<>();
    sequence.getValue().forEach(element -> elements.add(other(element)));
    return elements;
  }

  /** Returns the entries of an object with any keys; reports a key that is there twice. */
  Map<String, MappingNode> entries() {
    Map<String, MappingNode> entries = new LinkedHashMap<>();
    if (!(node instanceof org.yaml.snakeyaml.nodes.MappingNode object)) {
      error("one value or a list is where an object belongs", "write keys with values");
      return entries;
    }
    for (NodeTuple tuple : object.getValue()) {
      MappingNode key = other(tuple.getKeyNode());
      MappingNode value = other(tuple.getValueNode());
      if (entries.putIfAbsent(key.text(), value) != null) {
        key.error("`" + key.text() + "` is there twice", "remove or rename one");
      }
    }
    return entries;
  }

  /**
   * Returns this object with the entries of another one in place of those of the same names, or
   * besides them; a null removes an entry.
   */
  MappingNode with(MappingNode changes) {
    Map<String, NodeTuple> tuples = new LinkedHashMap<>();
    Map<String, MappingNode> changed = changes.entries();
    if (node instanceof org.yaml.snakeyaml.nodes.MappingNode object) {
      object.getValue().forEach(tuple -> tuples.put(other(tuple.getKeyNode()).text(), tuple));
    }
    if (changes.node instanceof org.yaml.snakeyaml.nodes.MappingNode object) {
      for (NodeTuple tuple : object.getValue()) {
        MappingNode key = other(tuple.getKeyNode());
        if (!other(tuple.getValueNode()).isNull()) {
          tuples.put(key.text(), tuple);
        } else if (tuples.remove(key.text()) == null) {
          key.error("`" + key.text() + "` is not there", "remove this null");
        }
      }
    }
    return changed.isEmpty()
        ? this
        : other(
            new org.yaml.snakeyaml.nodes.MappingNode(
                Tag.MAP,
                true,
                new ArrayList<>(tuples.values()),
                changes.node.getStartMark(),
                changes.node.getEndMark(),
                org.yaml.snakeyaml.DumperOptions.FlowStyle.FLOW));
  }

  /**
   * Returns the entries of an object of the vocabulary; reports unknown keys.
   *
   * @param kind a key of {@link MappingWords#KEYS}
   */
  Map<String, MappingNode> entries(String kind) {
    List<String> known = MappingWords.KEYS.getOrDefault(kind, List.of());
    Map<String, MappingNode> entries = entries();
    if (node instanceof org.yaml.snakeyaml.nodes.MappingNode object) {
      for (NodeTuple tuple : object.getValue()) {
        MappingNode key = other(tuple.getKeyNode());
        if (!known.contains(key.text())) {
          key.error(
              "`" + key.text() + "` is no key of " + kind,
              "write one of " + MappingErrors.suggestions(key.text(), known));
        }
      }
    }
    entries.keySet().retainAll(known);
    return entries;
  }
}
