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
  private final Patterns patterns;
  private final RequestConditions conditions;
  private final Profiles profiles;
  private final Set<String> fields = new TreeSet<>();

  /** The request's fields of each variant that is submitted in another way. */
  private final Map<Variants.Variant, Set<String>> variantFields = new LinkedHashMap<>();

  private final Set<String> usualFields = new TreeSet<>();

  GatewayMethods(
      GatewaySpec spec,
      SchemaPaths paths,
      JavaLines java,
      Variants variants,
      Profiles profiles,
      RequestConditions conditions,
      Patterns patterns) {
    this.java = java;
    this.profiles = profiles;
    this.variants = variants;
    this.patterns = patterns;
    this.conditions = conditions;
    this.writer = new OperationWriter(spec, paths, conditions, java, fields, patterns);
  }

  /**
   * @param all the whole section, for errors
   * @param kind the section {@code kind}; null for none
   */
  void write(Map<String, MappingNode> operations, MappingNode all, @Nullable MappingNode kind) {
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
    result(operations.get("result"));
    onTask("delete", "operation", operations.get("delete"));
    onTask("find", "operation", operations.get("find"));
    cancel(operations.get("cancel"));
    new ListWriter(java, writer, variants).write(operations.get("list"));
    new ManyWriter(java, writer, variants, patterns).write(operations.get("many"));
    new KindWriter(java, conditions, patterns).write(kind);
    variants.writeIds(java, kind != null);
    new RequestFieldsWriter(java, variantFields, usualFields)
        .write(operations.getOrDefault("submit", all).entries("submit"));
    profiles.write(java, operations, usualFields);
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
    ofVariants("query", "query");
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
            + java.type(JavaNames.spi("RequestValues"))
            + " request)");
    for (Variants.Variant variant : variants.all()) {
      MappingNode own = variant.operations().get("submit");
      if (own != null) {
        java.add("if (" + variant.condition() + ") {");
        writer.request(own, "submit", "");
        java.end();
        variantFields.put(variant, new TreeSet<>(fields));
        fields.clear();
      }
    }
    profiles.writeSubmits(java, writer, node, fields);
    writer.request(node, "submit", "");
    java.end();
    usualFields.addAll(fields);
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

  /** Writes the requests of the variants that are told by a task's reference. */
  private void ofVariants(String operation, String kind) {
    for (Variants.Variant variant : variants.all()) {
      MappingNode own = variant.operations().get(operation);
      String condition = variant.ofReference(patterns, own);
      if (own != null && condition != null) {
        java.add("if (" + condition + ") {");
        writer.request(own, kind, "id");
        java.end();
      }
    }
  }

  /**
   * @param kind the kind of object that the operation is in the mapping
   */
  private void onTask(String operation, String kind, @Nullable MappingNode node) {
    if (node != null) {
      java.override(
              "public @"
                  + java.type(NULLABLE)
                  + " "
                  + java.type(REQUEST)
                  + " "
                  + operation
                  + "("
                  + java.type(RETROFIT)
                  + " retrofit, String referenceId)")
          .add("String id = wireId(referenceId);");
      ofVariants(operation, kind);
      writer.request(node, kind, "id");
      java.end();
    }
  }

  private void result(@Nullable MappingNode node) {
    onTask("result", "result", node);
    if (node == null) {
      return;
    }
    MappingNode field = node.entries("result").get("as");
    if (field == null) {
      node.error("`as` is missing", "name the field of the answer that stands for the result");
      return;
    }
    java.override("public String resultField()")
        .add("return " + JavaText.literal(field.text()) + ";")
        .end();
  }

  private void cancel(@Nullable MappingNode node) {
    onTask("cancel", "cancel", node);
    MappingNode only = node == null ? null : node.entries("cancel").get("only");
    if (only != null && !only.text().equals("QUEUED")) {
      only.error("`" + only.text() + "` is no state to cancel in", "write QUEUED, or remove it");
    }
    if (only != null) {
      java.override("public boolean cancelsOnlyQueued()").add("return true;").end();
    }
    MappingNode notFound = node == null ? null : node.entries("cancel").get("notFound");
    if (notFound != null) {
      java.override("public " + java.type("java.util.Set") + "<String> statusesOfNoTask()")
          .add("return Set.of(" + literals(notFound) + ");")
          .end();
    }
  }

  private static String literals(MappingNode texts) {
    return JavaText.literals(texts.list().stream().map(MappingNode::text).toList());
  }
}
