package io.videotask.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the methods that create requests. */
final class OperationWriter {
  private final GatewaySpec spec;
  private final SchemaPaths paths;
  private final RequestConditions conditions;
  private final JavaLines java;
  private final Set<String> fields;
  private final Patterns patterns;

  OperationWriter(
      GatewaySpec spec,
      SchemaPaths paths,
      RequestConditions conditions,
      JavaLines java,
      Set<String> fields,
      Patterns patterns) {
    this.patterns = patterns;
    this.spec = spec;
    this.paths = paths;
    this.conditions = conditions;
    this.java = java;
    this.fields = fields;
  }

  /** Returns the operation that a mapping calls; null, with an error, where it does not exist. */
  GatewaySpec.@Nullable MappedOperation called(MappingNode operation, String kind) {
    MappingNode call = operation.entries(kind).get("call");
    if (call == null) {
      operation.error("`call` is missing", "write `call:` with an operationId of the spec");
      return null;
    }
    String name = call.textOfAll();
    GatewaySpec.MappedOperation found = spec.operations().get(name);
    if (found == null) {
      call.error(
          "the spec has no operation `" + name + "`",
          "it has " + MappingErrors.suggestions(name, spec.operations().keySet()));
    }
    return found;
  }

  /**
   * Writes the statements that create a request and return it.
   *
   * @param id the word for the only required parameter, where {@code with} does not say
   */
  void request(MappingNode node, String kind, String id) {
    request(node, kind, id, null);
  }

  /**
   * Writes the same request with another body.
   *
   * @param otherBody in place of the operation's own; null for that one
   */
  void request(MappingNode node, String kind, String id, @Nullable MappingNode otherBody) {
    GatewaySpec.MappedOperation operation = called(node, kind);
    if (operation == null) {
      return;
    }
    Map<String, MappingNode> keys = node.entries(kind);
    keys.getOrDefault("call", node).text();
    OperationWords.check(kind, keys);
    if (node.textOfAll().contains("$kind")) {
      java.add(
          "String kind = "
              + switch (kind) {
                case "submit" -> "kindOf(request)";
                case "list" -> "kind(String.valueOf(of.prefix()))";
                default -> "kind(referenceId)";
              }
              + ";");
    }
    List<String> arguments = arguments(operation, keys.get("with"), node, id);
    MappingNode body = otherBody == null ? keys.get("body") : otherBody;
    if (operation.body() != null) {
      if (body == null) {
        node.error(
            operation.path() + " needs a body",
            "write `body:` with the fields of " + operation.body());
        return;
      }
      new RequestWriter(paths, conditions, java, fields, patterns).body(operation.body(), body);
      arguments.add("body");
    } else if (body != null) {
      body.error(operation.path() + " has no body in the spec", "describe it there, or remove it");
    }
    String call =
        "retrofit.create("
            + operation.api()
            + ".class)."
            + operation.method()
            + "("
            + String.join(", ", arguments)
            + ").request()";
    java.add("return " + call + headers(keys.get("headers")) + ";");
  }

  /** Reports a path that the operation's answer does not have, or that is no list of tasks. */
  void checkPaths(MappingNode operation, String kind, String key, boolean isList) {
    Map<String, MappingNode> keys = operation.entries(kind);
    MappingNode called = keys.get("call");
    MappingNode named = keys.get(key);
    GatewaySpec.MappedOperation found =
        called == null ? null : spec.operations().get(called.textOfAll());
    if (named == null || found == null) {
      return;
    }
    String answer = found.answer();
    if (answer == null) {
      named.error(found.path() + " has no answer in the spec", "describe it there");
      return;
    }
    for (MappingNode path : named.list()) {
      List<SchemaPaths.Step> steps = paths.resolve(answer, path.text(), path);
      String type = steps == null ? null : steps.get(steps.size() - 1).type().name();
      if (isList && type != null && !type.startsWith("List<") && !type.equals("RawJson")) {
        path.error(
            path.text() + ": " + answer + " has no list there",
            "name the field with the list of tasks");
      }
    }
  }

  private static String headers(@Nullable MappingNode headers) {
    StringBuilder calls = new StringBuilder();
    if (headers != null) {
      headers
          .entries()
          .forEach(
              (name, value) ->
                  calls
                      .append(".header(")
                      .append(JavaText.literal(name))
                      .append(", ")
                      .append(JavaText.literal(value.text()))
                      .append(')'));
    }
    return calls.isEmpty() ? "" : ".newBuilder()" + calls + ".build()";
  }

  private List<String> arguments(
      GatewaySpec.MappedOperation operation,
      @Nullable MappingNode with,
      MappingNode node,
      String id) {
    Map<String, MappingNode> given = new LinkedHashMap<>(with == null ? Map.of() : with.entries());
    long required = operation.parameters().stream().filter(p -> p.required()).count();
    List<String> arguments = new ArrayList<>();
    for (GatewaySpec.MappedParameter parameter : operation.parameters()) {
      MappingNode value = given.remove(parameter.name());
      if (value != null) {
        arguments.add(argument(parameter, value));
      } else if (parameter.required() && required == 1 && !id.isEmpty()) {
        arguments.add(id);
      } else if (parameter.required()) {
        node.error(
            operation.path() + " needs `" + parameter.name() + "`",
            "write `with: {" + parameter.name() + ": VALUE}`");
        arguments.add("null");
      } else {
        arguments.add("null");
      }
    }
    given.forEach(
        (name, value) ->
            value.error(
                operation.path() + " has no parameter `" + name + "`",
                "it has "
                    + MappingErrors.suggestions(
                        name, operation.parameters().stream().map(p -> p.name()).toList())));
    return arguments;
  }

  private String argument(GatewaySpec.MappedParameter parameter, MappingNode given) {
    Map<String, MappingNode> keys =
        given.isObject() ? given.entries("value") : Map.of("value", given);
    MappingNode value = keys.getOrDefault("value", given);
    RequestWords.Word word = RequestWords.all().get(value.text());
    MappingNode match = keys.get("match");
    if (word != null && word.field() != null) {
      fields.add(word.field());
    }
    if (word != null && match != null) {
      return java.type(JavaNames.spi("MappedTexts"))
          + ".part("
          + word.expression()
          + ", "
          + patterns.constantWithGroup(match)
          + ")";
    }
    if (word != null) {
      String expression = RequestWords.expression(word, parameter.type(), null, value);
      if (expression != null && expression.contains("MappedTexts")) {
        java.type(JavaNames.spi("MappedTexts"));
      }
      return expression == null ? "null" : expression;
    }
    if (value.text().startsWith("$")) {
      value.error(
          "there is no " + value.text(),
          "write one of " + MappingErrors.suggestions(value.text(), RequestWords.all().keySet()));
      return "null";
    }
    return switch (parameter.type()) {
      case "String" -> JavaText.literal(value.text());
      case "Long" -> value.text() + "L";
      case "Boolean", "Double" -> value.text();
      default -> "new " + parameter.type() + "(" + JavaText.literal(value.text()) + ")";
    };
  }
}
