package io.videotask.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of tasks that a gateway treats differently, such as versions of its API. */
final class Variants {
  private final List<Variant> all = new ArrayList<>();

  /**
   * @param node the section {@code variants}; null for none
   */
  Variants(@Nullable MappingNode node, RequestConditions conditions) {
    if (node == null) {
      return;
    }
    node.entries()
        .forEach(
            (name, value) -> {
              Map<String, MappingNode> keys = value.entries("variant");
              MappingNode prefix = keys.get("prefix");
              MappingNode answers = keys.get("answers");
              MappingNode operations = keys.get("operations");
              String condition = conditions.of(keys.get("when"), keys.get("unless"), List.of());
              MappingNode ids = keys.get("ids");
              if (answers != null && prefix == null) {
                answers.error(
                    "`answers` has no effect without `prefix`",
                    "add the prefix of these tasks' references, or remove `answers`");
              }
              if (condition == null && ids == null) {
                value.error("`when` or `unless` is missing", "say which requests are of this kind");
              }
              if (operations == null) {
                value.error("`operations` is missing", "say what this kind does differently");
              }
              all.add(
                  new Variant(
                      name,
                      condition == null ? "false" : condition,
                      ids,
                      prefix == null ? null : prefix.text(),
                      answers == null ? null : answers.text(),
                      operations == null ? Map.of() : operations.entries("operations")));
            });
  }

  /**
   * A kind of tasks.
   *
   * @param condition a Java condition on the request
   * @param ids the pattern of its tasks' ids; null where they are told by the prefix
   * @param prefix marks its tasks in references; null for none
   * @param wrapper the field that its answers are in; null for none
   */
  record Variant(
      String name,
      String condition,
      @Nullable MappingNode ids,
      @Nullable String prefix,
      @Nullable String wrapper,
      Map<String, MappingNode> operations) {

    /** Returns the name of an operation of this kind, such as {@code queryV2}. */
    String operation(String operation) {
      return operation + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    String prefixLiteral() {
      return JavaText.literal(String.valueOf(prefix));
    }

    /** Returns the keys of its submit; empty where it is the usual one. */
    Map<String, MappingNode> submit() {
      MappingNode submit = operations.get("submit");
      return submit == null ? Map.of() : submit.entries("submit");
    }

    /** Returns the condition that a reference is one of this kind. */
    String ofReference() {
      return "referenceId.startsWith(" + prefixLiteral() + ")";
    }

    /** Returns the same by the prefix or by the ids; null where references don't tell. */
    @Nullable String ofReference(Patterns patterns) {
      return prefix != null
          ? ofReference()
          : ids == null ? null : patterns.constant(ids) + ".matcher(id).matches()";
    }

    /**
     * Returns the same, and reports an operation on a task where references don't tell.
     *
     * @param operation the operation on tasks of this kind; null for the usual one
     */
    @Nullable String ofReference(Patterns patterns, @Nullable MappingNode operation) {
      String condition = ofReference(patterns);
      if (condition == null && operation != null) {
        operation.error(
            "the references of `" + name + "` are not told from others",
            "add `prefix` or `ids` to it, or leave this operation to `operations`");
      }
      return condition;
    }
  }

  List<Variant> all() {
    return all;
  }

  List<Variant> withPrefix() {
    return all.stream().filter(variant -> variant.prefix() != null).toList();
  }

  /**
   * @param kinds whether a reference has the task's kind before its id
   */
  void writeIds(JavaLines java, boolean kinds) {
    if (withPrefix().isEmpty() && !kinds) {
      return;
    }
    String values = java.type(JavaNames.spi("RequestValues"));
    java.override("public String referenceId(" + values + " request, String id)");
    for (Variant variant : withPrefix()) {
      java.add("if (" + variant.condition() + ") {")
          .add("return " + variant.prefixLiteral() + " + id;")
          .end();
    }
    if (kinds) {
      java.add("String kind = kindOf(request);")
          .add("return kind == null ? id : kind + \":\" + id;")
          .end();
    } else {
      java.add("return id;").end();
    }
    String nullable = java.type("org.jspecify.annotations.Nullable");
    java.override("public String referenceIdOfAnswer(@" + nullable + " String wrapper, String id)");
    for (Variant variant : withPrefix()) {
      if (variant.wrapper() != null) {
        java.add("if (" + JavaText.literal(variant.wrapper()) + ".equals(wrapper)) {")
            .add("return " + variant.prefixLiteral() + " + id;")
            .end();
      }
    }
    java.add("return id;").end();
    java.override("public String wireId(String referenceId)");
    for (Variant variant : withPrefix()) {
      java.add("if (" + variant.ofReference() + ") {")
          .add("return referenceId.substring(" + variant.prefixLiteral() + ".length());")
          .end();
    }
    java.add(
            kinds
                ? "return referenceId.substring(referenceId.indexOf(':') + 1);"
                : "return referenceId;")
        .end();
  }
}
