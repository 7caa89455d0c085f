package io.videotask.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object of a template, which grows path by path. */
final class SampleJson {
  private final Map<String, Object> root = new LinkedHashMap<>();

  /** A value as it is written, such as {@code "${id}"} with its quotes. */
  record Text(String json) {}

  /** Returns how a placeholder is written in a field of this type. */
  static Text placeholder(JavaType type, String placeholder) {
    return switch (type.name()) {
      case "Long", "Double", "Boolean" -> new Text(placeholder);
      default -> {
        Text text = new Text("\"" + placeholder + "\"");
        yield type.name().startsWith("List<") ? new Text("[" + text.json() + "]") : text;
      }
    };
  }

  /** Puts a value at the end of a path; ignored where a value is in the way. */
  void put(List<SchemaPaths.Step> steps, Object value) {
    Map<String, Object> current = root;
    for (int i = 0; i < steps.size() - 1; i++) {
      Map<String, Object> inner = inner(current, steps.get(i));
      if (inner == null) {
        return;
      }
      current = inner;
    }
    SchemaPaths.Step last = steps.get(steps.size() - 1);
    current.putIfAbsent(last.json(), last.each() ? List.of(value) : value);
  }

  void put(String field, Object value) {
    root.putIfAbsent(field, value);
  }

  Map<String, Object> fields() {
    return root;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Map<String, Object> inner(
      Map<String, Object> owner, SchemaPaths.Step step) {
    Object known = owner.get(step.json());
    if (known == null) {
      Map<String, Object> created = new LinkedHashMap<>();
      owner.put(step.json(), step.each() ? new ArrayList<>(List.of(created)) : created);
      return created;
    }
    Object inside = known instanceof List<?> list ? list.get(0) : known;
    return inside instanceof Map<?, ?> ? (Map<String, Object>) inside : null;
  }

  @Override
  public String toString() {
    StringBuilder json = new StringBuilder();
    write(root, json);
    return json.toString();
  }

  /** Returns a value of {@link #fields()} as JSON. */
  static String text(Object value) {
    StringBuilder json = new StringBuilder();
    write(value, json);
    return json.toString();
  }

  private static void write(Object value, StringBuilder json) {
    if (value instanceof Map<?, ?> object) {
      String separator = "{";
      for (Map.Entry<?, ?> field : object.entrySet()) {
        json.append(separator).append('"').append(field.getKey()).append("\":");
        write(field.getValue(), json);
        separator = ",";
      }
      json.append(object.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object element : list) {
        json.append(separator);
        write(element, json);
        separator = ",";
      }
      json.append(list.isEmpty() ? "[]" : "]");
    } else {
      json.append(value instanceof Text text ? text.json() : String.valueOf(value));
    }
  }
}
