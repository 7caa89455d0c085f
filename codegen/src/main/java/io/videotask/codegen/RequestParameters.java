package io.videotask.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.utils.ModelUtils;

/** Path, query and header parameters of one operation. */
final class RequestParameters {
  /** OpenAPI defines that these headers are described elsewhere and ignored as parameters. */
  private static final Set<String> NOT_PARAMETERS =
      Set.of("accept", "content-type", "authorization");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern RETROFIT_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]*");

  private final OpenAPI document;
  private final SchemaTypes types;
  private final SpecErrors errors;

  RequestParameters(OpenAPI document, SchemaTypes types, SpecErrors errors) {
    this.document = document;
    this.types = types;
    this.errors = errors;
  }

  /** Resolves references; an operation's parameter overrides its path's. */
  List<Parameter> effective(List<Parameter> pathParameters, List<Parameter> operationParameters) {
    List<Parameter> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<Parameter> ordered = new ArrayList<>(operationParameters);
    ordered.addAll(pathParameters);
    for (Parameter parameter : ordered) {
      Parameter resolved = ModelUtils.getReferencedParameter(document, parameter);
      boolean ignored =
          "header".equals(resolved.getIn())
              && NOT_PARAMETERS.contains(resolved.getName().toLowerCase(Locale.ROOT));
      if (!ignored && seen.add(resolved.getIn() + ":" + resolved.getName())) {
        all.add(resolved);
      }
    }
    // Retrofit rejects a @Path after a @Query
    all.sort(Comparator.comparing(parameter -> !"path".equals(parameter.getIn())));
    return all;
  }

  List<ParameterShape> shapes(List<Parameter> parameters, String location) {
    List<ParameterShape> shapes = new ArrayList<>();
    for (Parameter parameter : parameters) {
      String parameterLocation = location + ", parameter '" + parameter.getName() + "'";
      JavaType type = types.typeOf(textIfUntyped(parameter.getSchema()), parameterLocation);
      switch (String.valueOf(parameter.getIn())) {
        case "path" -> shapes.add(shape("Path", parameter, type, parameterLocation));
        case "header" -> shapes.add(shape("Header", parameter, type, parameterLocation));
        case "query" -> {
          if (type.isContainer() && !isRepeated(parameter)) {
            reportError(
                parameterLocation,
                "is an array in one query value, which Retrofit cannot send",
                "describe it as `type: string`, or as `style: form, explode: true`");
          }
          shapes.add(shape("Query", parameter, type, parameterLocation));
        }
        default ->
            reportError(
                parameterLocation,
                "is a " + parameter.getIn() + " parameter, which Retrofit cannot send",
                "remove it from the document and add it in an OkHttp interceptor");
      }
    }
    return shapes;
  }

  /** Returns the path in Retrofit's syntax: relative, with valid placeholder names. */
  String retrofitPath(String path, List<Parameter> parameters, String location) {
    Set<String> declared = new HashSet<>();
    parameters.stream()
        .filter(parameter -> "path".equals(parameter.getIn()))
        .forEach(parameter -> declared.add(parameter.getName()));
    StringBuilder result = new StringBuilder();
    Matcher placeholders = PLACEHOLDER.matcher(path.replaceFirst("^/+", ""));
    while (placeholders.find()) {
      String name = placeholders.group(1);
      if (!declared.remove(name)) {
        reportError(
            location,
            "path placeholder {" + name + "} has no parameter",
            "declare it with `in: path`");
      }
      placeholders.appendReplacement(
          result, Matcher.quoteReplacement("{" + retrofitName(name) + "}"));
    }
    placeholders.appendTail(result);
    for (String name : declared) {
      reportError(location, "path parameter '" + name + "' is not in the path", "correct the path");
    }
    // OkHttp would parse a colon in the first segment as a scheme
    return result.toString().matches("[^/]*:.*") ? "./" + result : result.toString();
  }

  private ParameterShape shape(String kind, Parameter parameter, JavaType type, String location) {
    boolean isQuery = kind.equals("Query");
    if (parameter.getSchema() == null
        || !types.isPlainText(parameter.getSchema(), type)
        || (type.isContainer() && !isQuery)) {
      reportError(location, "is not one plain value", "describe it as `type: string`");
    }
    boolean isPath = kind.equals("Path");
    String name = isPath ? retrofitName(parameter.getName()) : parameter.getName();
    Set<String> uses = new HashSet<>(JavaType.imports(List.of(type)));
    uses.add("retrofit2.http." + kind);
    return new ParameterShape(
        isPath && Boolean.TRUE.equals(parameter.getAllowReserved())
            // A path of its own, such as a model's name with slashes.
            ? "@Path(value = " + JavaText.literal(name) + ", encoded = true)"
            : "@" + kind + "(" + JavaText.literal(name) + ")",
        parameter.getName(),
        type.name(),
        isPath || Boolean.TRUE.equals(parameter.getRequired()),
        JavaText.javadocLine(parameter.getDescription(), "as the gateway expects it"),
        uses);
  }

  /** Exported documents often omit a parameter's type; it is text on the wire. */
  private static Schema<?> textIfUntyped(@Nullable Schema<?> schema) {
    if (schema == null) {
      return new Schema<>().type("string");
    }
    boolean untyped =
        schema.get$ref() == null
            && SchemaKinds.type(schema).isEmpty()
            && !SchemaKinds.isUnion(schema)
            && SchemaKinds.allOf(schema).isEmpty()
            && SchemaKinds.ownProperties(schema).isEmpty();
    return untyped ? new Schema<>().type("string") : schema;
  }

  private static boolean isRepeated(Parameter parameter) {
    return (parameter.getStyle() == null || parameter.getStyle() == Parameter.StyleEnum.FORM)
        && !Boolean.FALSE.equals(parameter.getExplode());
  }

  private static String retrofitName(String name) {
    return RETROFIT_NAME.matcher(name).matches()
        ? name
        : "p" + Integer.toHexString(name.hashCode());
  }

  private void reportError(String location, String problem, String remedy) {
    errors.add(location, problem, remedy);
  }
}
