package io.videotask.codegen;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes which kind of task a request creates, for gateways that are asked by kind and id. */
final class KindWriter {
  private final JavaLines java;
  private final RequestConditions conditions;
  private final Patterns patterns;

  KindWriter(JavaLines java, RequestConditions conditions, Patterns patterns) {
    this.java = java;
    this.conditions = conditions;
    this.patterns = patterns;
  }

  /**
   * @param section the section {@code kind}; null for none
   */
  void write(@Nullable MappingNode section) {
    if (section == null) {
      return;
    }
    java.override("public boolean hasKinds()").add("return true;").end();
    String nullable = java.type("org.jspecify.annotations.Nullable");
    String values = java.type(JavaNames.spi("RequestValues"));
    java.override("public @" + nullable + " String kindOf(" + values + " request)");
    for (MappingNode entry : section.list()) {
      Map<String, MappingNode> keys =
          entry.isObject() ? entry.entries("value") : Map.of("value", entry);
      MappingNode value = keys.getOrDefault("value", entry);
      String condition = conditions.of(keys.get("when"), keys.get("unless"), List.of());
      String expression = expression(value, keys.get("match"));
      if (condition != null) {
        java.add("if (" + condition + ") {").add("return " + expression + ";").end();
        continue;
      }
      java.add("return " + expression + ";").end();
      writeUsual(nullable, value.text().startsWith("$") ? null : expression);
      return;
    }
    java.add("return null;").end();
  }

  private void writeUsual(String nullable, @Nullable String usual) {
    if (usual != null) {
      java.override("public @" + nullable + " String usualKind()")
          .add("return " + usual + ";")
          .end();
    }
  }

  private String expression(MappingNode value, @Nullable MappingNode match) {
    if (!value.text().startsWith("$")) {
      return JavaText.literal(value.text());
    }
    if (!value.text().equals("$model")) {
      value.error("a kind is a text or $model", "write one of them");
    }
    return match == null
        ? "request.modelName()"
        : java.type(JavaNames.spi("MappedTexts"))
            + ".part(request.modelName(), "
            + patterns.constantWithGroup(match)
            + ")";
  }
}
