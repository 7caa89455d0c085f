package io.videotask;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object; those that are missing are zero or false. */
record JsonFields(Map<?, ?> fields) {
  static JsonFields of(@Nullable Object value) {
    if (value instanceof Map<?, ?> fields) {
      return new JsonFields(fields);
    }
    throw new IllegalArgumentException("it is no JSON object");
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  @Nullable JsonFields object(String name) {
    return has(name) ? of(fields.get(name)) : null;
  }

  String text(String name) {
    String text = textOrNull(name);
    if (text == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return text;
  }

  @Nullable String textOrNull(String name) {
    Object value = fields.get(name);
    if (value != null && !(value instanceof String)) {
      throw new IllegalArgumentException(name + " is no text");
    }
    return (String) value;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  double number(String name) {
    Object value = fields.get(name);
    if (value != null && !(value instanceof Number)) {
      throw new IllegalArgumentException(name + " is no number");
    }
    return value == null ? 0 : ((Number) value).doubleValue();
  }

  int count(String name) {
    return (int) number(name);
  }

  long nanos(String name) {
    return Math.round(number(name) * 1e9);
  }
}
