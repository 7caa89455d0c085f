package io.videotask.codegen;

import java.util.List;
import java.util.stream.Collectors;

/** What the templates need to write one open enum and its adapter. */
record EnumShape(
    String schemaName,
    String className,
    List<String> javadoc,
    ValueKind kind,
    List<Constant> constants) {

  /** What the values are. */
  enum ValueKind {
    TEXT("String", "string", "text"),
    INTEGER("Long", "integer", "integer"),
    NUMBER("Double", "number", "number");

    private final String javaType;
    private final String jsonType;
    private final String reading;

    ValueKind(String javaType, String jsonType, String reading) {
      this.javaType = javaType;
      this.jsonType = jsonType;
      this.reading = reading;
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

  /** One listed value. */
  record Constant(String name, String literal, String javadoc) {}

  String valueType() {
    return kind.javaType;
  }

  String jsonType() {
    return kind.jsonType;
  }

  String reading() {
    return kind.reading;
  }

  String literals() {
    return constants.stream().map(Constant::literal).collect(Collectors.joining(", "));
  }

  String valueText() {
    return kind == ValueKind.TEXT ? "value" : "value.toString()";
  }
}
