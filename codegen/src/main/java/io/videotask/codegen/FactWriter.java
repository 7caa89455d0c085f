package io.videotask.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes what a mapping states without paths: names, statuses, codes, and how servers behave. */
final class FactWriter {
  private final JavaLines java;
  private final Map<String, MappingNode> keys;
  private final Map<String, String> models;
  private final String gateway;
  private final String factory;

  FactWriter(
      JavaLines java,
      Map<String, MappingNode> keys,
      Map<String, String> models,
      String gateway,
      String factory) {
    this.java = java;
    this.keys = keys;
    this.models = models;
    this.gateway = gateway;
    this.factory = factory;
  }

  void write() {
    constant("String", "name", JavaText.literal(gateway));
    constant(
        java.type(RuntimeLibrary.type("TolerantAdapterFactory")),
        "jsonAdapters",
        "new " + factory + "()");
    statuses();
    meanings("codes");
    meanings("texts");
    MappingNode family = keys.get("family");
    if (family != null) {
      if (!family.text().equals("new-api")) {
        family.error("there is no family `" + family.text() + "`", "write new-api, or remove it");
      }
      nullableText("family", family.text());
    }
    MappingNode auth = keys.get("auth");
    if (auth != null) {
      new KeyHeaderWriter(java).write(auth);
    }
    refresh(keys.get("refresh"));
    nested();
    lost(keys.get("lost"));
    otherGateway(keys.get("otherGateway"));
    places(keys.get("recognise"));
  }

  private void places(@Nullable MappingNode node) {
    if (node == null) {
      return;
    }
    List<String> places = new ArrayList<>();
    for (MappingNode place : node.list()) {
      if (!MappingWords.PLACES.contains(place.text())) {
        place.error(
            "`" + place.text() + "` is no place",
            "write one of " + MappingErrors.suggestions(place.text(), MappingWords.PLACES));
      }
      places.add(JavaText.literal(place.text()));
    }
    constant(
        java.type("java.util.Set") + "<String>",
        "usualPlaces",
        "Set.of(" + String.join(", ", places) + ")");
  }

  private void constant(String type, String method, String value) {
    java.override("public " + type + " " + method + "()").add("return " + value + ";").end();
  }

  private void nullableText(String method, String value) {
    constant(
        "@" + java.type("org.jspecify.annotations.Nullable") + " String",
        method,
        JavaText.literal(value));
  }

  private void statuses() {
    MappingNode node = keys.get("statuses");
    Map<String, String> states = new LinkedHashMap<>();
    if (node != null) {
      node.entries("statuses")
          .forEach(
              (state, words) -> {
                for (MappingNode word : words.list()) {
                  String other = states.putIfAbsent(word.text(), state);
                  if (other != null) {
                    word.error(
                        "the status `"
                            + word.text()
                            + "` is given twice, as "
                            + other
                            + " and "
                            + state,
                        "remove one");
                  }
                }
              });
    }
    map("Map<String, String>", "statuses", states, JavaText::literal);
  }

  private void meanings(String section) {
    MappingNode node = keys.get(section);
    if (node == null) {
      return;
    }
    String type = java.type(JavaNames.spi("CodeMeaning"));
    Map<String, String> meanings = new LinkedHashMap<>();
    node.entries(section)
        .forEach(
            (meaning, codes) -> {
              for (MappingNode code : codes.list()) {
                String text = code.text().toLowerCase(Locale.ROOT);
                String constant = MappingWords.MEANINGS.getOrDefault(meaning, "INVALID");
                if (meanings.putIfAbsent(text, type + "." + constant) != null) {
                  code.error("`" + code.text() + "` is given twice", "remove one");
                }
              }
            });
    map("Map<String, " + type + ">", section, meanings, meaning -> meaning);
  }

  private void map(
      String type, String method, Map<String, String> entries, UnaryOperator<String> value) {
    java.type("java.util.Map");
    String linked = java.type("java.util.LinkedHashMap");
    java.override("public " + type + " " + method + "()")
        .add(type + " all = new " + linked + "<>();");
    entries.forEach(
        (key, text) ->
            java.add("all.put(" + JavaText.literal(key) + ", " + value.apply(text) + ");"));
    java.add("return all;").end();
  }

  private void refresh(@Nullable MappingNode node) {
    String seconds = Seconds.of(node, 5, "15s", java);
    if (seconds == null) {
      return;
    }
    constant(
        "@"
            + java.type("org.jspecify.annotations.Nullable")
            + " "
            + java.type("java.time.Duration"),
        "refresh",
        seconds);
  }

  private void nested() {
    MappingNode answer = keys.get("answer");
    Map<String, MappingNode> fields = answer == null ? Map.of() : answer.entries("answer");
    MappingNode nested = fields.get("nested");
    if (nested != null) {
      nullableText("nestedField", nested.text());
    }
    if (!fields.containsKey("id") && !fields.containsKey("idOrRow")) {
      constant("boolean", "answersHaveId", "false");
    }
    MappingNode times = fields.get("times");
    MappingNode zone = times == null ? null : times.entries("times").get("zone");
    if (zone != null && !zone.text().matches("[+-][01][0-9]:[0-5][0-9]")) {
      zone.error("`" + zone.text() + "` is no offset", "write one such as '+08:00'");
    } else if (zone != null) {
      String offset = java.type("java.time.ZoneOffset");
      constant(offset, "timeZone", offset + ".of(" + JavaText.literal(zone.text()) + ")");
    }
    MappingNode result = fields.get("resultOrReason");
    if (result != null && result.isObject()) {
      MappingNode kind = result.entries("resultOrReason").get("result");
      if (kind != null && !kind.text().equals("fileId")) {
        kind.error("`" + kind.text() + "` is no kind of result", "write fileId, or remove it");
      }
      if (kind != null) {
        constant("boolean", "resultIsFileId", "true");
      }
    }
  }

  private void lost(@Nullable MappingNode node) {
    if (node == null) {
      return;
    }
    Map<String, MappingNode> entries = new LinkedHashMap<>(node.entries("lost"));
    MappingNode owner = entries.remove("gateway");
    if (owner == null) {
      node.error("`gateway` is missing", "name the gateway whose servers lose the fields");
      return;
    }
    String type = java.type(JavaNames.spi("LostField"));
    String pattern = java.type("java.util.regex.Pattern");
    java.override("public " + java.type("java.util.List") + "<" + type + "> lostFields()");
    List<String> fields = new ArrayList<>();
    entries.forEach(
        (field, names) -> {
          java.type("java.util.Map");
          java.add(
              "Map<String, "
                  + pattern
                  + "> "
                  + field
                  + " = new "
                  + java.type("java.util.LinkedHashMap")
                  + "<>();");
          for (MappingNode name : names.list()) {
            String model = models.get(name.text());
            if (model == null) {
              name.error(
                  "`models` has no `" + name.text() + "`",
                  "it has " + MappingErrors.suggestions(name.text(), models.keySet()));
            } else {
              java.add(field + ".put(" + JavaText.literal(name.text()) + ", " + model + ");");
            }
          }
          fields.add(
              "new "
                  + type
                  + "("
                  + JavaText.literal(field)
                  + ", "
                  + JavaText.literal(owner.text())
                  + ", "
                  + field
                  + ")");
        });
    java.add("return List.of(" + String.join(", ", fields) + ");").end();
  }

  private void otherGateway(@Nullable MappingNode node) {
    if (node == null) {
      return;
    }
    Map<String, MappingNode> entries = node.entries("otherGateway");
    for (String key : MappingWords.KEYS.getOrDefault("otherGateway", List.of())) {
      if (!entries.containsKey(key)) {
        node.error("`" + key + "` is missing", "add it");
        return;
      }
    }
    String type = java.type(JavaNames.spi("OtherGateway"));
    String list = java.type("java.util.List");
    String pattern = java.type("java.util.regex.Pattern");
    List<String> bodies = new ArrayList<>();
    for (MappingNode body : entries.getOrDefault("bodies", node).list()) {
      bodies.add(pattern + ".compile(" + JavaText.literal(body.text()) + ")");
    }
    java.override(
            "public @"
                + java.type("org.jspecify.annotations.Nullable")
                + " "
                + type
                + " otherGateway()")
        .add("return new " + type + "(")
        .add("    " + literal(entries, "gateway", node) + ",")
        .add(
            "    "
                + java.type("java.util.regex.Pattern")
                + ".compile("
                + literal(entries, "ids", node)
                + "),")
        .add("    " + list + ".of(" + String.join(", ", bodies) + "),")
        .add("    " + literal(entries, "because", node) + ");")
        .end();
  }

  private static String literal(Map<String, MappingNode> entries, String key, MappingNode node) {
    return JavaText.literal(entries.getOrDefault(key, node).text());
  }
}
