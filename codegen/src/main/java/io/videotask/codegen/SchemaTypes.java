package io.videotask.codegen;

import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Decides which Java type stands for a schema, and refuses where none would be honest. */
final class SchemaTypes {
  private final Map<String, Schema<?>> named;
  private final Map<String, String> mappings;
  private final UnaryOperator<String> classNames;
  private final Refusals refusals;
  private final Deque<String> aliases = new ArrayDeque<>();

  /**
   * For one document.
   *
   * @param named the document's schemas, inline ones already named
   * @param mappings schemaMappings of the config file
   * @param classNames the class of a named schema
   */
  SchemaTypes(
      Map<String, Schema<?>> named,
      Map<String, String> mappings,
      UnaryOperator<String> classNames,
      Refusals refusals) {
    this.named = named;
    this.mappings = mappings;
    this.classNames = classNames;
    this.refusals = refusals;
  }

  /** The type of a schema that stands at a place, for example "schema 'Task', property 'id'". */
  JavaType typeOf(@Nullable Schema<?> schema, String where) {
    if (schema == null || SchemaKinds.isMarkedRaw(schema)) {
      return JavaType.RAW;
    }
    String reference = SchemaKinds.referenced(schema);
    if (reference != null) {
      return typeOfNamed(reference, where);
    }
    if (SchemaKinds.isUnion(schema)) {
      refuseUnion(where, "the schema");
      return JavaType.RAW;
    }
    if (SchemaKinds.allOf(schema).size() == 1 && SchemaKinds.ownProperties(schema).isEmpty()) {
      return typeOf(schema.getAllOf().get(0), where);
    }
    return switch (SchemaKinds.type(schema)) {
      case "string" -> JavaType.TEXT;
      case "integer" -> JavaType.INTEGER;
      case "number" -> JavaType.NUMBER;
      case "boolean" -> JavaType.FLAG;
      case "array" -> JavaType.listOf(typeOf(schema.getItems(), where + ", items"));
      default -> typeOfObject(schema, where);
    };
  }

  /** True if the config file says what stands for this schema. */
  boolean isMapped(String name) {
    return mappings.containsKey(name);
  }

  /** True for what becomes a record: it has properties of its own or through allOf. */
  boolean isRecord(String name) {
    Schema<?> schema = named.get(name);
    return schema != null
        && !isMapped(name)
        && !SchemaKinds.isMarkedRaw(schema)
        && !SchemaKinds.isUnion(schema)
        && !properties(schema).isEmpty();
  }

  boolean isOpenEnum(String name) {
    Schema<?> schema = named.get(name);
    return schema != null
        && !isMapped(name)
        && !SchemaKinds.isMarkedRaw(schema)
        && SchemaKinds.isOpenEnum(schema);
  }

  /** True if the text of a value is the value: it can stand in an address or a form. */
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

  /** The properties with those that allOf brings in; a schema's own come last and win. */
  Map<String, Schema<?>> properties(Schema<?> schema) {
    Map<String, Schema<?>> all = new LinkedHashMap<>();
    collectProperties(schema, all, new ArrayDeque<>());
    return all;
  }

  private void collectProperties(
      Schema<?> schema, Map<String, Schema<?>> into, Deque<Schema<?>> path) {
    String reference = SchemaKinds.referenced(schema);
    Schema<?> meant = reference == null ? schema : named.get(reference);
    if (meant == null || path.contains(meant)) {
      return;
    }
    path.push(meant);
    for (Schema<?> part : SchemaKinds.allOf(meant)) {
      collectProperties(part, into, path);
    }
    into.putAll(SchemaKinds.ownProperties(meant));
    path.pop();
  }

  private JavaType typeOfNamed(String name, String where) {
    if (isMapped(name)) {
      return JavaType.RAW;
    }
    Schema<?> schema = named.get(name);
    if (schema == null) {
      refusals.add(where, "refers to '" + name + "', which is not there", "correct the $ref");
      return JavaType.RAW;
    }
    if (isRecord(name) || isOpenEnum(name)) {
      return JavaType.generated(classNames.apply(name));
    }
    if (SchemaKinds.isUnion(schema)) {
      return JavaType.RAW; // refused once, where the schema itself is looked at
    }
    if (aliases.contains(name)) {
      refusals.add(
          "schema '" + name + "'",
          "contains nothing but itself",
          "add `schemaMappings: {" + name + ": RawJson}` to the config file");
      return JavaType.RAW;
    }
    aliases.push(name);
    JavaType type = typeOf(schema, where);
    aliases.pop();
    return type;
  }

  private JavaType typeOfObject(Schema<?> schema, String where) {
    if (!properties(schema).isEmpty()) {
      refusals.add(
          where,
          "holds an object that got no name",
          "move it to components/schemas and refer to it by $ref");
      return JavaType.RAW;
    }
    Schema<?> values = SchemaKinds.mapValues(schema);
    return values == null
        ? JavaType.RAW
        : JavaType.mapOf(typeOf(values, where + ", additionalProperties"));
  }

  /** Notes that nothing says what to do with a oneOf or anyOf. */
  void refuseUnion(String where, String mappingKey) {
    refusals.add(
        where,
        "oneOf/anyOf has no honest Java type",
        "write `x-raw-json: true` beside it in the document, or `schemaMappings: {"
            + mappingKey
            + ": RawJson}` into the config file; the value is then kept as JSON text");
  }
}
