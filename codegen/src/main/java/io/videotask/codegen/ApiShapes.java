package io.videotask.codegen;

import static io.videotask.codegen.SchemaKinds.orEmpty;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Builds a Retrofit interface per tag from the paths of a document. */
final class ApiShapes {
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

  private final RequestParameters parameters;
  private final BodyMapping bodyMapping;
  private final UnaryOperator<String> classNames;
  private final SpecErrors errors;

  ApiShapes(
      OpenAPI document, SchemaTypes types, UnaryOperator<String> classNames, SpecErrors errors) {
    this.parameters = new RequestParameters(document, types, errors);
    this.bodyMapping = new BodyMapping(document, types, errors);
    this.classNames = classNames;
    this.errors = errors;
  }

  /** Returns the interfaces by class name; operationIds must already be valid method names. */
  Map<String, ApiShape> build(Map<String, PathItem> paths) {
    Map<String, List<ApiShape.OperationShape>> byClass = new TreeMap<>();
    Map<String, Set<String>> tagsByClass = new LinkedHashMap<>();
    paths.forEach(
        (path, item) ->
            item.readOperationsMap()
                .forEach(
                    (method, operation) -> {
                      ApiShape.OperationShape shape = shape(path, item, method, operation);
                      List<String> tags = orEmpty(operation.getTags());
                      for (String tag : tags.isEmpty() ? List.of("default") : tags) {
                        String className = classNames.apply(tag);
                        byClass.computeIfAbsent(className, c -> new ArrayList<>()).add(shape);
                        tagsByClass
                            .computeIfAbsent(className, c -> new LinkedHashSet<>())
                            .add(JavaText.javadocLine(tag, "default"));
                      }
                    }));
    Map<String, ApiShape> apis = new TreeMap<>();
    byClass.forEach(
        (className, operations) -> {
          reportDuplicateNames(className, operations);
          String tags = String.join(", ", tagsByClass.getOrDefault(className, Set.of()));
          apis.put(className, new ApiShape(className, tags, operations));
        });
    return apis;
  }

  private void reportDuplicateNames(String className, List<ApiShape.OperationShape> operations) {
    Set<String> names = new HashSet<>();
    for (ApiShape.OperationShape operation : operations) {
      if (!names.add(operation.name())) {
        errors.add(
            "operation '" + operation.name() + "'",
            "is there twice in " + className,
            "give one another operationId, or add `operationIdNameMappings: {ID: NAME}` to the"
                + " config file");
      }
    }
  }

  private ApiShape.OperationShape shape(
      String path, PathItem item, PathItem.HttpMethod method, Operation operation) {
    String location = "operation " + method + " " + path;
    List<Parameter> declared =
        parameters.effective(orEmpty(item.getParameters()), orEmpty(operation.getParameters()));
    BodyMapping.Request request = bodyMapping.request(operation, location);
    BodyMapping.Answer answer = bodyMapping.answer(operation, location);
    Set<String> uses = new HashSet<>(answer.uses());
    List<ParameterShape> allParameters = new ArrayList<>(parameters.shapes(declared, location));
    allParameters.addAll(request.parameters());

    List<String> annotations = new ArrayList<>();
    if (answer.streamed()) {
      annotations.add("@Streaming");
    }
    boolean hasBody = request.form() != BodyMapping.Form.NONE;
    String form =
        switch (request.form()) {
          case MULTIPART -> "Multipart";
          case URL_ENCODED -> "FormUrlEncoded";
          default -> "";
        };
    // Retrofit rejects a form without fields
    if (!form.isEmpty() && !request.parameters().isEmpty()) {
      annotations.add("@" + form);
      uses.add("retrofit2.http." + form);
    }
    annotations.add(
        methodAnnotation(
            method.name(),
            parameters.retrofitPath(path, declared, location),
            hasBody,
            location,
            uses));

    List<String> javadoc = javadoc(path, method, operation);
    List<ApiShape.Parameter> lines = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ParameterShape parameter : allParameters) {
      String name = uniqueName(parameter.name(), names);
      uses.addAll(parameter.uses());
      if (!parameter.required()) {
        uses.add("org.jspecify.annotations.Nullable");
      }
      javadoc.add("@param " + name + " " + parameter.description());
      boolean last = lines.size() == allParameters.size() - 1;
      lines.add(new ApiShape.Parameter(parameter.declaration(name), last ? "" : ","));
    }
    javadoc.add("@return the call, not yet sent");
    return new ApiShape.OperationShape(
        operation.getOperationId(),
        JavaText.templateLines(javadoc),
        annotations,
        answer.type(),
        lines,
        uses);
  }

  private String methodAnnotation(
      String method, String path, boolean hasBody, String location, Set<String> uses) {
    if (WITHOUT_BODY.contains(method) && hasBody) {
      errors.add(location, "has a body, which OkHttp does not send", "remove its requestBody");
    }
    boolean hasOwnAnnotation =
        WITH_BODY.contains(method)
            || WITHOUT_BODY.contains(method)
            || (method.equals("DELETE") && !hasBody);
    String literal = JavaText.literal(path);
    uses.add("retrofit2.http." + (hasOwnAnnotation ? method : "HTTP"));
    return hasOwnAnnotation
        ? "@" + method + "(" + literal + ")"
        : "@HTTP(method = \"" + method + "\", path = " + literal + ", hasBody = " + hasBody + ")";
  }

  private static List<String> javadoc(
      String path, PathItem.HttpMethod method, Operation operation) {
    List<String> lines =
        new ArrayList<>(JavaText.javadoc(operation.getSummary(), method + " " + path));
    String more = operation.getDescription();
    if (more != null && !more.isBlank() && !more.equals(operation.getSummary())) {
      List<String> described = JavaText.javadoc(more, "");
      lines.add("");
      lines.add("<p>" + described.get(0));
      lines.addAll(described.subList(1, described.size()));
    }
    lines.add("");
    return lines;
  }

  private static String uniqueName(String name, Set<String> usedNames) {
    String candidate = JavaNames.component(name);
    String base = candidate.isEmpty() ? "value" : candidate;
    String unique = base;
    for (int i = 2; !usedNames.add(unique); i++) {
      unique = base + i;
    }
    return unique;
  }
}
