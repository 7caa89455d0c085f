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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.utils.ModelUtils;

/**
 * The wire contract of a document, as one fact per line: operations, parameters, bodies, schemas
 * and fields. Equivalent OpenAPI 3.0 and 3.1 documents have equal facts.
 */
final class Contract {
  static final String IN_REQUESTS = " in requests";
  static final String IN_ANSWERS = " in answers";

  private final OpenAPI document;
  private final Map<String, Schema<?>> schemas;
  private final SortedMap<String, String> facts = new TreeMap<>();
  private final Set<String> requestSchemas = new TreeSet<>();
  private final Set<String> responseSchemas = new TreeSet<>();

  private Contract(OpenAPI document) {
    this.document = document;
    this.schemas = SchemaKinds.typed(ModelUtils.getSchemas(document));
  }

  /** Returns the facts of a document with named inline schemas and operationIds. */
  static SortedMap<String, String> of(OpenAPI document) {
    Contract contract = new Contract(document);
    orEmpty(document.getPaths())
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            contract.operation(method + " " + path, item, operation)));
    contract.schemas.forEach(contract::schema);
    return contract.facts;
  }

  private void operation(String location, PathItem item, Operation operation) {
    facts.put("operation " + location, String.valueOf(operation.getOperationId()));
    List<Parameter> parameters = new ArrayList<>(orEmpty(item.getParameters()));
    parameters.addAll(orEmpty(operation.getParameters()));
    for (Parameter reference : parameters) {
      Parameter parameter = ModelUtils.getReferencedParameter(document, reference);
      markReachable(parameter.getSchema(), requestSchemas);
      facts.put(
          "parameter " + location + " " + parameter.getIn() + " " + parameter.getName(),
          describe(parameter.getSchema()) + required(parameter.getRequired()));
    }
    RequestBody body = ModelUtils.getReferencedRequestBody(document, operation.getRequestBody());
    if (body != null) {
      content(
          "request " + location, body.getContent(), required(body.getRequired()), requestSchemas);
    }
    orEmpty(operation.getResponses())
        .forEach(
            (status, reference) -> {
              ApiResponse answer = ModelUtils.getReferencedApiResponse(document, reference);
              content(
                  "answer " + location + " " + status, answer.getContent(), "", responseSchemas);
            });
  }

  private void content(
      String location, @Nullable Content content, String remark, Set<String> direction) {
    if (content == null || content.isEmpty()) {
      facts.put(location, "no body");
      return;
    }
    content.forEach(
        (type, media) -> {
          markReachable(schemaOf(media), direction);
          facts.put(location + " " + type, describe(schemaOf(media)) + remark);
        });
  }

  private static @Nullable Schema<?> schemaOf(MediaType media) {
    return media.getSchema();
  }

  /** Marks all named schemas that are reachable from here. */
  private void markReachable(@Nullable Schema<?> schema, Set<String> direction) {
    if (schema == null) {
      return;
    }
    String name = SchemaKinds.referenced(schema);
    if (name != null) {
      if (direction.add(name)) {
        markReachable(schemas.get(name), direction);
      }
      return;
    }
    parts(schema).forEach(part -> markReachable(part, direction));
  }

  private static List<Schema<?>> parts(Schema<?> schema) {
    List<Schema<?>> parts = new ArrayList<>(SchemaKinds.ownProperties(schema).values());
    parts.addAll(SchemaKinds.allOf(schema));
    parts.addAll(SchemaKinds.alternatives(schema));
    if (schema.getItems() != null) {
      parts.add(schema.getItems());
    }
    if (schema.getAdditionalProperties() instanceof Schema<?> values) {
      parts.add(values);
    }
    return parts;
  }

  private void schema(String name, Schema<?> schema) {
    facts.put(
        "schema " + name,
        describe(schema)
            + (requestSchemas.contains(name) ? IN_REQUESTS : "")
            + (responseSchemas.contains(name) ? IN_ANSWERS : ""));
    fields(name, schema);
  }

  private void fields(String name, Schema<?> schema) {
    for (Schema<?> part : SchemaKinds.allOf(schema)) {
      fields(name, part);
    }
    SchemaKinds.ownProperties(schema)
        .forEach(
            (property, type) ->
                facts.put(
                    "field " + name + " " + property,
                    describe(type)
                        + required(orEmpty(schema.getRequired()).contains(property))
                        + (isNullable(type) ? ", nullable" : "")));
  }

  private static String required(@Nullable Boolean required) {
    return Boolean.TRUE.equals(required) ? ", required" : "";
  }

  private static boolean isNullable(Schema<?> schema) {
    return Boolean.TRUE.equals(schema.getNullable())
        || (schema.getTypes() != null && schema.getTypes().contains("null"));
  }

  private static String describe(@Nullable Schema<?> schema) {
    if (schema == null) {
      return "anything";
    }
    String name = SchemaKinds.referenced(schema);
    if (name != null) {
      return name;
    }
    if (SchemaKinds.isUnion(schema)) {
      return join("one of (", SchemaKinds.alternatives(schema), ")");
    }
    if (!SchemaKinds.allOf(schema).isEmpty()) {
      return join("all of (", SchemaKinds.allOf(schema), ")");
    }
    String type = SchemaKinds.type(schema);
    if (type.equals("array")) {
      return "[" + describe(schema.getItems()) + "]";
    }
    Schema<?> values = SchemaKinds.mapValues(schema);
    if (values != null) {
      return "{" + describe(values) + "}";
    }
    List<?> enumValues = SchemaKinds.listedValues(schema);
    return (type.isEmpty() ? "anything" : type)
        + (schema.getFormat() == null ? "" : " " + schema.getFormat())
        + (enumValues.isEmpty() ? "" : " of " + enumValues);
  }

  private static String join(String before, List<Schema<?>> schemas, String after) {
    return schemas.stream()
        .map(Contract::describe)
        .sorted()
        .collect(Collectors.joining(", ", before, after));
  }
}
