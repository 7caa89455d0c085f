package io.videotask.testkit.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A schema with references resolved and {@code allOf} merged: the part of OpenAPI 3.0 and 3.1 that
 * defines fields and types.
 *
 * @param types {@code string}, {@code integer}, … or {@code null}; empty for any type
 * @param properties unresolved schemas by name
 * @param required names of the required fields
 * @param enumValues allowed values; empty for any
 * @param choices alternative schemas, one of which has to match; empty if there are none
 * @param allowsOtherFields whether undocumented fields are allowed
 * @param items schema of an array's elements; null for any
 */
record Schema(
    Set<String> types,
    Map<String, Object> properties,
    Set<String> required,
    List<?> enumValues,
    List<?> choices,
    boolean allowsOtherFields,
    @Nullable Object items) {

  /** Resolves a schema of this spec. */
  static Schema of(@Nullable Object node, Map<?, ?> spec) {
    Merger merger = new Merger(spec);
    merger.add(node);
    if (merger.nullable && !merger.types.isEmpty()) {
      merger.types.add("null");
    }
    boolean hasProperties = !merger.properties.isEmpty();
    return new Schema(
        merger.types,
        merger.properties,
        merger.required,
        merger.enumValues,
        merger.choices,
        merger.allowsOtherFields == null ? !hasProperties : merger.allowsOtherFields,
        merger.items);
  }

  /** Resolves a reference within the spec; returns anything else unchanged. */
  static @Nullable Object resolved(@Nullable Object node, Map<?, ?> spec) {
    Object current = node;
    while (current instanceof Map<?, ?> map && map.get("$ref") instanceof String ref) {
      current = spec;
      for (String name : ref.substring(ref.indexOf('/') + 1).split("/", -1)) {
        Object key = name.replace("~1", "/").replace("~0", "~");
        current = current instanceof Map<?, ?> object ? object.get(key) : null;
      }
      if (current == null) {
        throw new IllegalArgumentException("the spec has no " + ref);
      }
    }
    return current;
  }

  /** Merges several schemas. */
  private static final class Merger {
    private final Map<?, ?> spec;
    private final Set<String> types = new LinkedHashSet<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private List<?> enumValues = List.of();
    private List<?> choices = List.of();
    private boolean nullable;
    private @Nullable Boolean allowsOtherFields;
    private @Nullable Object items;

    private Merger(Map<?, ?> spec) {
      this.spec = spec;
    }

    private void add(@Nullable Object node) {
      if (!(resolved(node, spec) instanceof Map<?, ?> schema)) {
        return;
      }
      nullable |= Boolean.TRUE.equals(schema.get("nullable"));
      forEach(schema.get("type"), type -> types.add(String.valueOf(type)));
      if (schema.get("properties") instanceof Map<?, ?> described) {
        described.forEach((name, property) -> properties.put(String.valueOf(name), property));
      }
      forEach(schema.get("required"), name -> required.add(String.valueOf(name)));
      enumValues = schema.get("enum") instanceof List<?> listed ? listed : enumValues;
      enumValues = schema.containsKey("const") ? List.of(schema.get("const")) : enumValues;
      choices = schema.get("anyOf") instanceof List<?> anyOf ? anyOf : choices;
      choices = schema.get("oneOf") instanceof List<?> oneOf ? oneOf : choices;
      if (schema.containsKey("additionalProperties")) {
        allowsOtherFields = !Boolean.FALSE.equals(schema.get("additionalProperties"));
      }
      items = schema.containsKey("items") ? schema.get("items") : items;
      if (schema.get("allOf") instanceof List<?> allOf) {
        allOf.forEach(this::add);
      }
    }

    private static void forEach(@Nullable Object oneOrMore, Consumer<Object> action) {
      for (Object one :
          oneOrMore instanceof List<?> list ? new ArrayList<>(list) : singleton(oneOrMore)) {
        action.accept(one);
      }
    }

    private static List<Object> singleton(@Nullable Object value) {
      return value == null ? List.of() : List.of(value);
    }
  }
}
