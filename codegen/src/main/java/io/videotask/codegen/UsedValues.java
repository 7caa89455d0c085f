package io.videotask.codegen;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The single values of a mapping that something was written from. A key that is part of the
 * vocabulary but has no effect where it is would be read, and ignored without a word.
 */
final class UsedValues {
  private final Set<Node> used = Collections.newSetFromMap(new IdentityHashMap<>());

  void add(Node value) {
    used.add(value);
  }

  /** Reports the outermost keys and list elements of which nothing was used. */
  void report(Node root, MappingErrors errors) {
    report(root, "", root, errors);
  }

  /**
   * @param place where the key, or the list's element, is
   */
  private void report(Node node, String path, Node place, MappingErrors errors) {
    Boolean anyUsed = anyUsed(node);
    if (anyUsed == null) {
      return;
    }
    if (!anyUsed && !holdsOneObject(node)) {
      errors.add(
          place.getStartMark().getLine() + 1,
          "`" + path + "` has no effect",
          "remove it, or write it where it counts: docs/gateway-mapping.md says what each key does");
      return;
    }
    if (node instanceof SequenceNode sequence) {
      List<Node> elements = sequence.getValue();
      for (int i = 0; i < elements.size(); i++) {
        report(elements.get(i), path + "[" + i + "]", elements.get(i), errors);
      }
    } else if (node instanceof MappingNode object) {
      for (NodeTuple tuple : object.getValue()) {
        String key = ((ScalarNode) tuple.getKeyNode()).getValue();
        String inner = path.isEmpty() ? key : path + "." + key;
        report(tuple.getValueNode(), inner, tuple.getKeyNode(), errors);
      }
    }
  }

  /** Returns whether the only key of an object says more exactly what is unused. */
  private static boolean holdsOneObject(Node node) {
    return node instanceof MappingNode object
        && object.getValue().size() == 1
        && object.getValue().get(0).getValueNode() instanceof MappingNode;
  }

  /** Returns whether any single value in this one was used; null where there is none in it. */
  private @Nullable Boolean anyUsed(Node node) {
    if (node instanceof ScalarNode) {
      return used.contains(node);
    }
    Boolean any = null;
    if (node instanceof SequenceNode sequence) {
      for (Node element : sequence.getValue()) {
        any = either(any, anyUsed(element));
      }
    } else if (node instanceof MappingNode object) {
      for (NodeTuple tuple : object.getValue()) {
        any = either(any, anyUsed(tuple.getValueNode()));
      }
    }
    return any;
  }

  private static @Nullable Boolean either(@Nullable Boolean first, @Nullable Boolean second) {
    return first == null ? second : second == null ? first : Boolean.valueOf(first || second);
  }
}
