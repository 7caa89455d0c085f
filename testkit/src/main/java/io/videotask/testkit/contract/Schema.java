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
 * A schema of a spec, with its references followed and what {@code allOf} joins put together. Of
 * OpenAPI 3.0 and 3.1, as far as it says which fields there are and which types they have.
 *
 * @param types {@code string}, {@code integer}, … or {@code null}; none for any
 * @param properties by name, not yet resolved
 * @param required the names that are always there
 * @param words the listed values; none for any
 * @param choices of which one has to fit; none where there is nothing to choose
 * @param open whether fields are allowed that are not described
 * @param items what the elements of an array are; null for anything
 */
record Schema(
    Set<String> types,
    Map<String, Object> properties,
    Set<String> required,
    List<?> words,
    List<?> choices,
    boolean open,
    @Nullable Object items) {

  /** The schema that this is, of this spec. */
  static Schema of(@Nullable Object text, Map<?, ?> spec) {
    Parts parts = new Parts(spec);
    parts.add(text);
    if (parts.nullable && !parts.types.isEmpty()) {
      parts.types.add("null");
    }
    boolean described = !parts.properties.isEmpty();
    return new Schema(
        parts.types,
        parts.properties,
        parts.required,
        parts.words,
        parts.choices,
        parts.open == null ? !described : parts.open,
        parts.items);
  }

  /** Follows a reference within the spec; anything else is returned as it is. */
  static @Nullable Object resolved(@Nullable Object text, Map<?, ?> spec) {
    Object at = text;
    while (at instanceof Map<?, ?> map && map.get("$ref") instanceof String ref) {
      at = spec;
      for (String name : ref.substring(ref.indexOf('/') + 1).split("/", -1)) {
        Object key = name.replace("~1", "/").replace("~0", "~");
        at = at instanceof Map<?, ?> inner ? inner.get(key) : null;
      }
      if (at == null) {
        throw new IllegalArgumentException("the spec has no " + ref);
      }
    }
    return at;
  }

  /** Gathers what several schemas say together. */
  private static final class Parts {
    private final Map<?, ?> spec;
    private final Set<String> types = new LinkedHashSet<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private List<?> words = List.of();
    private List<?> choices = List.of();
    private boolean nullable;
    private @Nullable Boolean open;
    private @Nullable Object items;

    private Parts(Map<?, ?> spec) {
      this.spec = spec;
    }

    private void add(@Nullable Object text) {
      if (!(resolved(text, spec) instanceof Map<?, ?> schema)) {
        return;
      }
      nullable |= Boolean.TRUE.equals(schema.get("nullable"));
      each(schema.get("type"), type -> types.add(String.valueOf(type)));
      if (schema.get("properties") instanceof Map<?, ?> described) {
        described.forEach((name, property) -> properties.put(String.valueOf(name), property));
      }
      each(schema.get("required"), name -> required.add(String.valueOf(name)));
      words = schema.get("enum") instanceof List<?> listed ? listed : words;
      words = schema.containsKey("const") ? List.of(schema.get("const")) : words;
      choices = schema.get("anyOf") instanceof List<?> any ? any : choices;
      choices = schema.get("oneOf") instanceof List<?> one ? one : choices;
      if (schema.containsKey("additionalProperties")) {
        open = !Boolean.FALSE.equals(schema.get("additionalProperties"));
      }
      items = schema.containsKey("items") ? schema.get("items") : items;
      if (schema.get("allOf") instanceof List<?> all) {
        all.forEach(this::add);
      }
    }

    private static void each(@Nullable Object oneOrMore, Consumer<Object> action) {
      for (Object one :
          oneOrMore instanceof List<?> list ? new ArrayList<>(list) : one(oneOrMore)) {
        action.accept(one);
      }
    }

    private static List<Object> one(@Nullable Object value) {
      return value == null ? List.of() : List.of(value);
    }
  }
}
