package io.videotask.codegen;

import java.util.List;
import java.util.stream.Collectors;

/** Template data of an open enum and its adapter. */
record EnumShape(
    String schemaName,
    String className,
    List<String> javadoc,
    ValueKind kind,
    List<Constant> constants) {

  /** The type of the values. */
  enum ValueKind {
    TEXT("String", "string", "String"),
    INTEGER("Long", "integer", "Integer"),
    NUMBER("Double", "number", "Number");

    private final String javaType;
    private final String jsonType;
    private final String method;

    ValueKind(String javaType, String jsonType, String method) {
      this.javaType = javaType;
      this.jsonType = jsonType;
      this.method = method;
    }

    static ValueKind of(String jsonType) {
      return switch (jsonType) {
        case "integer" -> INTEGER;
        case "number" -> NUMBER;
        default -> TEXT;
      };
    }

    String literal(Object value) {
      return switch (this) {
        case TEXT -> JavaText.literal(value.toString());
        case INTEGER -> Long.parseLong(value.toString()) + "L";
        case NUMBER -> Double.parseDouble(value.toString()) + "d";
      };
    }
  }

  /** A documented value. */
  record Constant(String name, String literal, String javadoc) {}

  String valueType() {
    return kind.javaType;
  }

  String jsonType() {
    return kind.jsonType;
  }

  /** Returns the suffix of the runtime's read and write methods for the value. */
  String method() {
    return kind.method;
  }

  String literals() {
    return constants.stream().map(Constant::literal).collect(Collectors.joining(", "));
  }

  String valueText() {
    return kind == ValueKind.TEXT ? "value" : "value.toString()";
  }
}
