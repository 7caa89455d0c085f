package io.videotask.codegen;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes by what a fake gateway tells a request for many tasks. */
final class ManyRequestWriter {
  private static final String IDS = "$ids";

  private final JavaLines java;

  ManyRequestWriter(JavaLines java) {
    this.java = java;
  }

  /**
   * An operation that asks for many tasks.
   *
   * @param name its name, with a variant's
   */
  record Many(String name, MappingNode node) {}

  /** Returns the request as an expression. */
  String expression(@Nullable Many many) {
    if (many == null) {
      return "null";
    }
    Map<String, MappingNode> keys = many.node().entries("many");
    MappingNode with = keys.get("with");
    MappingNode body = keys.get("body");
    String ids = body != null && body.textOfAll().contains(IDS) ? "" : null;
    Map<String, String> fixed = new TreeMap<>();
    if (with != null) {
      for (Map.Entry<String, MappingNode> parameter : with.entries().entrySet()) {
        String value = parameter.getValue().text();
        if (parameter.getValue().textOfAll().contains(IDS)) {
          ids = parameter.getKey();
        } else if (!value.startsWith("$")) {
          fixed.put(parameter.getKey(), value);
        }
      }
    }
    StringBuilder entries = new StringBuilder();
    fixed.forEach(
        (name, value) ->
            entries
                .append(entries.isEmpty() ? "" : ", ")
                .append(JavaText.literal(name))
                .append(", ")
                .append(JavaText.literal(value)));
    return "new "
        + java.type(JavaNames.spi("AnswerTemplates"))
        + ".ManyRequest("
        + JavaText.literal(many.name())
        + ", "
        + JavaText.literalOrNull(ids)
        + ", Map.of("
        + entries
        + "))";
  }
}
