package io.videotask.codegen;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes the methods of an adapter that concern its operations. */
final class GatewayMethods {
  private static final String REQUEST = "okhttp3.Request";
  private static final String RETROFIT = "retrofit2.Retrofit";
  private static final String NULLABLE = "org.jspecify.annotations.Nullable";

  private final JavaLines java;
  private final Variants variants;
  private final OperationWriter writer;
  private final Set<String> fields = new TreeSet<>();

  GatewayMethods(
      GatewaySpec spec,
      SchemaPaths paths,
      JavaLines java,
      Variants variants,
      RequestConditions conditions) {
    this.java = java;
    this.variants = variants;
    this.writer = new OperationWriter(spec, paths, conditions, java, fields);
  }

  /**
   * @param all the whole section, for errors
   */
  void write(Map<String, MappingNode> operations, MappingNode all) {
    if (!operations.containsKey("submit")) {
      all.error("`submit` is missing", "add `submit: {call: OPERATION_ID, body: …}`");
      return;
    }
    if (!operations.containsKey("query")) {
      return; // reported with the answers
    }
    paths(operations);
    query(operations.getOrDefault("query", all));
    submit(operations.getOrDefault("submit", all));
    file(operations.get("file"));
    content(operations.get("content"));
    delete(operations.get("delete"));
    list(operations.get("list"));
    variants.writeIds(java);
    requestFields(operations.getOrDefault("submit", all));
  }

  private void paths(Map<String, MappingNode> operations) {
    Map<String, String> paths = new LinkedHashMap<>();
    operations.forEach((name, node) -> path(name, kind(name), node, paths));
    for (Variants.Variant variant : variants.all()) {
      variant
          .operations()
          .forEach((name, node) -> path(variant.operation(name), kind(name), node, paths));
    }
    String map = java.type("java.util.Map");
    java.override("public " + map + "<String, String> operations()")
        .add(map + "<String, String> all = new " + java.type("java.util.LinkedHashMap") + "<>();");
    paths.forEach(
        (name, path) ->
            java.add("all.put(" + JavaText.literal(name) + ", " + JavaText.literal(path) + ");"));
    java.add("return all;").end();
  }

  private void path(String name, String kind, MappingNode node, Map<String, String> paths) {
    GatewaySpec.MappedOperation called = writer.called(node, kind);
    if (called != null) {
      paths.put(name, called.path());
    }
  }

  private static String kind(String operation) {
    return MappingWords.KEYS.containsKey(operation) ? operation : "operation";
  }

  private void query(MappingNode node) {
    java.override(
            "public "
                + java.type(REQUEST)
                + " query("
                + java.type(RETROFIT)
                + " retrofit, String referenceId)")
        .add("String id = wireId(referenceId);");
    for (Variants.Variant variant : variants.withPrefix()) {
      MappingNode own = variant.operations().get("query");
      if (own != null) {
        java.add("if (" + variant.ofReference() + ") {");
        writer.request(own, "query", "id");
        java.end();
      }
    }
    writer.request(node, "query", "id");
    java.end();
  }

  private void submit(MappingNode node) {
    java.override(
        "public "
            + java.type(REQUEST)
            + " submit("
            + java.type(RETROFIT)
            + " retrofit, "
            + java.type(AdapterWriter.spi("RequestValues"))
            + " request)");
    for (Variants.Variant variant : variants.all()) {
      MappingNode own = variant.operations().get("submit");
      if (own != null) {
        java.add("if (" + variant.condition() + ") {");
        writer.request(own, "submit", "");
        java.end();
      }
    }
    writer.request(node, "submit", "");
    java.end();
  }

  private void file(@Nullable MappingNode node) {
    if (node == null) {
      return;
    }
    java.override(
        "public @"
            + java.type(NULLABLE)
            + " "
            + java.type(REQUEST)
            + " file("
            + java.type(RETROFIT)
            + " retrofit, String referenceId, String fileId)");
    for (Variants.Variant variant : variants.withPrefix()) {
      MappingNode own = variant.operations().get("file");
      java.add("if (" + variant.ofReference() + ") {");
      if (own == null) {
        java.add("return null;");
      } else {
        writer.request(own, "operation", "fileId");
      }
      java.end();
    }
    writer.request(node, "operation", "fileId");
    java.end();
  }

  private void content(@Nullable MappingNode node) {
    if (node == null) {
      return;
    }
    String nullable = java.type(NULLABLE);
    String retrofit = java.type(RETROFIT);
    java.override(
        "public @%s %s content(%s retrofit, String id, @%s String variant)"
            .formatted(nullable, java.type("okhttp3.HttpUrl"), retrofit, nullable));
    java.add("return contentRequest(retrofit, id, variant).url();").end();
    java.blank()
        .add(
            "private static %s contentRequest(%s retrofit, String id, @%s String variant) {"
                .formatted(java.type(REQUEST), retrofit, nullable));
    writer.request(node, "content", "id");
    java.end();
    MappingNode use = node.entries("content").get("use");
    if (use != null && !use.text().equals("backup")) {
      use.error("`" + use.text() + "` is no use of the content", "write `backup`, or remove it");
    }
    if (use == null) {
      java.override("public boolean servesContent()").add("return true;").end();
    }
  }

  private void delete(@Nullable MappingNode node) {
    if (node != null) {
      java.override(
              "public @"
                  + java.type(NULLABLE)
                  + " "
                  + java.type(REQUEST)
                  + " delete("
                  + java.type(RETROFIT)
                  + " retrofit, String referenceId)")
          .add("String id = wireId(referenceId);");
      writer.request(node, "operation", "id");
      java.end();
    }
  }

  private void list(@Nullable MappingNode node) {
    if (node == null) {
      return;
    }
    String nullable = java.type(NULLABLE);
    java.override(
        "public @%s %s list(%s retrofit, long limit, @%s String after)"
            .formatted(nullable, java.type(REQUEST), java.type(RETROFIT), nullable));
    writer.request(node, "list", "");
    java.end();
    Map<String, MappingNode> keys = node.entries("list");
    MappingNode rows = keys.get("rows");
    MappingNode more = keys.get("more");
    if (rows == null) {
      node.error("`rows` is missing", "name the field with the list of tasks");
      return;
    }
    String type = java.type(AdapterWriter.spi("TaskRows"));
    java.override("public @" + nullable + " " + type + " rows()")
        .add(
            "return new "
                + type
                + "("
                + JavaText.literal(rows.text())
                + ", "
                + (more == null ? "null" : JavaText.literal(more.text()))
                + ");")
        .end();
  }

  private void requestFields(MappingNode submit) {
    Map<String, MappingNode> keys = submit.entries("submit");
    MappingNode files = keys.get("files");
    if (files != null) {
      files
          .entries()
          .forEach(
              (part, value) -> {
                if (!value.text().equals("$imageFile")) {
                  value.error("only $imageFile can be a file", "write $imageFile");
                }
                java.override("public @" + java.type(NULLABLE) + " String imageFilePart()")
                    .add("return " + JavaText.literal(part) + ";")
                    .end();
              });
    }
    set("requestFields", fields);
    MappingNode requires = keys.get("requires");
    if (requires != null) {
      Set<String> required = new TreeSet<>();
      for (MappingNode field : requires.list()) {
        String constant = MappingWords.REQUEST_FIELDS.get(field.text());
        if (constant == null) {
          field.error(
              "a request has no `" + field.text() + "`",
              "write one of "
                  + MappingErrors.suggestions(field.text(), MappingWords.REQUEST_FIELDS.keySet()));
        } else {
          required.add(constant);
        }
      }
      set("requiredFields", required);
    }
  }

  private void set(String method, Set<String> constants) {
    String field = java.type(AdapterWriter.spi("RequestField"));
    java.override("public " + java.type("java.util.Set") + "<" + field + "> " + method + "()")
        .add(
            "return Set.of("
                + String.join(", ", constants.stream().map(c -> field + "." + c).toList())
                + ");")
        .end();
  }
}
