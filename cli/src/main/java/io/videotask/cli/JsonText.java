package io.videotask.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks strictly whether a text is JSON (RFC 8259), as a lenient parser would let text through
 * that the server rejects. Not recursive, so that deep nesting can't overflow the stack.
 */
final class JsonText {
  private static final Pattern LITERAL =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null");

  private final String text;
  private final Deque<Character> closers = new ArrayDeque<>();
  private Expected expected = Expected.VALUE;
  private int position;

  private JsonText(String text) {
    this.text = text;
  }

  private enum Expected {
    VALUE,
    VALUE_OR_END,
    NAME,
    NAME_OR_END,
    COLON,
    COMMA_OR_END,
    NOTHING
  }

  static boolean isJson(String text) {
    JsonText json = new JsonText(text);
    json.skipWhitespace();
    while (json.position < text.length()) {
      if (!json.consumeToken(text.charAt(json.position))) {
        return false;
      }
      json.skipWhitespace();
    }
    return json.expected == Expected.NOTHING;
  }

  /** Consumes one token; returns false if it is not allowed here. */
  private boolean consumeToken(char c) {
    return switch (expected) {
      case VALUE -> value(c);
      case VALUE_OR_END -> c == ']' ? close() : value(c);
      case NAME -> name();
      case NAME_OR_END -> c == '}' ? close() : name();
      case COLON -> c == ':' && advance(Expected.VALUE);
      case COMMA_OR_END -> c == ',' ? nextElement() : closers.element() == c && close();
      case NOTHING -> false;
    };
  }

  private boolean value(char c) {
    if (c == '{') {
      closers.push('}');
      return advance(Expected.NAME_OR_END);
    }
    if (c == '[') {
      closers.push(']');
      return advance(Expected.VALUE_OR_END);
    }
    boolean valid = c == '"' ? string() : literal();
    expected = afterValue();
    return valid;
  }

  private boolean name() {
    expected = Expected.COLON;
    return string();
  }

  private boolean nextElement() {
    return advance(closers.element() == '}' ? Expected.NAME : Expected.VALUE);
  }

  private boolean close() {
    closers.pop();
    return advance(afterValue());
  }

  private Expected afterValue() {
    return closers.isEmpty() ? Expected.NOTHING : Expected.COMMA_OR_END;
  }

  private boolean advance(Expected next) {
    position++;
    expected = next;
    return true;
  }

  private boolean literal() {
    Matcher literal = LITERAL.matcher(text).region(position, text.length());
    if (!literal.lookingAt()) {
      return false;
    }
    position = literal.end();
    return true;
  }

  private boolean string() {
    if (text.charAt(position) != '"') {
      return false;
    }
    for (position++; position < text.length(); position++) {
      char c = text.charAt(position);
      if (c == '"') {
        position++;
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  /** Advances to the last character of an escape sequence. */
  private boolean escape() {
    position++;
    if (position >= text.length()) {
      return false;
    }
    if (text.charAt(position) != 'u') {
      return "\"\\/bfnrt".indexOf(text.charAt(position)) >= 0;
    }
    position += 4;
    return position < text.length()
        && text.substring(position - 3, position + 1).matches("[0-9a-fA-F]{4}");
  }

  private void skipWhitespace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }
}
