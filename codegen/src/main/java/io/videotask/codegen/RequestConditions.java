package io.videotask.codegen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translates {@code when} and {@code unless} into Java conditions on a request. */
final class RequestConditions {
  private static final String MODEL_IS = "model is ";
  private static final String GIVEN = "given as parameter";
  private static final String AT = "at ";

  /** The conditions without an argument. */
  private static final Map<String, String> CONDITIONS = new LinkedHashMap<>();

  static {
    CONDITIONS.put("one image", "request.images().size() == 1");
    CONDITIONS.put("several images", "request.images().size() > 1");
    CONDITIONS.put("image", "!request.images().isEmpty()");
    CONDITIONS.put("prompt", "request.prompt() != null");
    CONDITIONS.put("lastImage", "request.lastImage() != null");
    CONDITIONS.put("references", "request.hasReferences()");
    CONDITIONS.put("duration", "request.duration() != null");
    CONDITIONS.put("size", "request.width() != null");
    CONDITIONS.put("resolution", "request.resolution() != null");
    CONDITIONS.put("seed", "request.seed() != null");
    CONDITIONS.put("callback", "request.callback() != null");
  }

  private final Map<String, String> modelConstants;

  /**
   * @param modelConstants the constant with the pattern of each name in {@code models}
   */
  RequestConditions(Map<String, String> modelConstants) {
    this.modelConstants = modelConstants;
  }

  /** Returns all conditions of the vocabulary. */
  static List<String> all() {
    return Stream.concat(
            CONDITIONS.keySet().stream(),
            Stream.of(MODEL_IS + "NAME", GIVEN, "FIELD " + GIVEN, AT + "PATH"))
        .toList();
  }

  /**
   * Returns the condition; null for none.
   *
   * @param field the path of the field, for {@code given as parameter}
   */
  @Nullable String of(
      @Nullable MappingNode when, @Nullable MappingNode unless, List<String> field) {
    String wanted = joined(when, field, " && ", false);
    String unwanted = joined(unless, field, " && ", true);
    return wanted == null ? unwanted : unwanted == null ? wanted : wanted + " && " + unwanted;
  }

  private @Nullable String joined(
      @Nullable MappingNode node, List<String> field, String operator, boolean negated) {
    return node == null
        ? null
        : node.list().stream()
            .map(condition -> negated ? negate(one(condition, field)) : one(condition, field))
            .collect(Collectors.joining(operator));
  }

  private String one(MappingNode node, List<String> field) {
    String text = node.text();
    String known = CONDITIONS.get(text);
    if (known != null) {
      return known;
    }
    if (text.equals(GIVEN) && !field.isEmpty()) {
      return hasParameter(field);
    }
    if (text.matches("[\\w.-]+ " + GIVEN) && !field.isEmpty()) {
      return hasParameter(List.of(text.substring(0, text.indexOf(' ')).split("\\.", -1)));
    }
    // Only where the body is written is the gateway's URL known.
    if (text.matches(AT + "/[\\w./-]*") && !field.isEmpty()) {
      return "retrofit.baseUrl().toString().contains("
          + JavaText.literal(text.substring(AT.length()))
          + ")";
    }
    if (text.startsWith(MODEL_IS)) {
      String name = text.substring(MODEL_IS.length());
      String constant = modelConstants.get(name);
      if (constant != null) {
        return "isModel(" + constant + ", request)";
      }
      node.error(
          "`models` has no `" + name + "`",
          modelConstants.isEmpty()
              ? "add it there, with a pattern of the models' names"
              : "write one of " + MappingErrors.suggestions(name, modelConstants.keySet()));
      return "false";
    }
    node.error(
        "`" + text + "` is no condition", "write one of " + MappingErrors.suggestions(text, all()));
    return "false";
  }

  private static String hasParameter(List<String> field) {
    return "request.hasParameter("
        + field.stream().map(JavaText::literal).collect(Collectors.joining(", "))
        + ")";
  }

  private static String negate(String condition) {
    return condition.startsWith("!")
        ? condition.substring(1)
        : condition.matches("[\\w.]+\\(.*\\)")
                && !condition.contains(" > ")
                && !condition.contains(" == ")
            ? "!" + condition
            : "!(" + condition + ")";
  }
}
