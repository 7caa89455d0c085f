package io.videotask.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Validates and copies the values of free parameters: those that JSON has. */
final class ParameterValue {
  private static final int MAX_DEPTH = 50;

  private ParameterValue() {}

  /**
   * Returns an unmodifiable deep copy.
   *
   * @throws IllegalArgumentException when JSON has no such value; the message omits the value
   */
  static @Nullable Object copied(String name, @Nullable Object value) {
    return copied(name, value, 0);
  }

  private static @Nullable Object copied(String name, @Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the parameter " + name + " is nested too deeply");
    }
    if (value instanceof Map<?, ?> fields) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      fields.forEach((key, inner) -> copy.put(text(name, key), copied(name, inner, depth + 1)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof List<?> elements) {
      List<@Nullable Object> copy = new ArrayList<>();
      elements.forEach(inner -> copy.add(copied(name, inner, depth + 1)));
      return Collections.unmodifiableList(copy);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        throw new IllegalArgumentException("the parameter " + name + " is no finite number");
      }
      return value;
    }
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof VideoRequest.Json) {
      return value;
    }
    throw new IllegalArgumentException(
        "the parameter "
            + name
            + " is a "
            + value.getClass().getSimpleName()
            + ": only texts, numbers, booleans, lists, maps and Json can be sent");
  }

  private static String text(String name, @Nullable Object key) {
    if (key instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("the parameter " + name + " has a key that is no text");
  }
}
