package io.videotask.codegen;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes where an answer has the vendor's id of the request, and what its headers say. */
final class FailureFactsWriter {
  private final SchemaPaths paths;
  private final JavaLines java;
  private final List<String> schemas;

  /**
   * @param schemas the objects that an answer may be; one of them must have the field
   */
  FailureFactsWriter(SchemaPaths paths, JavaLines java, List<String> schemas) {
    this.paths = paths;
    this.java = java;
    this.schemas = schemas;
  }

  void write(Map<String, MappingNode> answer) {
    MappingNode ids = answer.get("requestId");
    if (ids != null) {
      checkPaths(ids);
      list("requestIdFields", ids);
    }
    MappingNode retryAfter = answer.get("retryAfter");
    if (retryAfter != null) {
      checkPaths(retryAfter);
    }
    MappingNode node = answer.get("headers");
    Map<String, MappingNode> headers = node == null ? Map.of() : node.entries("headersOfAnswer");
    MappingNode requestId = headers.get("requestId");
    if (requestId != null) {
      list("requestIdHeaders", requestId);
    }
    header("retryableHeader", headers.get("retryable"));
    header("retryAfterHeader", headers.get("retryAfter"));
    MappingNode costs = answer.get("cost");
    for (MappingNode cost : costs == null ? List.<MappingNode>of() : costs.list()) {
      cost(cost);
    }
  }

  private void checkPaths(MappingNode fields) {
    for (MappingNode path : fields.list()) {
      if (schemas.stream().noneMatch(schema -> paths.exists(schema, path.text()))) {
        paths.resolve(schemas.get(0), path.text(), path); // reports what there is instead
      }
    }
  }

  /** Returns the costs that are in an answer's body; the others are in headers. */
  static List<MappingNode> costsOfBodies(List<MappingNode> costs) {
    return costs.stream()
        .filter(cost -> !cost.isObject() || !cost.entries("cost").containsKey("header"))
        .toList();
  }

  private void cost(MappingNode cost) {
    Map<String, MappingNode> keys = cost.isObject() ? cost.entries("cost") : Map.of();
    MappingNode header = keys.get("header");
    if (header == null) {
      return;
    }
    MappingNode unit = keys.get("unit");
    if (unit == null || keys.size() > 2) {
      cost.error(
          "a cost in a header needs its unit, and nothing else",
          "write `{header: NAME, unit: UNIT}`");
      return;
    }
    header("costHeader", header);
    header("costHeaderUnit", unit);
  }

  private void header(String method, @Nullable MappingNode name) {
    if (name != null) {
      java.override(
              "public @"
                  + java.type("org.jspecify.annotations.Nullable")
                  + " String "
                  + method
                  + "()")
          .add("return " + JavaText.literal(name.text()) + ";")
          .end();
    }
  }

  private void list(String method, MappingNode node) {
    List<String> texts = node.list().stream().map(MappingNode::text).toList();
    java.override("public " + java.type("java.util.List") + "<String> " + method + "()")
        .add("return List.of(" + JavaText.literals(texts) + ");")
        .end();
  }
}
