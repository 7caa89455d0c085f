package io.videotask.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The servers that speak one protocol with differences: which body a submit has, and which
 * operations there are. A user names one when configuring a gateway.
 */
final class Profiles {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern URLS = Pattern.compile("(?s).*\\$image(?:Url|s)?\\b.*");
  private static final Pattern FILES = Pattern.compile("(?s).*\\$image(?:Base64|s)?\\b.*");
  private static final Map<String, String> FORMS =
      Map.of("always", "ALWAYS", "never", "NEVER", "files", "FOR_FILES");

  private final List<Profile> all = new ArrayList<>();

  /** The bodies of those whose submits differ, by name. */
  private final Map<String, MappingNode> bodies = new HashMap<>();

  /**
   * @param node the section {@code profiles}; null for none
   */
  Profiles(@Nullable MappingNode node) {
    if (node != null) {
      node.entries().forEach((name, profile) -> all.add(profile(name, profile)));
    }
  }

  private static Profile profile(String name, MappingNode node) {
    Map<String, MappingNode> keys = node.entries("profile");
    if (!NAME.matcher(name).matches()) {
      node.error("`" + name + "` is no name of a profile", "use a-z, 0-9 and hyphens");
    }
    if (!keys.containsKey("about")) {
      node.error("`about` is missing", "say which server this is");
    }
    MappingNode form = keys.get("form");
    String use = form == null ? "FOR_FILES" : FORMS.get(form.text());
    if (form != null && use == null) {
      form.error(
          "`" + form.text() + "` is no use of forms",
          "write one of " + MappingErrors.suggestions(form.text(), FORMS.keySet()));
    }
    return new Profile(name, keys, String.valueOf(use), new TreeSet<>());
  }

  /**
   * A server.
   *
   * @param keys its section
   * @param form a constant of {@code GatewayProfile.Form}
   * @param fields the request's fields that its body has
   */
  private record Profile(
      String name, Map<String, MappingNode> keys, String form, Set<String> fields) {}

  /**
   * Writes the submits of the servers whose body differs.
   *
   * @param fields receives a request's fields as they are used; is left empty
   */
  void writeSubmits(
      JavaLines java, OperationWriter writer, MappingNode submit, Set<String> fields) {
    MappingNode usual = submit.entries("submit").get("body");
    for (Profile profile : all) {
      MappingNode differences = profile.keys().get("body");
      if (usual == null || differences == null) {
        continue;
      }
      MappingNode body = usual.with(differences);
      bodies.put(profile.name(), body);
      java.add("if (" + JavaText.literal(profile.name()) + ".equals(request.profile())) {");
      writer.request(submit, "submit", "", body);
      java.end();
      profile.fields().addAll(fields);
      fields.clear();
    }
  }

  /**
   * Writes the method that lists the servers, after {@link #writeSubmits}.
   *
   * @param usualFields the request's fields of the usual body
   */
  void write(JavaLines java, Map<String, MappingNode> operations, Set<String> usualFields) {
    MappingNode submit = operations.get("submit");
    if (all.isEmpty() || submit == null) {
      return;
    }
    String type = java.type(JavaNames.spi("GatewayProfile"));
    java.type("java.util.Set");
    java.override("public " + java.type("java.util.List") + "<" + type + "> profiles()")
        .add("return List.of(");
    for (int i = 0; i < all.size(); i++) {
      Profile profile = all.get(i);
      java.add(
          "    new "
              + type
              + "("
              + facts(java, profile, submit, operations, usualFields)
              + ")"
              + (i < all.size() - 1 ? "," : ");"));
    }
    java.end();
  }

  private String facts(
      JavaLines java,
      Profile profile,
      MappingNode submit,
      Map<String, MappingNode> operations,
      Set<String> usualFields) {
    Map<String, MappingNode> usual = submit.entries("submit");
    MappingNode body = bodies.getOrDefault(profile.name(), usual.get("body"));
    String words = body == null ? "" : body.textOfAll();
    MappingNode about = profile.keys().get("about");
    boolean parts = usual.containsKey("files") && !profile.form().equals("NEVER");
    Set<String> fields =
        new TreeSet<>(profile.keys().containsKey("body") ? profile.fields() : usualFields);
    if (parts) {
      fields.add("IMAGE");
    }
    MappingNode requires = profile.keys().getOrDefault("requires", usual.get("requires"));
    return String.join(
        ", ",
        JavaText.literal(profile.name()),
        JavaText.literal(about == null ? "" : about.text()),
        java.type(JavaNames.spi("GatewayProfile")) + ".Form." + profile.form(),
        String.valueOf(URLS.matcher(words).matches()),
        String.valueOf(parts || FILES.matcher(words).matches()),
        RequestFieldsWriter.setOf(java, fields),
        RequestFieldsWriter.setOf(java, RequestFieldsWriter.required(requires)),
        bodyTypes(java, body),
        lacking(profile.keys().get("lacks"), operations));
  }

  private static String bodyTypes(JavaLines java, @Nullable MappingNode body) {
    String map = java.type("java.util.Map");
    return body == null
        ? map + ".of()"
        : body.entries().entrySet().stream()
            .map(
                field ->
                    map
                        + ".entry("
                        + JavaText.literal(field.getKey())
                        + ", "
                        + JavaText.literal(jsonType(field.getValue()))
                        + ")")
            .collect(Collectors.joining(", ", map + ".ofEntries(", ")"));
  }

  /** Returns the JSON type of a value of a body. */
  private static String jsonType(MappingNode node) {
    Map<String, MappingNode> keys = node.isObject() ? node.entries() : Map.of("value", node);
    MappingNode value = keys.get("value");
    if (node.isList() || value == null) {
      return node.isList() ? "array" : "object";
    }
    RequestWords.Word word = RequestWords.all().get(value.text());
    String type = word == null ? "" : word.type();
    return switch (keys.containsKey("as") ? "String" : type) {
      case "Long" -> "number";
      case "Boolean" -> "boolean";
      case "List<String>" -> "array";
      default -> word != null || value.isText() ? "string" : "number";
    };
  }

  private static String lacking(@Nullable MappingNode lacks, Map<String, MappingNode> operations) {
    Set<String> names = new TreeSet<>();
    for (MappingNode operation : lacks == null ? List.<MappingNode>of() : lacks.list()) {
      if (!Set.of("list", "delete", "cancel").contains(operation.text())
          || !operations.containsKey(operation.text())) {
        operation.error(
            "`" + operation.text() + "` is no operation that a server may lack",
            "write list, delete or cancel, where `operations` has it");
      }
      names.add(operation.text());
    }
    return "Set.of(" + JavaText.literals(names) + ")";
  }
}
