package io.videotask.testkit.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a response with its schema, recursively. */
final class SchemaComparator {
  /** The names of status fields in the dialects, at any depth. */
  private static final Set<String> STATUS_FIELDS = Set.of("status", "state", "task_status");

  private final Map<?, ?> spec;
  private final Predicate<String> isKnownStatus;

  /**
   * @param spec the document that references are resolved in
   * @param isKnownStatus whether the client knows a status string
   */
  SchemaComparator(Map<?, ?> spec, Predicate<String> isKnownStatus) {
    this.spec = spec;
    this.isKnownStatus = isKnownStatus;
  }

  List<SchemaDrift> drifts(@Nullable Object value, @Nullable Object schema) {
    return drifts("$", value, Schema.of(schema, spec));
  }

  private List<SchemaDrift> drifts(String path, @Nullable Object value, Schema schema) {
    List<SchemaDrift> drifts = new ArrayList<>();
    if (!schema.types().isEmpty()
        && schema.types().stream().noneMatch(type -> hasType(type, value))) {
      drifts.add(wrongType(path, value, schema.types()));
      return drifts;
    }
    if (!schema.choices().isEmpty() && value != null) {
      drifts.addAll(closestChoice(path, value, schema.choices()));
    }
    if (!schema.enumValues().isEmpty() && value != null && !schema.enumValues().contains(value)) {
      drifts.add(
          new SchemaDrift(
              SchemaDrift.Kind.UNKNOWN_WORD, path, quoted(value) + " is not on the spec's list"));
    }
    if (value instanceof Map<?, ?> object && schema.choices().isEmpty()) {
      fields(path, object, schema, drifts);
    } else if (value instanceof List<?> list && schema.items() != null) {
      Schema items = Schema.of(schema.items(), spec);
      for (int i = 0; i < list.size(); i++) {
        drifts.addAll(drifts(path + "[" + i + "]", list.get(i), items));
      }
    }
    return drifts;
  }

  private void fields(String path, Map<?, ?> object, Schema schema, List<SchemaDrift> drifts) {
    for (String name : schema.required()) {
      if (!object.containsKey(name)) {
        drifts.add(
            new SchemaDrift(
                SchemaDrift.Kind.MISSING, path + "." + name, "is promised, and is not there"));
      }
    }
    object.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          String fieldPath = path + "." + name;
          Object property = schema.properties().get(name);
          if (property != null) {
            drifts.addAll(drifts(fieldPath, value, Schema.of(property, spec)));
          } else if (!schema.allowsOtherFields()) {
            drifts.add(
                new SchemaDrift(
                    SchemaDrift.Kind.UNKNOWN_FIELD,
                    fieldPath,
                    "a field that the spec has not: " + kind(value)));
          }
          if (STATUS_FIELDS.contains(name)
              && value instanceof String status
              && !status.isBlank()
              && !isKnownStatus.test(status)) {
            drifts.add(
                new SchemaDrift(
                    SchemaDrift.Kind.UNKNOWN_WORD,
                    fieldPath,
                    "a status word that this version does not know: " + quoted(status)));
          }
        });
  }

  /**
   * Returns the differences from the closest of several schemas: first by types, then by fields.
   */
  private List<SchemaDrift> closestChoice(String path, Object value, List<?> choices) {
    return choices.stream()
        .map(choice -> drifts(path, value, Schema.of(choice, spec)))
        .filter(drifts -> drifts.stream().noneMatch(drift -> isWhole(drift, path)))
        .min(
            Comparator.<List<SchemaDrift>>comparingLong(
                    drifts -> drifts.stream().filter(drift -> !isField(drift)).count())
                .thenComparing(List::size))
        .orElseGet(() -> List.of(wrongType(path, value, typesOf(choices))));
  }

  private static boolean isField(SchemaDrift drift) {
    return drift.kind() == SchemaDrift.Kind.UNKNOWN_FIELD;
  }

  private static boolean isWhole(SchemaDrift drift, String path) {
    return drift.kind() == SchemaDrift.Kind.WRONG_TYPE && drift.path().equals(path);
  }

  private List<String> typesOf(List<?> choices) {
    return choices.stream()
        .flatMap(choice -> Schema.of(choice, spec).types().stream())
        .distinct()
        .toList();
  }

  private static SchemaDrift wrongType(
      String path, @Nullable Object value, Collection<String> types) {
    String promised = types.stream().collect(Collectors.joining(" or "));
    return new SchemaDrift(
        SchemaDrift.Kind.WRONG_TYPE, path, kind(value) + " where the spec has " + promised);
  }

  private static boolean hasType(String type, @Nullable Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "number" -> value instanceof Number;
      case "integer" -> value instanceof BigDecimal number && isWhole(number);
      case "null" -> value == null;
      default -> true;
    };
  }

  private static boolean isWhole(BigDecimal number) {
    // 1.0 is not an integer: typed clients reject it.
    return number.scale() <= 0;
  }

  private static String kind(@Nullable Object value) {
    return value == null
        ? "null"
        : value instanceof Map
            ? "an object"
            : value instanceof List
                ? "an array"
                : value instanceof String
                    ? "a text"
                    : value instanceof Boolean ? "a boolean" : number((Number) value);
  }

  private static String number(Number value) {
    return value instanceof BigDecimal exact && isWhole(exact) ? "a whole number" : "a number";
  }

  /** Quotes a value on one line, shortened to 60 characters. */
  private static String quoted(Object value) {
    String text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
    return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
  }
}
