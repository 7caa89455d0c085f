package io.videotask.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the statements that create a request's body: a local variable for each field that has a
 * value, and the records around them.
 */
final class RequestWriter {
  /** The words that always have a value. */
  private static final Set<String> ALWAYS = Set.of("$id", "$ids", "$limit", "$kind", "$page");

  /** A field of several types, such as a text or an object. */
  private static final String RAW = "RawJson";

  private static final String RAW_TYPE = "io.videotask.generated.runtime.RawJson";

  private final SchemaPaths paths;
  private final RequestConditions conditions;
  private final JavaLines java;
  private final Set<String> fields;
  private final Patterns patterns;
  private final Set<String> names =
      new HashSet<>(
          Set.of(
              "retrofit",
              "request",
              "api",
              "id",
              "ids",
              "body",
              "referenceId",
              "after",
              "limit",
              "kind",
              "referenceImage",
              "referenceVideo"));

  /**
   * @param fields receives the request's fields that are used
   */
  RequestWriter(
      SchemaPaths paths,
      RequestConditions conditions,
      JavaLines java,
      Set<String> fields,
      Patterns patterns) {
    this.patterns = patterns;
    this.paths = paths;
    this.conditions = conditions;
    this.java = java;
    this.fields = fields;
  }

  /** A value that was written: a variable or a literal, and whether it may be missing. */
  private record Written(String expression, boolean optional) {}

  /** Writes a whole body into the variable {@code body}. */
  void body(String schema, MappingNode node) {
    String record = paths.record(schema).className();
    Written written = object(schema, node, List.of());
    java.add(
        record + " body = " + (written == null ? "null" : constructor(written.expression())) + ";");
  }

  private static String constructor(String expression) {
    return expression.replaceFirst("^.* \\? null : (?=new )", "");
  }

  /** Returns the object as an expression that is null where no value was asked for. */
  private @Nullable Written object(String schema, MappingNode node, List<String> path) {
    RecordShape shape = paths.record(schema);
    Map<String, MappingNode> given = node.entries();
    Set<String> unknown = new LinkedHashSet<>(given.keySet());
    List<String> arguments = new ArrayList<>();
    List<String> optional = new ArrayList<>();
    boolean constant = false;
    for (RecordShape.Component component : shape.components()) {
      unknown.remove(component.jsonName());
      MappingNode value = given.get(component.jsonName());
      Written written =
          value == null
              ? null
              : value(component, schema, value, append(path, component.jsonName()));
      arguments.add(written == null ? "null" : written.expression());
      if (written != null && written.optional()) {
        optional.add(written.expression());
      } else if (written != null) {
        constant = true;
      }
    }
    for (String name : unknown) {
      List<String> known = shape.components().stream().map(c -> c.jsonName()).toList();
      MappingNode wrong = given.getOrDefault(name, node);
      wrong.error(
          schema + " has no `" + name + "`", "it has " + MappingErrors.suggestions(name, known));
    }
    String created = "new " + shape.className() + "(" + String.join(", ", arguments) + ")";
    boolean maybe = !optional.isEmpty() || !constant;
    String missing = String.join(" == null && ", optional) + " == null";
    return new Written(optional.isEmpty() ? created : missing + " ? null : " + created, maybe);
  }

  private @Nullable Written value(
      RecordShape.Component component, String owner, MappingNode node, List<String> path) {
    if (node.isList() && !isTexts(component.type().name())) {
      return list(component, owner, node, path);
    }
    boolean described =
        node.isObject()
            && node.entries().keySet().stream()
                .allMatch(key -> MappingWords.KEYS.getOrDefault("value", List.of()).contains(key))
            && node.entries().containsKey("value");
    if (node.isObject() && !described) {
      boolean raw = component.type().name().equals(RAW);
      String record =
          raw
              ? paths.objectIn(owner, component.jsonName(), first(node), false)
              : paths.recordOf(component.type());
      if (record == null || component.type().isContainer()) {
        node.error(owner + "." + component.jsonName() + " is no object", "describe it in the spec");
        return null;
      }
      Written inner = object(record, node, path);
      if (inner == null || !raw) {
        return inner == null ? null : variable(component.type().name(), inner, path);
      }
      String type = paths.record(record).className();
      Written object = variable(type, inner, append(path, "object"));
      String json =
          java.type(JavaNames.spi("MappedTexts"))
              + ".json("
              + object.expression()
              + ", "
              + type
              + "JsonAdapter::write)";
      return variable(java.type(RAW_TYPE), new Written(json, object.optional()), path);
    }
    Map<String, MappingNode> keys = described ? node.entries("value") : Map.of("value", node);
    MappingNode value = keys.getOrDefault("value", node);
    String condition = conditions.of(keys.get("when"), keys.get("unless"), path);
    Written written = single(component.type().name(), value, keys);
    if (written != null && written.expression().contains("MappedTexts")) {
      java.type(JavaNames.spi("MappedTexts"));
    }
    if (written == null) {
      return null;
    }
    if (component.type().name().equals(RAW)) {
      java.type(RAW_TYPE);
    }
    if (condition == null) {
      return written.optional() ? variable(component.type().name(), written, path) : written;
    }
    String plain = written.expression();
    String guarded = plain.contains(" ? ") ? "(" + plain + ")" : plain;
    return variable(
        component.type().name(), new Written(condition + " ? " + guarded + " : null", true), path);
  }

  private static boolean isTexts(String type) {
    return type.equals("List<String>");
  }

  private @Nullable Written single(String type, MappingNode node, Map<String, MappingNode> keys) {
    if (node.isList() && isTexts(type)) {
      for (MappingNode text : node.list()) {
        if (text.text().startsWith("$")) {
          text.error("`" + text.text() + "` is no text", "write the word without a list around it");
        }
      }
      return new Written(
          java.type("java.util.List")
              + node.list().stream()
                  .map(text -> JavaText.literal(text.text()))
                  .collect(Collectors.joining(", ", ".of(", ")")),
          false);
    }
    String text = node.text();
    if (!text.startsWith("$")) {
      return literal(type, node);
    }
    MappingNode as = keys.get("as");
    String format = as == null ? null : as.text();
    RequestWords.Word word = RequestWords.all().get(text);
    if (word == null) {
      node.error(
          "a request has no " + text,
          "write one of " + MappingErrors.suggestions(text, RequestWords.all().keySet()));
      return null;
    }
    if (word.field() != null) {
      fields.add(word.field());
    }
    MappingNode match = keys.get("match");
    String expression =
        match == null
            ? RequestWords.expression(word, type, format, node)
            : java.type(JavaNames.spi("MappedTexts"))
                + ".part("
                + word.expression()
                + ", "
                + patterns.constantWithGroup(match)
                + ")";
    if (isTexts(type)) {
      java.type("java.util.List");
    }
    return expression == null ? null : new Written(expression, !ALWAYS.contains(text));
  }

  /** Returns the first field of an object, by which its schema is found. */
  private static String first(MappingNode object) {
    return object.entries().keySet().stream().findFirst().orElse("");
  }

  private static @Nullable Written literal(String type, MappingNode node) {
    String text = node.text();
    String java =
        switch (type) {
          case "String" -> JavaText.literal(text);
          case "Boolean" -> text.equals("true") || text.equals("false") ? text : null;
          case "Long" -> text.matches("-?[0-9]{1,18}") ? text + "L" : null;
          case RAW ->
              "MappedTexts.json("
                  + (node.isText()
                      ? JavaText.literal(text)
                      : text.equals("true") || text.equals("false") ? text : text + "L")
                  + ")";
          case "Double" -> text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?") ? text + "d" : null;
          default -> null;
        };
    if (java != null) {
      return new Written(java, false);
    }
    node.error("the field is " + type + ", and `" + text + "` is not", "write such a value");
    return null;
  }

  private @Nullable Written list(
      RecordShape.Component component, String owner, MappingNode node, List<String> path) {
    String record = paths.recordOf(component.type());
    if (record == null || !component.type().isContainer()) {
      node.error(
          owner + "." + component.jsonName() + " is no list of objects", "describe it in the spec");
      return null;
    }
    String element = paths.record(record).className();
    String list = name(path);
    java.add(
        java.type("java.util.List")
            + "<"
            + element
            + "> "
            + list
            + " = new "
            + java.type("java.util.ArrayList")
            + "<>();");
    int number = 0;
    for (MappingNode item : node.list()) {
      number++;
      String repeated = repeated(item);
      if (repeated != null) {
        java.add("for (String " + repeated + " : request." + repeated + "s()) {");
      }
      Written written = object(record, item, append(path, Integer.toString(number)));
      if (written == null) {
        continue;
      }
      int created = written.expression().indexOf(" ? null : ");
      if (created < 0) {
        java.add(list + ".add(" + written.expression() + ");");
      } else {
        String missing = written.expression().substring(0, created);
        java.add("if (!(" + missing + ")) {")
            .add(list + ".add(" + written.expression().substring(created + 10) + ");")
            .end();
      }
      if (repeated != null) {
        java.end();
      }
    }
    String all = name(append(path, "orNull"));
    java.add(
        component.type().name() + " " + all + " = " + list + ".isEmpty() ? null : " + list + ";");
    return new Written(all, true);
  }

  /** Returns the word of which an item has one value, and so comes once for each. */
  private static @Nullable String repeated(MappingNode item) {
    String text = item.textOfAll();
    for (String word : List.of("referenceImage", "referenceVideo")) {
      if (text.matches("(?s).*\\$" + word + "\\b.*")) {
        return word;
      }
    }
    return null;
  }

  private Written variable(String type, Written written, List<String> path) {
    String name = name(path);
    java.add(type + " " + name + " = " + written.expression() + ";");
    return new Written(name, written.optional());
  }

  private String name(List<String> path) {
    String name = JavaNames.component(String.join("_", path));
    String unique = name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + i;
    }
    return unique;
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
