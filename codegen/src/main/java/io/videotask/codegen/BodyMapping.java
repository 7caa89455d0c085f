package io.videotask.codegen;

import static io.videotask.codegen.SchemaKinds.orEmpty;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.utils.ModelUtils;

/** Maps the request and response bodies of an operation to Java types. */
final class BodyMapping {
  /** The encoding of a request body, which determines the method's annotation. */
  enum Form {
    NONE,
    PLAIN,
    MULTIPART,
    URL_ENCODED
  }

  /** A request body as method parameters. */
  record Request(Form form, List<ParameterShape> parameters) {}

  /** The response body type {@code T} in {@code Call<T>}. */
  record Answer(String type, boolean streamed, Set<String> uses) {}

  private static final String REQUEST_BODY = "okhttp3.RequestBody";

  private final OpenAPI document;
  private final SchemaTypes types;
  private final SpecErrors errors;

  BodyMapping(OpenAPI document, SchemaTypes types, SpecErrors errors) {
    this.document = document;
    this.types = types;
    this.errors = errors;
  }

  Request request(Operation operation, String location) {
    RequestBody body = ModelUtils.getReferencedRequestBody(document, operation.getRequestBody());
    if (body == null || orEmpty(body.getContent()).isEmpty()) {
      return new Request(Form.NONE, List.of());
    }
    String description = JavaText.javadocLine(body.getDescription(), "the body");
    MediaType json = json(body.getContent());
    if (json != null) {
      JavaType type = types.typeOf(json.getSchema(), location + ", request body");
      return plain(type.name(), description, JavaType.imports(List.of(type)));
    }
    for (Map.Entry<String, MediaType> media : body.getContent().entrySet()) {
      String kind = media.getKey().toLowerCase(Locale.ROOT);
      if (kind.startsWith("multipart/form-data")) {
        return new Request(Form.MULTIPART, parts(media.getValue().getSchema()));
      }
      if (kind.startsWith("application/x-www-form-urlencoded")) {
        return new Request(Form.URL_ENCODED, fields(media.getValue().getSchema(), location));
      }
    }
    return plain("RequestBody", description, List.of(REQUEST_BODY));
  }

  /** Returns the body of the first 2xx response that has one, otherwise of the default response. */
  Answer answer(Operation operation, String location) {
    Map<String, ApiResponse> responses = orEmpty(operation.getResponses());
    boolean succeeds = responses.keySet().stream().anyMatch(code -> code.startsWith("2"));
    for (Map.Entry<String, ApiResponse> entry : responses.entrySet()) {
      boolean applies =
          succeeds ? entry.getKey().startsWith("2") : entry.getKey().equals("default");
      ApiResponse response = ModelUtils.getReferencedApiResponse(document, entry.getValue());
      Content content = response.getContent();
      if (!applies || orEmpty(content).isEmpty()) {
        continue;
      }
      MediaType json = json(content);
      if (json == null || isBinary(json.getSchema())) {
        return new Answer(
            "ResponseBody", true, Set.of("okhttp3.ResponseBody", "retrofit2.http.Streaming"));
      }
      JavaType type = types.typeOf(json.getSchema(), location + ", response " + entry.getKey());
      return new Answer(type.name(), false, JavaType.imports(List.of(type)));
    }
    return new Answer("Void", false, Set.of());
  }

  private static Request plain(String type, String description, Collection<String> imports) {
    Set<String> uses = new HashSet<>(imports);
    uses.add("retrofit2.http.Body");
    return new Request(
        Form.PLAIN, List.of(new ParameterShape("@Body", "body", type, true, description, uses)));
  }

  /** Text parts are RequestBody as well: Moshi would encode a String with quotes. */
  private List<ParameterShape> parts(@Nullable Schema<?> schema) {
    List<ParameterShape> parts = new ArrayList<>();
    if (schema == null) {
      return parts;
    }
    Set<String> required = requiredOf(schema);
    types
        .properties(schema)
        .forEach(
            (name, part) -> {
              boolean isArray = SchemaKinds.type(part).equals("array");
              boolean isFile = isBinary(part);
              Set<String> uses = new HashSet<>(Set.of("retrofit2.http.Part"));
              if (isArray) {
                uses.add("java.util.List");
              }
              boolean asPart = isFile || isArray;
              uses.add(asPart ? "okhttp3.MultipartBody" : REQUEST_BODY);
              String type = asPart ? "MultipartBody.Part" : "RequestBody";
              parts.add(
                  new ParameterShape(
                      asPart ? "@Part" : "@Part(" + JavaText.literal(name) + ")",
                      name,
                      isArray ? "List<MultipartBody.Part>" : type,
                      required.contains(name),
                      JavaText.javadocLine(part.getDescription(), "the part " + name),
                      uses));
            });
    return parts;
  }

  private List<ParameterShape> fields(@Nullable Schema<?> schema, String location) {
    List<ParameterShape> fields = new ArrayList<>();
    if (schema == null) {
      return fields;
    }
    Set<String> required = requiredOf(schema);
    types
        .properties(schema)
        .forEach(
            (name, field) -> {
              String fieldLocation = location + ", field '" + name + "'";
              JavaType type = types.typeOf(field, fieldLocation);
              if (!types.isPlainText(field, type)) {
                errors.add(
                    fieldLocation, "is not one plain value", "describe it as `type: string`");
              }
              Set<String> uses = new HashSet<>(JavaType.imports(List.of(type)));
              uses.add("retrofit2.http.Field");
              fields.add(
                  new ParameterShape(
                      "@Field(" + JavaText.literal(name) + ")",
                      name,
                      type.name(),
                      required.contains(name),
                      JavaText.javadocLine(field.getDescription(), "the field " + name),
                      uses));
            });
    return fields;
  }

  private Set<String> requiredOf(Schema<?> schema) {
    Schema<?> resolved = ModelUtils.getReferencedSchema(document, schema);
    return Set.copyOf(orEmpty(resolved.getRequired()));
  }

  private static @Nullable MediaType json(Content content) {
    for (Map.Entry<String, MediaType> media : content.entrySet()) {
      String kind = media.getKey().toLowerCase(Locale.ROOT).replaceFirst("\\s*;.*", "");
      if (kind.equals("application/json") || kind.endsWith("+json") || kind.endsWith("/*")) {
        return media.getValue();
      }
    }
    return null;
  }

  private static boolean isBinary(@Nullable Schema<?> schema) {
    return schema != null
        && ("binary".equals(schema.getFormat())
            || (SchemaKinds.type(schema).equals("array") && isBinary(schema.getItems())));
  }
}
