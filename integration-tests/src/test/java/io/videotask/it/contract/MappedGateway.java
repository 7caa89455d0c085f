package io.videotask.it.contract;

import io.videotask.it.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a gateway's {@code gateway.yaml} says, so that tests need not know the gateways. */
final class MappedGateway {
  private final String gateway;
  private final Map<?, ?> mapping;

  private MappedGateway(String gateway, Map<?, ?> mapping) {
    this.gateway = gateway;
    this.mapping = mapping;
  }

  /** Returns whether a gateway has a mapping; a spec without one is a client only. */
  static boolean exists(String gateway) {
    return Files.exists(file(gateway));
  }

  static MappedGateway of(String gateway) {
    try {
      Load load = new Load(LoadSettings.builder().build());
      return new MappedGateway(
          gateway, (Map<?, ?>) load.loadFromString(Files.readString(file(gateway))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path file(String gateway) {
    return Example.SPECS.resolve(gateway).resolve("gateway.yaml");
  }

  /** Returns a reference's id for the wire id, as this query expects it. */
  String referenceId(String query, String id) {
    Object prefix = variant(query, "query").get("prefix");
    return prefix == null ? Example.withKind(gateway, id) : prefix + id;
  }

  /** Returns an answer about a task to this query. */
  String answer(String query, String id, String status) {
    Map<String, Object> task = new LinkedHashMap<>();
    Map<?, ?> answer = map(mapping.get("answer"));
    if (answer.get("id") != null) {
      put(task, first(answer.get("id")), id);
    }
    put(task, first(answer.get("status")), status);
    Object wrapper = variant(query, "query").get("answers");
    return SpecOperation.json(wrapper == null ? task : Map.of(wrapper, task));
  }

  /** Returns an answer to a submit that has created a task. */
  String created(String submit, String id) {
    Map<?, ?> operations = map(mapping.get("operations"));
    Object own = map(map(variant(submit, "submit").get("operations")).get("submit")).get("id");
    Object common = map(operations.get("submit")).get("id");
    Object path = own == null ? common : own;
    Map<String, Object> answer = new LinkedHashMap<>();
    put(answer, first(path == null ? map(mapping.get("answer")).get("id") : path), id);
    return SpecOperation.json(answer);
  }

  /**
   * Returns whether its servers pass on the URL to vendors, which call with bodies of their own.
   */
  boolean hasVendors() {
    return mapping.get("family") != null;
  }

  /**
   * Returns where submits have the URL for callbacks: {@code body:} and the field's path, or {@code
   * query:} and the parameter.
   */
  Set<String> callbackPlaces() {
    Set<String> places = new TreeSet<>();
    Map<?, ?> usual = map(map(mapping.get("operations")).get("submit"));
    places(usual.get("body"), "body:", places);
    places(usual.get("with"), "query:", places);
    for (Object variant : map(mapping.get("variants")).values()) {
      Map<?, ?> submit = map(map(map(variant).get("operations")).get("submit"));
      places(submit.get("body"), "body:", places);
      places(submit.get("with"), "query:", places);
    }
    for (Object profile : map(mapping.get("profiles")).values()) {
      places(map(profile).get("body"), "body:", places);
    }
    return places;
  }

  private static void places(Object node, String path, Set<String> places) {
    if (node instanceof Map<?, ?> object) {
      object.forEach(
          (key, value) ->
              places(
                  value,
                  key.equals("value") ? path : path + (path.endsWith(":") ? "" : ".") + key,
                  places));
    } else if ("$callback".equals(node)) {
      places.add(path);
    }
  }

  /** Returns names of models, with one of each group that the mapping tells apart. */
  List<String> models() {
    List<String> models = new ArrayList<>(List.of("a-model"));
    map(mapping.get("models"))
        .values()
        .forEach(
            pattern ->
                models.add(
                    String.valueOf(pattern)
                        .replaceAll("\\(([^|()]*)[^()]*\\)", "$1")
                        .replaceAll("\\|.*", "")
                        .replace("[0-9]", "3")
                        .replace("\\", "")));
    return models;
  }

  private Map<?, ?> variant(String operation, String kind) {
    String name = operation.substring(kind.length());
    for (Map.Entry<?, ?> variant : map(mapping.get("variants")).entrySet()) {
      String own = String.valueOf(variant.getKey());
      if (own.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return map(variant.getValue());
      }
    }
    return Map.of();
  }

  private static String first(Object paths) {
    return String.valueOf(paths instanceof List<?> several ? several.get(0) : paths);
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> object, String path, String value) {
    String[] names = path.split("\\.", 2);
    if (names.length == 1) {
      object.put(path, value);
    } else {
      Object inner = object.computeIfAbsent(names[0], name -> new LinkedHashMap<String, Object>());
      put((Map<String, Object>) inner, names[1], value);
    }
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
