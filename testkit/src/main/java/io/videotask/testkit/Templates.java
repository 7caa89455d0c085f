package io.videotask.testkit;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in the placeholders of answer templates. */
final class Templates {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z]+)(?::([^}]*))?}");

  /** Their values are JSON already. */
  private static final Set<String> JSON = Set.of("tasks", "answer", "row", "prompt");

  /** What failures without a code have. */
  private static final Map<String, String> DEFAULTS = Map.of("code", "", "number", "0");

  private Templates() {}

  /**
   * Returns a template with its placeholders replaced: numbers unchanged, strings escaped for JSON.
   *
   * @throws IllegalStateException if a placeholder has neither a value nor a default
   */
  static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            placeholder -> {
              String name = placeholder.group(1);
              String value = values.getOrDefault(name, placeholder.group(2));
              value = value == null ? DEFAULTS.get(name) : value;
              if (value == null) {
                throw new IllegalStateException("an answer has no value for " + name);
              }
              return Matcher.quoteReplacement(JSON.contains(name) ? value : escape(value));
            });
  }

  /** Returns whether a template has a placeholder. */
  static boolean has(String template, String placeholder) {
    return template.contains("${" + placeholder + "}")
        || template.contains("${" + placeholder + ":");
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                escaped.append('\\').append((char) c);
              } else if (c < ' ') {
                escaped.append(String.format("\\u%04x", c));
              } else {
                escaped.append((char) c);
              }
            });
    return escaped.toString();
  }
}
