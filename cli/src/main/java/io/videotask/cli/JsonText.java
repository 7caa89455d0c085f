package io.videotask.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells JSON from other text, by the letter of RFC 8259: what a reader here forgives would be sent
 * on, and a reader there may not. Does not recurse, so that no nesting is too deep.
 */
final class JsonText {
  private static final Pattern LITERAL =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null");

  private final String text;
  private final Deque<Character> open = new ArrayDeque<>();
  private Due due = Due.VALUE;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  private enum Due {
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
    json.skipBlanks();
    while (json.at < text.length()) {
      if (!json.step(text.charAt(json.at))) {
        return false;
      }
      json.skipBlanks();
    }
    return json.due == Due.NOTHING;
  }

  /** Goes over one token; false where it can't stand here. */
  private boolean step(char c) {
    return switch (due) {
      case VALUE -> value(c);
      case VALUE_OR_END -> c == ']' ? close() : value(c);
      case NAME -> name();
      case NAME_OR_END -> c == '}' ? close() : name();
      case COLON -> c == ':' && then(Due.VALUE);
      case COMMA_OR_END -> c == ',' ? another() : open.element() == c && close();
      case NOTHING -> false;
    };
  }

  private boolean value(char c) {
    if (c == '{') {
      open.push('}');
      return then(Due.NAME_OR_END);
    }
    if (c == '[') {
      open.push(']');
      return then(Due.VALUE_OR_END);
    }
    boolean whole = c == '"' ? string() : literal();
    due = afterValue();
    return whole;
  }

  private boolean name() {
    due = Due.COLON;
    return string();
  }

  private boolean another() {
    return then(open.element() == '}' ? Due.NAME : Due.VALUE);
  }

  private boolean close() {
    open.pop();
    return then(afterValue());
  }

  private Due afterValue() {
    return open.isEmpty() ? Due.NOTHING : Due.COMMA_OR_END;
  }

  private boolean then(Due next) {
    at++;
    due = next;
    return true;
  }

  private boolean literal() {
    Matcher literal = LITERAL.matcher(text).region(at, text.length());
    if (!literal.lookingAt()) {
      return false;
    }
    at = literal.end();
    return true;
  }

  private boolean string() {
    if (text.charAt(at) != '"') {
      return false;
    }
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  /** Goes to the last character of what a backslash begins. */
  private boolean escape() {
    at++;
    if (at >= text.length()) {
      return false;
    }
    if (text.charAt(at) != 'u') {
      return "\"\\/bfnrt".indexOf(text.charAt(at)) >= 0;
    }
    at += 4;
    return at < text.length() && text.substring(at - 3, at + 1).matches("[0-9a-fA-F]{4}");
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
