package io.videotask.codegen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Escapes text of a document for Java source code, so that it can't end the literal or comment it
 * is in.
 */
final class JavaText {
  private JavaText() {}

  /** Returns a literal; {@code null} for null. */
  static String literalOrNull(@Nullable String text) {
    return text == null ? "null" : literal(text);
  }

  static String literal(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  static String literals(Collection<String> texts) {
    return texts.stream().map(JavaText::literal).collect(Collectors.joining(", "));
  }

  /** Returns the lines of a Javadoc comment; the fallback is used if the text is empty. */
  static List<String> javadoc(@Nullable String text, String fallback) {
    String meaning = text == null || text.isBlank() ? fallback : text;
    List<String> lines = new ArrayList<>();
    boolean paragraphEnds = false;
    for (String line : meaning.strip().split("\\R", -1)) {
      if (line.isBlank()) {
        paragraphEnds = !lines.isEmpty();
        continue;
      }
      if (paragraphEnds) {
        lines.add("");
      }
      lines.add((paragraphEnds ? "<p>" : "") + escaped(line.strip()));
      paragraphEnds = false;
    }
    return lines;
  }

  /** Formats lines for the templates: an empty line gets no trailing space after the asterisk. */
  static List<String> templateLines(List<String> lines) {
    return lines.stream().map(line -> line.isEmpty() ? line : " " + line).toList();
  }

  /** Returns one line, for a Javadoc tag or a short description. */
  static String javadocLine(@Nullable String text, String fallback) {
    return String.join(" ", javadoc(text, fallback)).replace(" <p>", " ").replaceAll(" +", " ");
  }

  /** Escapes HTML and the backslash, as javac interprets unicode escapes in comments too. */
  private static String escaped(String line) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '@' -> safe.append("&#64;");
        case '\\' -> safe.append("&#92;");
        case '/' -> safe.append(safe.toString().endsWith("*") ? "&#47;" : "/");
        default -> safe.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return safe.toString();
  }
}
