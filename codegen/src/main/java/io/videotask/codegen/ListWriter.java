package io.videotask.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes how pages of tasks are asked for, where a gateway may have several lists. */
final class ListWriter {
  private static final String LIST = "list";
  private static final String KIND = "$kind";

  private final JavaLines java;
  private final OperationWriter writer;
  private final Variants variants;

  ListWriter(JavaLines java, OperationWriter writer, Variants variants) {
    this.java = java;
    this.writer = writer;
    this.variants = variants;
  }

  /**
   * @param usual the list of tasks without a variant; null for none
   */
  void write(@Nullable MappingNode usual) {
    Map<String, MappingNode> ofVariants = new LinkedHashMap<>();
    List<String> lists = new ArrayList<>();
    String nullable = java.type("org.jspecify.annotations.Nullable");
    if (usual != null) {
      lists.addAll(rows(usual, LIST, null));
    }
    for (Variants.Variant variant : variants.all()) {
      MappingNode own = variant.operations().get(LIST);
      if (own != null) {
        if (variant.prefix() == null) {
          own.error(
              "the references of `" + variant.name() + "` are not told from others",
              "add `prefix` to it, or write one `list` for all tasks");
        }
        ofVariants.put(variant.operation(LIST), own);
        lists.addAll(rows(own, variant.operation(LIST), variant.prefix()));
      }
    }
    if (usual == null && ofVariants.isEmpty()) {
      return;
    }
    String type = java.type(JavaNames.spi("TaskRows"));
    java.override(
        "public @%s %s list(%s retrofit, %s of, long limit, @%s String after)"
            .formatted(
                nullable,
                java.type("okhttp3.Request"),
                java.type("retrofit2.Retrofit"),
                type,
                nullable));
    ofVariants.forEach(
        (operation, node) -> {
          java.add("if (of.operation().equals(" + JavaText.literal(operation) + ")) {");
          writer.request(node, LIST, "");
          java.end();
        });
    if (usual == null) {
      java.add("return null;");
    } else {
      writer.request(usual, LIST, "");
    }
    java.end();
    String list = java.type("java.util.List");
    java.override("public " + list + "<" + type + "> lists()").add("return List.of(");
    for (int i = 0; i < lists.size(); i++) {
      java.add("    new " + type + lists.get(i) + (i < lists.size() - 1 ? "," : ");"));
    }
    java.end();
  }

  /**
   * Returns the arguments of each list of an operation, as expressions.
   *
   * @param usualPrefix what its tasks have before their ids unless it says otherwise; null for none
   */
  private List<String> rows(MappingNode node, String operation, @Nullable String usualPrefix) {
    Map<String, MappingNode> keys = node.entries(LIST);
    MappingNode rows = keys.get("rows");
    if (rows == null) {
      node.error("`rows` is missing", "name the field with the list of tasks");
      return List.of("()");
    }
    writer.checkPaths(node, LIST, "rows", false);
    for (String key : List.of("more", "next", "total")) {
      writer.checkPaths(node, LIST, key, false);
    }
    boolean numbered = node.textOfAll().contains("$page");
    List<String> lists = new ArrayList<>();
    for (String prefix : prefixes(node, keys, usualPrefix)) {
      lists.add(
          "("
              + java.type("java.util.List")
              + ".of("
              + JavaText.literals(rows.list().stream().map(MappingNode::text).toList())
              + "), "
              + optional(keys.get("more"))
              + ", "
              + optional(keys.get("next"))
              + ", "
              + optional(keys.get("cursor"))
              + ", "
              + JavaText.literalOrNull(prefix.isEmpty() ? null : prefix)
              + ", "
              + numbered
              + ", "
              + optional(keys.get("total"))
              + ", "
              + JavaText.literal(operation)
              + ")");
    }
    return lists;
  }

  /** Returns what the tasks of each list have before their ids; empty for nothing. */
  private static List<String> prefixes(
      MappingNode node, Map<String, MappingNode> keys, @Nullable String usual) {
    MappingNode kinds = keys.get("kinds");
    MappingNode prefix = keys.get("prefix");
    if (kinds == null) {
      if (node.textOfAll().contains(KIND)) {
        node.error(
            "`" + KIND + "` has no value in this `list`",
            "add `kinds: [KIND, …]`, for each of which there is a list");
      }
      return List.of(prefix != null ? prefix.text() : usual == null ? "" : usual);
    }
    if (!node.textOfAll().contains(KIND)) {
      kinds.error(
          "no value of this `list` is `" + KIND + "`",
          "write it where the request names the kind, or remove `kinds`");
    }
    if (prefix != null) {
      prefix.error(
          "the kind is the prefix of each of these lists", "remove `prefix`, or remove `kinds`");
    }
    return kinds.list().stream().map(kind -> kind.text() + ":").toList();
  }

  private static String optional(@Nullable MappingNode text) {
    return JavaText.literalOrNull(text == null ? null : text.text());
  }
}
