package io.videotask.codegen;

import static io.videotask.codegen.SchemaKinds.orEmpty;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Visits every schema of a document once. */
final class SchemaWalk {
  private final Set<Schema<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Consumer<Schema<?>> visitor;

  private SchemaWalk(Consumer<Schema<?>> visitor) {
    this.visitor = visitor;
  }

  static void visit(OpenAPI document, Consumer<Schema<?>> visitor) {
    SchemaWalk walk = new SchemaWalk(visitor);
    Components components = document.getComponents();
    if (components != null) {
      SchemaKinds.typed(components.getSchemas()).values().forEach(walk::schema);
      orEmpty(components.getParameters()).values().forEach(walk::parameter);
      orEmpty(components.getRequestBodies()).values().forEach(walk::body);
      orEmpty(components.getResponses()).values().forEach(walk::response);
    }
    for (PathItem item : orEmpty(document.getPaths()).values()) {
      orEmpty(item.getParameters()).forEach(walk::parameter);
      item.readOperations().forEach(walk::operation);
    }
  }

  private void operation(Operation operation) {
    orEmpty(operation.getParameters()).forEach(this::parameter);
    body(operation.getRequestBody());
    orEmpty(operation.getResponses()).values().forEach(this::response);
  }

  private void parameter(Parameter parameter) {
    schema(parameter.getSchema());
    content(parameter.getContent());
  }

  private void body(@Nullable RequestBody body) {
    if (body != null) {
      content(body.getContent());
    }
  }

  private void response(ApiResponse response) {
    content(response.getContent());
  }

  private void content(@Nullable Content content) {
    orEmpty(content).values().forEach(media -> schema(media.getSchema()));
  }

  private void schema(@Nullable Schema<?> schema) {
    if (schema == null || !seen.add(schema)) {
      return;
    }
    visitor.accept(schema);
    SchemaKinds.ownProperties(schema).values().forEach(this::schema);
    schema(schema.getItems());
    if (schema.getAdditionalProperties() instanceof Schema<?> values) {
      schema(values);
    }
    SchemaKinds.allOf(schema).forEach(this::schema);
    SchemaKinds.alternatives(schema).forEach(this::schema);
  }
}
