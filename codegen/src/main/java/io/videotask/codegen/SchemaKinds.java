package io.videotask.codegen;

import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Queries on a parsed schema, uniform for OpenAPI 3.0 and 3.1. */
final class SchemaKinds {
  /** Extension next to a oneOf or anyOf: the value is kept as raw JSON text. */
  static final String RAW_JSON_MARK = "x-raw-json";

  private static final String COMPONENTS = "#/components/schemas/";

  private SchemaKinds() {}

  static boolean isMarkedRaw(Schema<?> schema) {
    Map<String, Object> extensions = schema.getExtensions();
    return extensions != null && "true".equals(String.valueOf(extensions.get(RAW_JSON_MARK)));
  }

  static boolean isUnion(Schema<?> schema) {
    return !alternatives(schema).isEmpty();
  }

  static boolean isOpenEnum(Schema<?> schema) {
    return !listedValues(schema).isEmpty()
        && List.of("string", "integer", "number").contains(type(schema));
  }

  /** Returns the enum values without null, which in OpenAPI 3.0 only means that null is allowed. */
  static List<?> listedValues(Schema<?> schema) {
    List<?> listed = schema.getEnum();
    return orEmpty(listed).stream().filter(Objects::nonNull).toList();
  }

  /** Returns the JSON type, or an empty string if the schema does not define it. */
  static String type(Schema<?> schema) {
    String single = schema.getType();
    if (single != null) {
      return single;
    }
    if (schema.getTypes() == null) {
      return "";
    }
    return schema.getTypes().stream().filter(t -> !t.equals("null")).findFirst().orElse("");
  }

  /** Returns the schema of the values if this is a map with documented values. */
  static @Nullable Schema<?> mapValues(Schema<?> schema) {
    if (schema.getAdditionalProperties() instanceof Schema<?> values) {
      boolean anything =
          values.get$ref() == null
              && type(values).isEmpty()
              && !isUnion(values)
              && !isMarkedRaw(values)
              && allOf(values).isEmpty();
      return anything ? null : values;
    }
    return null;
  }

  /** Returns the name of the referenced component, or null if this is not a reference. */
  static @Nullable String referenced(Schema<?> schema) {
    String reference = schema.get$ref();
    if (reference == null) {
      return null;
    }
    String name =
        reference.startsWith(COMPONENTS) ? reference.substring(COMPONENTS.length()) : reference;
    return name.replace("~1", "/").replace("~0", "~");
  }

  static List<Schema<?>> allOf(Schema<?> schema) {
    return typed(schema.getAllOf());
  }

  /** Returns the alternatives of oneOf and anyOf. */
  static List<Schema<?>> alternatives(Schema<?> schema) {
    List<Schema<?>> all = new ArrayList<>(typed(schema.getOneOf()));
    all.addAll(typed(schema.getAnyOf()));
    return all;
  }

  /** Returns the schema's own properties, without those from allOf. */
  static Map<String, Schema<?>> ownProperties(Schema<?> schema) {
    return typed(schema.getProperties());
  }

  /** Casts the parser's raw schemas in one place. */
  static Map<String, Schema<?>> typed(@Nullable Map<String, ?> raw) {
    Map<String, Schema<?>> schemas = new LinkedHashMap<>();
    orEmpty(raw)
        .forEach(
            (name, value) -> {
              if (value instanceof Schema<?> schema) {
                schemas.put(name, schema);
              }
            });
    return schemas;
  }

  private static List<Schema<?>> typed(@Nullable List<?> raw) {
    List<Schema<?>> schemas = new ArrayList<>();
    for (Object value : orEmpty(raw)) {
      if (value instanceof Schema<?> schema) {
        schemas.add(schema);
      }
    }
    return schemas;
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : map;
  }
}
