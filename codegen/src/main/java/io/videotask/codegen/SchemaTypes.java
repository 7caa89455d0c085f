package io.videotask.codegen;

import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Maps schemas to Java types, and reports those that have no suitable type. */
final class SchemaTypes {
  private final Map<String, Schema<?>> schemas;
  private final Map<String, String> mappings;
  private final UnaryOperator<String> classNames;
  private final SpecErrors errors;
  private final Deque<String> aliases = new ArrayDeque<>();

  /**
   * Creates the mapping for one document.
   *
   * @param schemas the document's schemas, inline ones already named
   * @param mappings schemaMappings of the config file
   * @param classNames the class of a named schema
   */
  SchemaTypes(
      Map<String, Schema<?>> schemas,
      Map<String, String> mappings,
      UnaryOperator<String> classNames,
      SpecErrors errors) {
    this.schemas = schemas;
    this.mappings = mappings;
    this.classNames = classNames;
    this.errors = errors;
  }

  /** Returns the type of a schema at a location, for example "schema 'Task', property 'id'". */
  JavaType typeOf(@Nullable Schema<?> schema, String location) {
    if (schema == null || SchemaKinds.isMarkedRaw(schema)) {
      return JavaType.RAW;
    }
    String reference = SchemaKinds.referenced(schema);
    if (reference != null) {
      return typeOfNamed(reference, location);
    }
    if (SchemaKinds.isUnion(schema)) {
      reportUnsupportedUnion(location, "the schema");
      return JavaType.RAW;
    }
    if (SchemaKinds.allOf(schema).size() == 1 && SchemaKinds.ownProperties(schema).isEmpty()) {
      return typeOf(schema.getAllOf().get(0), location);
    }
    return switch (SchemaKinds.type(schema)) {
      case "string" -> JavaType.TEXT;
      case "integer" -> JavaType.INTEGER;
      case "number" -> JavaType.NUMBER;
      case "boolean" -> JavaType.FLAG;
      case "array" -> JavaType.listOf(typeOf(schema.getItems(), location + ", items"));
      default -> typeOfObject(schema, location);
    };
  }

  /** Returns whether the config file maps this schema. */
  boolean hasMapping(String name) {
    return mappings.containsKey(name);
  }

  /** Returns whether the schema becomes a record: it has properties of its own or through allOf. */
  boolean isRecord(String name) {
    Schema<?> schema = schemas.get(name);
    return schema != null
        && !hasMapping(name)
        && !SchemaKinds.isMarkedRaw(schema)
        && !SchemaKinds.isUnion(schema)
        && !properties(schema).isEmpty();
  }

  boolean isOpenEnum(String name) {
    Schema<?> schema = schemas.get(name);
    return schema != null
        && !hasMapping(name)
        && !SchemaKinds.isMarkedRaw(schema)
        && SchemaKinds.isOpenEnum(schema);
  }

  /** Returns whether a value can be sent as plain text, in a URL or a form. */
  boolean isPlainText(Schema<?> schema, JavaType type) {
    String item = type.name().replaceFirst("^List<(.*)>$", "$1");
    boolean container = item.contains("<");
    return !container && !item.equals("RawJson") && !isRecordReference(schema, type);
  }

  private boolean isRecordReference(Schema<?> schema, JavaType type) {
    Schema<?> items = type.isContainer() ? schema.getItems() : schema;
    String reference = items == null ? null : SchemaKinds.referenced(items);
    return reference != null && isRecord(reference);
  }

  /** Returns the properties, including those of allOf, which the schema's own override. */
  Map<String, Schema<?>> properties(Schema<?> schema) {
    Map<String, Schema<?>> all = new LinkedHashMap<>();
    collectProperties(schema, all, new ArrayDeque<>());
    return all;
  }

  private void collectProperties(
      Schema<?> schema, Map<String, Schema<?>> target, Deque<Schema<?>> path) {
    String reference = SchemaKinds.referenced(schema);
    Schema<?> resolved = reference == null ? schema : schemas.get(reference);
    if (resolved == null || path.contains(resolved)) {
      return;
    }
    path.push(resolved);
    for (Schema<?> part : SchemaKinds.allOf(resolved)) {
      collectProperties(part, target, path);
    }
    target.putAll(SchemaKinds.ownProperties(resolved));
    path.pop();
  }

  private JavaType typeOfNamed(String name, String location) {
    if (hasMapping(name)) {
      return JavaType.RAW;
    }
    Schema<?> schema = schemas.get(name);
    if (schema == null) {
      errors.add(location, "refers to '" + name + "', which is not there", "correct the $ref");
      return JavaType.RAW;
    }
    if (isRecord(name) || isOpenEnum(name)) {
      return JavaType.generated(classNames.apply(name));
    }
    if (SchemaKinds.isUnion(schema)) {
      return JavaType.RAW; // reported once, for the schema itself
    }
    if (aliases.contains(name)) {
      errors.add(
          "schema '" + name + "'",
          "contains nothing but itself",
          "add `schemaMappings: {" + name + ": RawJson}` to the config file");
      return JavaType.RAW;
    }
    aliases.push(name);
    JavaType type = typeOf(schema, location);
    aliases.pop();
    return type;
  }

  private JavaType typeOfObject(Schema<?> schema, String location) {
    if (!properties(schema).isEmpty()) {
      errors.add(
          location,
          "holds an object that got no name",
          "move it to components/schemas and refer to it by $ref");
      return JavaType.RAW;
    }
    Schema<?> values = SchemaKinds.mapValues(schema);
    return values == null
        ? JavaType.RAW
        : JavaType.mapOf(typeOf(values, location + ", additionalProperties"));
  }

  /** Reports a oneOf or anyOf without a mapping. */
  void reportUnsupportedUnion(String location, String mappingKey) {
    errors.add(
        location,
        "oneOf/anyOf has no honest Java type",
        "write `x-raw-json: true` beside it in the document, or `schemaMappings: {"
            + mappingKey
            + ": RawJson}` into the config file; the value is then kept as JSON text");
  }
}
