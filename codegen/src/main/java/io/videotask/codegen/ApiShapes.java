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

/** Turns the paths of a document into Retrofit interfaces, one for each tag. */
final class ApiShapes {
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

  private final RequestParameters parameters;
  private final Bodies bodies;
  private final UnaryOperator<String> classNames;
  private final Refusals refusals;

  ApiShapes(
      OpenAPI document, SchemaTypes types, UnaryOperator<String> classNames, Refusals refusals) {
    this.parameters = new RequestParameters(document, types, refusals);
    this.bodies = new Bodies(document, types, refusals);
    this.classNames = classNames;
    this.refusals = refusals;
  }

  /** The interfaces by class name; operationIds must already be method names. */
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
          refuseEqualNames(className, operations);
          String tags = String.join(", ", tagsByClass.getOrDefault(className, Set.of()));
          apis.put(className, new ApiShape(className, tags, operations));
        });
    return apis;
  }

  private void refuseEqualNames(String className, List<ApiShape.OperationShape> operations) {
    Set<String> names = new HashSet<>();
    for (ApiShape.OperationShape operation : operations) {
      if (!names.add(operation.name())) {
        refusals.add(
            "operation '" + operation.name() + "'",
            "is there twice in " + className,
            "give one another operationId, or add `operationIdNameMappings: {ID: NAME}` to the"
                + " config file");
      }
    }
  }

  private ApiShape.OperationShape shape(
      String path, PathItem item, PathItem.HttpMethod method, Operation operation) {
    String where = "operation " + method + " " + path;
    List<Parameter> declared =
        parameters.effective(orEmpty(item.getParameters()), orEmpty(operation.getParameters()));
    Bodies.Request request = bodies.request(operation, where);
    Bodies.Answer answer = bodies.answer(operation, where);
    Set<String> uses = new HashSet<>(answer.uses());
    List<ParameterShape> all = new ArrayList<>(parameters.shapes(declared, where));
    all.addAll(request.parameters());

    List<String> annotations = new ArrayList<>();
    if (answer.streamed()) {
      annotations.add("@Streaming");
    }
    boolean hasBody = request.form() != Bodies.Form.NONE;
    String form =
        switch (request.form()) {
          case MULTIPART -> "Multipart";
          case URL_ENCODED -> "FormUrlEncoded";
          default -> "";
        };
    // Retrofit refuses a form without a single field
    if (!form.isEmpty() && !request.parameters().isEmpty()) {
      annotations.add("@" + form);
      uses.add("retrofit2.http." + form);
    }
    annotations.add(
        methodAnnotation(
            method.name(), parameters.retrofitPath(path, declared, where), hasBody, where, uses));

    List<String> javadoc = javadoc(path, method, operation);
    List<ApiShape.Parameter> lines = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ParameterShape parameter : all) {
      String name = uniqueName(parameter.name(), names);
      uses.addAll(parameter.uses());
      if (!parameter.required()) {
        uses.add("org.jspecify.annotations.Nullable");
      }
      javadoc.add("@param " + name + " " + parameter.description());
      boolean last = lines.size() == all.size() - 1;
      lines.add(new ApiShape.Parameter(parameter.declaration(name), last ? "" : ","));
    }
    javadoc.add("@return the call, not yet sent");
    return new ApiShape.OperationShape(
        operation.getOperationId(),
        JavaText.behindAsterisk(javadoc),
        annotations,
        answer.type(),
        lines,
        uses);
  }

  private String methodAnnotation(
      String method, String path, boolean hasBody, String where, Set<String> uses) {
    if (WITHOUT_BODY.contains(method) && hasBody) {
      refusals.add(where, "has a body, which OkHttp does not send", "remove its requestBody");
    }
    boolean plain =
        WITH_BODY.contains(method)
            || WITHOUT_BODY.contains(method)
            || (method.equals("DELETE") && !hasBody);
    String literal = JavaText.literal(path);
    uses.add("retrofit2.http." + (plain ? method : "HTTP"));
    return plain
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

  private static String uniqueName(String name, Set<String> taken) {
    String wanted = JavaNames.component(name);
    String base = wanted.isEmpty() ? "value" : wanted;
    String unique = base;
    for (int i = 2; !taken.add(unique); i++) {
      unique = base + i;
    }
    return unique;
  }
}
