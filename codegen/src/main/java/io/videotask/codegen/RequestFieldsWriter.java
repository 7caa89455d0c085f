package io.videotask.codegen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes which fields a request may have, and which it must have. */
final class RequestFieldsWriter {
  private final JavaLines java;
  private final Map<Variants.Variant, Set<String>> variantFields;
  private final Set<String> usualFields;

  /**
   * @param variantFields the fields in the bodies of those variants that have a submit of their own
   * @param usualFields the fields in the usual body
   */
  RequestFieldsWriter(
      JavaLines java, Map<Variants.Variant, Set<String>> variantFields, Set<String> usualFields) {
    this.java = java;
    this.variantFields = variantFields;
    this.usualFields = usualFields;
  }

  /**
   * @param keys those of the usual submit
   */
  void write(Map<String, MappingNode> keys) {
    MappingNode files = keys.get("files");
    if (files != null) {
      files
          .entries()
          .forEach(
              (part, value) -> {
                if (!value.text().equals("$imageFile")) {
                  value.error("only $imageFile can be a file", "write $imageFile");
                }
                java.override(
                        "public @"
                            + java.type("org.jspecify.annotations.Nullable")
                            + " String imageFilePart()")
                    .add("return " + JavaText.literal(part) + ";")
                    .end();
              });
    }
    Set<String> all = new TreeSet<>(usualFields);
    variantFields.values().forEach(all::addAll);
    set("requestFields", all);
    ofRequest("requestFields", variantFields, usualFields);
    requiredFields(required(keys.get("requires")));
  }

  /**
   * A variant's submit has its own required fields, or the usual ones where it names none.
   *
   * @param usual those of the submit without a variant
   */
  private void requiredFields(Set<String> usual) {
    Map<Variants.Variant, Set<String>> required = new LinkedHashMap<>();
    Set<String> always = new TreeSet<>(usual);
    for (Variants.Variant variant : variantFields.keySet()) {
      MappingNode own = variant.submit().get("requires");
      Set<String> fields = own == null ? usual : required(own);
      required.put(variant, fields);
      always.retainAll(fields);
    }
    if (!always.isEmpty()) {
      set("requiredFields", always);
    }
    ofRequest("requiredFields", required, usual);
  }

  /**
   * Returns the constants of the fields that a request must have.
   *
   * @param requires a list; null for none
   */
  static Set<String> required(@Nullable MappingNode requires) {
    Set<String> required = new TreeSet<>();
    for (MappingNode field : requires == null ? List.<MappingNode>of() : requires.list()) {
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
    return required;
  }

  /**
   * Writes which fields a request has, where that depends on its variant.
   *
   * @param usual those of a request without a variant
   */
  private void ofRequest(
      String method, Map<Variants.Variant, Set<String>> ofVariants, Set<String> usual) {
    if (ofVariants.values().stream().allMatch(usual::equals)) {
      return;
    }
    String type = java.type("java.util.Set") + "<" + java.type(JavaNames.spi("RequestField")) + ">";
    java.override(
        "public "
            + type
            + " "
            + method
            + "("
            + java.type(JavaNames.spi("RequestValues"))
            + " request)");
    ofVariants.forEach(
        (variant, own) ->
            java.add("if (" + variant.condition() + ") {")
                .add("return " + setOf(java, own) + ";")
                .end());
    java.add("return " + setOf(java, usual) + ";").end();
  }

  /** Returns a set of constants of {@code RequestField} as an expression. */
  static String setOf(JavaLines java, Set<String> constants) {
    String field = java.type(JavaNames.spi("RequestField"));
    return "Set.of("
        + String.join(", ", constants.stream().map(c -> field + "." + c).toList())
        + ")";
  }

  private void set(String method, Set<String> constants) {
    String field = java.type(JavaNames.spi("RequestField"));
    java.override("public " + java.type("java.util.Set") + "<" + field + "> " + method + "()")
        .add("return " + setOf(java, constants) + ";")
        .end();
  }
}
