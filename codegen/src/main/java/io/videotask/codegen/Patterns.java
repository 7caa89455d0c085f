package io.videotask.codegen;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The constants of an adapter for the regular expressions of its mapping. */
final class Patterns {
  private final JavaLines java;
  private final Map<String, String> constants = new LinkedHashMap<>();

  Patterns(JavaLines java) {
    this.java = java;
  }

  /** Returns the constant for a pattern; reports an invalid one. */
  String constant(MappingNode node) {
    compiled(node);
    return constants.computeIfAbsent(node.text(), text -> "PATTERN_" + (constants.size() + 1));
  }

  /** Returns the constant for a pattern whose only group is the part to take. */
  String constantWithGroup(MappingNode node) {
    Pattern pattern = compiled(node);
    if (pattern != null && pattern.matcher("").groupCount() != 1) {
      node.error("the pattern has no group, or several", "put brackets around the part to take");
    }
    return constant(node);
  }

  private static @Nullable Pattern compiled(MappingNode node) {
    try {
      return Pattern.compile(node.text());
    } catch (PatternSyntaxException e) {
      node.error("is no pattern: " + e.getDescription(), "correct it");
      return null;
    }
  }

  /** Writes the constants. */
  void write() {
    if (constants.isEmpty()) {
      return;
    }
    String pattern = java.type("java.util.regex.Pattern");
    java.blank();
    constants.forEach(
        (text, constant) ->
            java.add(
                "private static final "
                    + pattern
                    + " "
                    + constant
                    + " = "
                    + pattern
                    + ".compile("
                    + JavaText.literal(text)
                    + ");"));
  }
}
