package io.videotask.codegen;

import static io.videotask.codegen.SchemaKinds.orEmpty;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.utils.ModelUtils;

/** The operations of a spec, as a mapping refers to them. */
final class GatewaySpec {
  private final OpenAPI document;
  private final SchemaTypes types;
  private final Map<String, MappedOperation> operations = new LinkedHashMap<>();

  /**
   * @param apiNames the interface's class of a tag
   */
  GatewaySpec(OpenAPI document, SchemaTypes types, UnaryOperator<String> apiNames) {
    this.document = document;
    this.types = types;
    RequestParameters parameters = new RequestParameters(document, types, new SpecErrors());
    orEmpty(document.getPaths())
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) -> {
                          MappedOperation mapped =
                              operation(path, item, method, operation, parameters, apiNames);
                          operations.put(mapped.method(), mapped);
                        }));
  }

  /**
   * An operation.
   *
   * @param method the method of the generated interface
   * @param api the generated interface
   * @param path such as {@code GET /v1/videos/{id}?variant={variant}}
   * @param body the schema of the request's body; null for none
   * @param answer the schema of the answer; null for none
   * @param error the schema of an error's body; null for none
   * @param statuses the HTTP statuses that it answers with, such as {@code 404}
   */
  record MappedOperation(
      String method,
      String api,
      String path,
      List<MappedParameter> parameters,
      @Nullable String body,
      @Nullable String answer,
      @Nullable String error,
      Set<String> statuses) {}

  /** A parameter of an operation, in the order of the generated method. */
  record MappedParameter(String name, String type, boolean required) {}

  Map<String, MappedOperation> operations() {
    return operations;
  }

  private MappedOperation operation(
      String path,
      PathItem item,
      PathItem.HttpMethod method,
      Operation operation,
      RequestParameters parameters,
      UnaryOperator<String> apiNames) {
    List<Parameter> declared =
        parameters.effective(orEmpty(item.getParameters()), orEmpty(operation.getParameters()));
    List<MappedParameter> mapped = new ArrayList<>();
    StringBuilder text = new StringBuilder(method + " " + path);
    for (Parameter parameter : declared) {
      boolean query = "query".equals(parameter.getIn());
      if (query) {
        text.append(text.indexOf("?") < 0 ? '?' : '&')
            .append(parameter.getName())
            .append("={")
            .append(parameter.getName())
            .append('}');
      }
      String type =
          parameters.shapes(List.of(parameter), "").stream()
              .map(ParameterShape::type)
              .findFirst()
              .orElse("String");
      boolean required =
          "path".equals(parameter.getIn()) || Boolean.TRUE.equals(parameter.getRequired());
      mapped.add(new MappedParameter(parameter.getName(), type, required));
    }
    List<String> tags = orEmpty(operation.getTags());
    RequestBody body = ModelUtils.getReferencedRequestBody(document, operation.getRequestBody());
    return new MappedOperation(
        operation.getOperationId(),
        apiNames.apply(tags.isEmpty() ? "default" : tags.get(0)),
        text.toString(),
        mapped,
        body == null ? null : schema(body.getContent()),
        answer(operation, true),
        answer(operation, false),
        orEmpty(operation.getResponses()).keySet());
  }

  private @Nullable String answer(Operation operation, boolean success) {
    for (Map.Entry<String, ApiResponse> entry : orEmpty(operation.getResponses()).entrySet()) {
      if (entry.getKey().startsWith("2") == success) {
        ApiResponse response = ModelUtils.getReferencedApiResponse(document, entry.getValue());
        String schema = schema(response.getContent());
        if (schema != null) {
          return schema;
        }
      }
    }
    return null;
  }

  private @Nullable String schema(@Nullable Content content) {
    for (Map.Entry<String, MediaType> media : orEmpty(content).entrySet()) {
      Schema<?> schema = media.getValue().getSchema();
      String name = schema == null ? null : SchemaKinds.referenced(schema);
      if (media.getKey().contains("json") && name != null && types.isRecord(name)) {
        return name;
      }
    }
    return null;
  }
}
