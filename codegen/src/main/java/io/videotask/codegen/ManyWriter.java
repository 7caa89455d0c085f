package io.videotask.codegen;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes how one request asks for many tasks. */
final class ManyWriter {
  private static final String MANY = "many";

  private final JavaLines java;
  private final OperationWriter writer;
  private final Variants variants;
  private final Patterns patterns;

  ManyWriter(JavaLines java, OperationWriter writer, Variants variants, Patterns patterns) {
    this.java = java;
    this.writer = writer;
    this.variants = variants;
    this.patterns = patterns;
  }

  /**
   * @param usual the operation of tasks without a variant; null for none
   */
  void write(@Nullable MappingNode usual) {
    Map<String, @Nullable MappingNode> ofVariants = new LinkedHashMap<>();
    for (Variants.Variant variant : variants.all()) {
      MappingNode own = variant.operations().get(MANY);
      String condition = variant.ofReference(patterns, own);
      if (condition == null) {
        continue;
      }
      if (own != null || usual != null) {
        // Tasks of a variant are not asked for as the others are.
        if (own != null || !ofVariants.containsKey(condition)) {
          ofVariants.put(condition, own);
        }
      }
    }
    if (usual == null && ofVariants.values().stream().allMatch(node -> node == null)) {
      return;
    }
    String nullable = java.type("org.jspecify.annotations.Nullable");
    java.override(
            "public @%s %s queryMany(%s retrofit, %s<String> ids, String referenceId)"
                .formatted(
                    nullable,
                    java.type("okhttp3.Request"),
                    java.type("retrofit2.Retrofit"),
                    java.type("java.util.List")))
        .add("String id = wireId(referenceId);");
    ofVariants.forEach(
        (condition, node) -> {
          java.add("if (" + condition + ") {");
          request(node);
          java.end();
        });
    request(usual);
    java.end();
    java.override(
            "public @"
                + nullable
                + " "
                + java.type(JavaNames.spi("TaskGroup"))
                + " group(String referenceId)")
        .add("String id = wireId(referenceId);");
    ofVariants.forEach(
        (condition, node) ->
            java.add("if (" + condition + ") {").add("return " + group(node) + ";").end());
    java.add("return " + group(usual) + ";").end();
  }

  private void request(@Nullable MappingNode node) {
    if (node == null) {
      java.add("return null;");
    } else {
      writer.request(node, MANY, "");
    }
  }

  private String group(@Nullable MappingNode node) {
    if (node == null) {
      return "null";
    }
    Map<String, MappingNode> keys = node.entries(MANY);
    MappingNode rows = keys.get("rows");
    if (rows == null) {
      node.error("`rows` is missing", "name the field with the list of tasks");
      return "null";
    }
    writer.checkPaths(node, MANY, "rows", true);
    MappingNode most = keys.get("most");
    if (most == null || !most.text().matches("[1-9][0-9]{1,2}")) {
      (most == null ? node : most)
          .error(
              most == null ? "`most` is missing" : "`" + most.text() + "` is no number of tasks",
              "write how many a request asks for, 10 to 999");
      return "null";
    }
    String every = Seconds.of(keys.get("every"), 3, "1s", java);
    if (every == null && keys.containsKey("every")) {
      return "null";
    }
    MappingNode ends = keys.get("ends");
    if (ends != null && !ends.text().equals("alone")) {
      ends.error("`" + ends.text() + "` says nothing about ends", "write `alone`, or remove it");
    }
    return "new "
        + java.type(JavaNames.spi("TaskGroup"))
        + "("
        + JavaText.literal(keys.getOrDefault("call", rows).text() + " " + rows.text())
        + ", "
        + JavaText.literal(rows.text())
        + ", "
        + most.text()
        + ", "
        + (every == null ? java.type("java.time.Duration") + ".ZERO" : every)
        + ", "
        + (ends != null)
        + ")";
  }
}
