package io.videotask.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The local variables of a method that reads a record: one for each object inside it that the
 * mapping goes into.
 */
final class AnswerScope {
  private static final Set<String> TAKEN =
      Set.of("answer", "fields", "reader", "list", "item", "text", "wrapper");

  private final SchemaPaths paths;
  private final String schema;
  private final Map<String, String> locals = new LinkedHashMap<>();
  private final List<String> declarations = new ArrayList<>();

  AnswerScope(SchemaPaths paths, String schema) {
    this.paths = paths;
    this.schema = schema;
  }

  /**
   * A value in the record.
   *
   * @param owner the variable of the object around it
   * @param expression reads it, where the owner is not null
   */
  record Value(String owner, String expression, JavaType type, boolean openEnum) {
    /** Returns an expression that is null where the owner is null. */
    String nullable() {
      String value = openEnum ? "(" + expression + " == null ? null : " + text() + ")" : expression;
      return owner.equals("answer") ? value : "(" + owner + " == null ? null : " + value + ")";
    }

    /** Returns the condition that the value is present. */
    String present() {
      return (owner.equals("answer") ? "" : owner + " != null && ") + expression + " != null";
    }

    /** Returns the value where it is present. */
    String text() {
      return openEnum ? expression + ".value()" : expression;
    }
  }

  /** Returns the declarations of all variables that were needed. */
  List<String> declarations() {
    return declarations;
  }

  String schema() {
    return schema;
  }

  /** Returns the value at a path without lists; null, with an error, where there is none. */
  @Nullable Value value(String path, MappingNode where) {
    List<SchemaPaths.Step> steps = paths.resolve(schema, path, where);
    return steps == null ? null : value(steps);
  }

  /** Returns the value of steps without lists between them. */
  Value value(List<SchemaPaths.Step> steps) {
    SchemaPaths.Step last = steps.get(steps.size() - 1);
    String owner = owner(steps.subList(0, steps.size() - 1));
    return new Value(
        owner, owner + "." + last.accessor() + "()", last.type(), paths.isOpenEnum(last.type()));
  }

  private String owner(List<SchemaPaths.Step> steps) {
    if (steps.isEmpty()) {
      return "answer";
    }
    String path = String.join(".", steps.stream().map(SchemaPaths.Step::json).toList());
    String known = locals.get(path);
    if (known != null) {
      return known;
    }
    Value value = value(steps);
    String name = JavaNames.component(path.replace('.', '_'));
    name = TAKEN.contains(name) || locals.containsValue(name) ? name + "Object" : name;
    String record = paths.record(String.valueOf(steps.get(steps.size() - 1).record())).className();
    declarations.add(
        record
            + " "
            + name
            + " = "
            + (value.type().name().equals("RawJson")
                ? "fields.object(" + value.nullable() + ", " + record + "JsonAdapter::read)"
                : withoutBrackets(value.nullable()))
            + ";");
    locals.put(path, name);
    return name;
  }

  private static String withoutBrackets(String expression) {
    return expression.startsWith("(")
        ? expression.substring(1, expression.length() - 1)
        : expression;
  }
}
