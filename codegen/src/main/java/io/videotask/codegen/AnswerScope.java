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

    /** Returns whether the value is searched for in a list. */
    boolean isOfList() {
      return expression.startsWith("AnswerFields.");
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

  /**
   * Returns the value at a path, where the first value in a {@code list[]} counts; null, with an
   * error, where there is none.
   */
  @Nullable Value value(String path, MappingNode where) {
    List<SchemaPaths.Step> steps = paths.resolve(schema, path, where);
    return steps == null ? null : value(steps);
  }

  /** Returns the value of steps; of a list the first value counts. */
  Value value(List<SchemaPaths.Step> steps) {
    SchemaPaths.Step last = steps.get(steps.size() - 1);
    int list = steps.size() - 2;
    if (list >= 0 && steps.get(list).each()) {
      return ofElements(list(steps.subList(0, list + 1)), steps.get(list), last);
    }
    String owner = owner(steps.subList(0, steps.size() - 1));
    String expression = owner + "." + last.accessor() + "()";
    JavaType type = last.type();
    boolean element = last.each() && !type.name().equals("RawJson");
    return element
        ? new Value(owner, "AnswerFields.elementOf(" + expression + ")", elementOf(type), false)
        : new Value(owner, expression, type, paths.isOpenEnum(type));
  }

  /**
   * The first object of a list that has a field.
   *
   * @param name the variable that holds it, or null
   * @param schema the object's schema
   * @param value reads the field, where the variable is not null
   */
  record Element(String name, String schema, String value) {}

  /**
   * Returns the first object of a list that has the field at a path such as {@code list[].field}.
   */
  @Nullable Element elementWith(String path, MappingNode where) {
    List<SchemaPaths.Step> steps = paths.resolve(schema, path, where);
    if (steps == null || steps.size() < 2 || !steps.get(steps.size() - 2).each()) {
      return null;
    }
    SchemaPaths.Step field = steps.get(steps.size() - 1);
    SchemaPaths.Step step = steps.get(steps.size() - 2);
    String record = paths.record(String.valueOf(step.record())).className();
    String name = JavaNames.component("with_" + path.replaceAll("[.\\[\\]]+", "_"));
    Value list = list(steps.subList(0, steps.size() - 1));
    String declaration =
        record
            + " "
            + name
            + " = "
            + (list.owner().equals("answer") ? "" : list.owner() + " == null ? null : ")
            + "AnswerFields.elementWith("
            + objects(list, record)
            + ", "
            + record
            + "::"
            + field.accessor()
            + ");";
    if (!declarations.contains(declaration)) {
      declarations.add(declaration);
    }
    Value value =
        new Value(
            name,
            name + "." + field.accessor() + "()",
            field.type(),
            paths.isOpenEnum(field.type()));
    return new Element(name, String.valueOf(step.record()), value.text());
  }

  /** Returns the value of another field of an element, where the element is not null. */
  @Nullable Value valueIn(Element element, String path, MappingNode where) {
    List<SchemaPaths.Step> steps =
        paths.resolve(element.schema(), path.substring(path.lastIndexOf('.') + 1), where);
    if (steps == null) {
      return null;
    }
    SchemaPaths.Step field = steps.get(0);
    return new Value(
        "answer",
        element.name() + "." + field.accessor() + "()",
        field.type(),
        paths.isOpenEnum(field.type()));
  }

  /** Returns the first value of a field of a list's objects. */
  private Value ofElements(Value list, SchemaPaths.Step step, SchemaPaths.Step field) {
    String record = paths.record(String.valueOf(step.record())).className();
    return new Value(
        list.owner(),
        "AnswerFields.firstOf("
            + objects(list, record)
            + ", "
            + record
            + "::"
            + field.accessor()
            + ")",
        field.type(),
        paths.isOpenEnum(field.type()));
  }

  private static String objects(Value list, String record) {
    return list.type().name().equals("RawJson")
        ? "fields.objects(" + list.expression() + ", " + record + "JsonAdapter::read)"
        : list.expression();
  }

  private static JavaType elementOf(JavaType list) {
    String name = list.name().replaceFirst("^List<(.*)>$", "$1");
    return switch (name) {
      case "String" -> JavaType.TEXT;
      case "Long" -> JavaType.INTEGER;
      case "Double" -> JavaType.NUMBER;
      case "Boolean" -> JavaType.FLAG;
      case "RawJson" -> JavaType.RAW;
      default -> JavaType.generated(name);
    };
  }

  /** Returns the list at the last of the steps, itself and not its first element. */
  Value list(List<SchemaPaths.Step> steps) {
    SchemaPaths.Step last = steps.get(steps.size() - 1);
    String owner = owner(steps.subList(0, steps.size() - 1));
    return new Value(owner, owner + "." + last.accessor() + "()", last.type(), false);
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
    SchemaPaths.Step last = steps.get(steps.size() - 1);
    String record = paths.record(String.valueOf(last.record())).className();
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
