package io.videotask.it.contract;

import io.videotask.it.Example;
import io.videotask.it.SelectedGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An operation of a spec, and a body generated from the spec for each of its statuses.
 *
 * @param gateway the folder in {@code specs}
 * @param text the method and the path, such as {@code GET /v1/videos/{video_id}}
 * @param bodies the bodies by HTTP status; null for a body that is not JSON
 */
record SpecOperation(String gateway, String id, String text, Map<Integer, String> bodies) {
  private static final int DEEPEST = 2;
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** Returns all operations of the selected specs. */
  static List<SpecOperation> all() throws IOException {
    List<SpecOperation> operations = new ArrayList<>();
    try (Stream<Path> folders = Files.list(Example.SPECS)) {
      for (Path folder : folders.sorted().toList()) {
        Path file = folder.resolve("openapi.yaml");
        if (Files.exists(file) && SelectedGateway.includes(folder.getFileName().toString())) {
          Object spec =
              new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
          new Reading(folder.getFileName().toString(), (Map<?, ?>) spec).addTo(operations);
        }
      }
    }
    return operations;
  }

  /** Returns those operations whose gateway has a mapping: a client alone can't use others. */
  static List<SpecOperation> usable() throws IOException {
    return all().stream().filter(SpecOperation::isUsable).toList();
  }

  /** Returns whether the gateway has a mapping. */
  boolean isUsable() {
    return MappedGateway.exists(gateway);
  }

  String method() {
    return text.substring(0, text.indexOf(' '));
  }

  String path() {
    return text.substring(text.indexOf(' ') + 1);
  }

  @Override
  public String toString() {
    return gateway + " " + id;
  }

  /** Adds the operations of one document. */
  private record Reading(String gateway, Map<?, ?> spec) {
    void addTo(List<SpecOperation> operations) {
      map(spec.get("paths"))
          .forEach(
              (path, methods) ->
                  map(methods)
                      .forEach(
                          (method, operation) -> {
                            if (!METHODS.contains(String.valueOf(method))) {
                              return; // such as the parameters of all operations of a path
                            }
                            String text = String.valueOf(method).toUpperCase(Locale.ROOT);
                            String id = String.valueOf(map(operation).get("operationId"));
                            operations.add(
                                new SpecOperation(
                                    gateway, id, text + " " + path, bodies(map(operation))));
                          }));
    }

    private Map<Integer, String> bodies(Map<?, ?> operation) {
      Map<Integer, String> bodies = new TreeMap<>();
      map(operation.get("responses"))
          .forEach(
              (status, response) -> {
                Map<?, ?> content = map(map(resolved(response)).get("content"));
                Object json = content.get("application/json");
                bodies.put(
                    status(String.valueOf(status)),
                    json == null ? null : json(sample("", map(json).get("schema"), 0)));
              });
      return bodies;
    }

    /** Returns a status of a range such as {@code 4XX}, and 500 for all other statuses. */
    private static int status(String key) {
      return key.equals("default") ? 500 : Integer.parseInt(key.replaceAll("(?i)x", "0"));
    }

    private Object sample(String name, Object schema, int depth) {
      Map<?, ?> plain = map(resolved(schema));
      if (plain.get("example") != null) {
        return plain.get("example");
      }
      for (String join : List.of("anyOf", "oneOf", "allOf")) {
        if (plain.get(join) instanceof List<?> choices) {
          return sample(name, choices.get(0), depth);
        }
      }
      return switch (String.valueOf(plain.get("type"))) {
        case "string" -> "a " + name;
        case "integer" -> 1;
        case "number" -> 1.5;
        case "boolean" -> true;
        case "array" -> List.of(sample(name, plain.get("items"), depth));
        default -> object(plain, depth);
      };
    }

    private Object object(Map<?, ?> schema, int depth) {
      Map<String, Object> object = new LinkedHashMap<>();
      if (depth < DEEPEST) {
        map(schema.get("properties"))
            .forEach(
                (name, property) ->
                    object.put(
                        String.valueOf(name), sample(String.valueOf(name), property, depth + 1)));
      } else if (schema.get("required") instanceof List<?> required) {
        required.forEach(
            name ->
                object.put(
                    String.valueOf(name),
                    sample(
                        String.valueOf(name), map(schema.get("properties")).get(name), depth + 1)));
      }
      return object;
    }

    private Object resolved(Object schema) {
      Object at = schema;
      while (at instanceof Map<?, ?> map && map.get("$ref") instanceof String ref) {
        at = spec;
        for (String name : ref.substring(2).split("/", -1)) {
          at = map(at).get(name);
        }
      }
      return at;
    }

    private static Map<?, ?> map(Object value) {
      return value instanceof Map<?, ?> map ? map : Map.of();
    }
  }

  /** Writes maps, lists, texts and numbers as JSON. */
  static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      List<String> fields = new ArrayList<>();
      map.forEach((name, inner) -> fields.add("\"" + name + "\":" + json(inner)));
      return "{" + String.join(",", fields) + "}";
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(",", list.stream().map(SpecOperation::json).toList()) + "]";
    }
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }
}
