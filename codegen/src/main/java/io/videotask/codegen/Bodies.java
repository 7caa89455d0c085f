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

/** What an operation sends and what it answers. */
final class Bodies {
  /** How a request body travels; the annotation stands on the method. */
  enum Form {
    NONE,
    PLAIN,
    MULTIPART,
    URL_ENCODED
  }

  /** A request body as parameters. */
  record Request(Form form, List<ParameterShape> parameters) {}

  /** The T of {@code Call<T>}. */
  record Answer(String type, boolean streamed, Set<String> uses) {}

  private static final String REQUEST_BODY = "okhttp3.RequestBody";

  private final OpenAPI document;
  private final SchemaTypes types;
  private final Refusals refusals;

  Bodies(OpenAPI document, SchemaTypes types, Refusals refusals) {
    this.document = document;
    this.types = types;
    this.refusals = refusals;
  }

  Request request(Operation operation, String where) {
    RequestBody body = ModelUtils.getReferencedRequestBody(document, operation.getRequestBody());
    if (body == null || orEmpty(body.getContent()).isEmpty()) {
      return new Request(Form.NONE, List.of());
    }
    String remark = JavaText.javadocLine(body.getDescription(), "the body");
    MediaType json = json(body.getContent());
    if (json != null) {
      JavaType type = types.typeOf(json.getSchema(), where + ", request body");
      return plain(type.name(), remark, JavaType.imports(List.of(type)));
    }
    for (Map.Entry<String, MediaType> media : body.getContent().entrySet()) {
      String kind = media.getKey().toLowerCase(Locale.ROOT);
      if (kind.startsWith("multipart/form-data")) {
        return new Request(Form.MULTIPART, parts(media.getValue().getSchema()));
      }
      if (kind.startsWith("application/x-www-form-urlencoded")) {
        return new Request(Form.URL_ENCODED, fields(media.getValue().getSchema(), where));
      }
    }
    return plain("RequestBody", remark, List.of(REQUEST_BODY));
  }

  /** The first 2xx answer that has a body, else the default answer. */
  Answer answer(Operation operation, String where) {
    Map<String, ApiResponse> responses = orEmpty(operation.getResponses());
    boolean succeeds = responses.keySet().stream().anyMatch(code -> code.startsWith("2"));
    for (Map.Entry<String, ApiResponse> entry : responses.entrySet()) {
      boolean counts = succeeds ? entry.getKey().startsWith("2") : entry.getKey().equals("default");
      ApiResponse response = ModelUtils.getReferencedApiResponse(document, entry.getValue());
      Content content = response.getContent();
      if (!counts || orEmpty(content).isEmpty()) {
        continue;
      }
      MediaType json = json(content);
      if (json == null || isBinary(json.getSchema())) {
        return new Answer(
            "ResponseBody", true, Set.of("okhttp3.ResponseBody", "retrofit2.http.Streaming"));
      }
      JavaType type = types.typeOf(json.getSchema(), where + ", response " + entry.getKey());
      return new Answer(type.name(), false, JavaType.imports(List.of(type)));
    }
    return new Answer("Void", false, Set.of());
  }

  private static Request plain(String type, String remark, Collection<String> imports) {
    Set<String> uses = new HashSet<>(imports);
    uses.add("retrofit2.http.Body");
    return new Request(
        Form.PLAIN, List.of(new ParameterShape("@Body", "body", type, true, remark, uses)));
  }

  /** A text part is a RequestBody too: a String would go through Moshi and come out quoted. */
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
              boolean many = SchemaKinds.type(part).equals("array");
              boolean file = isBinary(part);
              Set<String> uses = new HashSet<>(Set.of("retrofit2.http.Part"));
              if (many) {
                uses.add("java.util.List");
              }
              boolean asPart = file || many;
              uses.add(asPart ? "okhttp3.MultipartBody" : REQUEST_BODY);
              String type = asPart ? "MultipartBody.Part" : "RequestBody";
              parts.add(
                  new ParameterShape(
                      asPart ? "@Part" : "@Part(" + JavaText.literal(name) + ")",
                      name,
                      many ? "List<MultipartBody.Part>" : type,
                      required.contains(name),
                      JavaText.javadocLine(part.getDescription(), "the part " + name),
                      uses));
            });
    return parts;
  }

  private List<ParameterShape> fields(@Nullable Schema<?> schema, String where) {
    List<ParameterShape> fields = new ArrayList<>();
    if (schema == null) {
      return fields;
    }
    Set<String> required = requiredOf(schema);
    types
        .properties(schema)
        .forEach(
            (name, field) -> {
              String at = where + ", field '" + name + "'";
              JavaType type = types.typeOf(field, at);
              if (!types.isPlainText(field, type)) {
                refusals.add(at, "is not one plain value", "describe it as `type: string`");
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
    Schema<?> meant = ModelUtils.getReferencedSchema(document, schema);
    return Set.copyOf(orEmpty(meant.getRequired()));
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
