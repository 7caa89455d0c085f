package io.videotask.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answers that lie beside these classes, with places left open. */
final class Templates {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z]+)\\}");

  private Templates() {}

  /** A template with its places filled in: numbers as they are, texts escaped as JSON has them. */
  static String filled(String name, Map<String, String> values) {
    Matcher places = PLACE.matcher(text(name));
    return places.replaceAll(
        place -> {
          String value = values.get(place.group(1));
          if (value == null) {
            throw new IllegalStateException(name + " has a place for " + place.group(1));
          }
          return Matcher.quoteReplacement(escaped(value));
        });
  }

  private static String text(String name) {
    try (InputStream in = Templates.class.getResourceAsStream("shapes/" + name)) {
      if (in == null) {
        throw new IllegalStateException("there is no template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escaped(String text) {
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
