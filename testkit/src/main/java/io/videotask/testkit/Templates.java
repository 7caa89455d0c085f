package io.videotask.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Loads the answer templates from the class path and fills in their placeholders. */
final class Templates {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z]+)\\}");

  private Templates() {}

  /**
   * Returns a template with its placeholders replaced: numbers unchanged, strings escaped for JSON.
   */
  static String fill(String name, Map<String, String> values) {
    Matcher placeholders = PLACEHOLDER.matcher(read(name));
    return placeholders.replaceAll(
        placeholder -> {
          String value = values.get(placeholder.group(1));
          if (value == null) {
            throw new IllegalStateException(
                name + " has a placeholder for " + placeholder.group(1));
          }
          return Matcher.quoteReplacement(escape(value));
        });
  }

  private static String read(String name) {
    try (InputStream in = Templates.class.getResourceAsStream("shapes/" + name)) {
      if (in == null) {
        throw new IllegalStateException("there is no template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
