package io.videotask.testkit.contract;

import io.videotask.gateway.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Checks responses against the OpenAPI spec of a dialect. Immutable.
 *
 * <p>Reports fields that are not in the spec, unknown status strings, other types and missing
 * fields; lengths, patterns and ranges are not checked. Supports OpenAPI 3.0 and 3.1.
 */
public final class SpecCheck {
  private static final String QUERY = "query";

  /** Caches parsed specs: parsing takes longer than a check. */
  private static final Map<String, SpecCheck> BUNDLED = new ConcurrentHashMap<>();

  private final Dialect dialect;
  private final Map<?, ?> spec;

  private SpecCheck(Dialect dialect, Map<?, ?> spec) {
    this.dialect = dialect;
    this.spec = spec;
  }

  /** Returns a check against the spec that this version was built from. */
  public static SpecCheck of(Dialect dialect) {
    return BUNDLED.computeIfAbsent(dialect.name(), name -> loadBundled(dialect));
  }

  /** Returns such a check; empty for a dialect of a module of yours, whose spec is not here. */
  public static Optional<SpecCheck> bundled(Dialect dialect) {
    return SpecCheck.class.getResource(resource(dialect)) == null
        ? Optional.empty()
        : Optional.of(of(dialect));
  }

  private static String resource(Dialect dialect) {
    return "/io/videotask/testkit/specs/" + dialect.name() + "/openapi.yaml";
  }

  private static SpecCheck loadBundled(Dialect dialect) {
    String name = resource(dialect);
    try (InputStream in = SpecCheck.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no spec of " + dialect);
      }
      return new SpecCheck(
          dialect, parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a check against another spec of the same dialect, such as an edited copy.
   *
   * @param openapi a document of OpenAPI 3.0 or 3.1, in YAML or JSON
   * @throws IllegalArgumentException if it is not an OpenAPI document
   * @throws UncheckedIOException if it can't be read
   */
  public static SpecCheck of(Dialect dialect, Path openapi) {
    try {
      return new SpecCheck(dialect, parse(Files.readString(openapi), openapi.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the dialect. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * Compares a response with the spec of its operation.
   *
   * @param operation the dialect's name of the operation, such as {@code query}; see {@link
   *     Dialect#paths()}
   * @param status HTTP status of the response
   * @param body body of the response @throws IllegalArgumentException if the dialect has no such
   *     operation
   */
  public DriftReport answer(String operation, int status, byte[] body) {
    Operation specOperation = operation(operation);
    String subject = dialect + " " + specOperation.path() + ": " + status;
    Object response = specOperation.response(status, spec);
    if (response == null) {
      String message = "the spec has no answer with status " + status;
      return new DriftReport(
          subject, List.of(new SchemaDrift(SchemaDrift.Kind.UNDOCUMENTED_STATUS, "$", message)));
    }
    return new DriftReport(subject, findDrifts(body, Operation.schema(response, spec)));
  }

  /**
   * Compares the response to a query whose HTTP status is not known: of the query's documented
   * responses the one with the fewest differences applies.
   *
   * @param body body of the response
   */
  public DriftReport answerOfAnyStatus(byte[] body) {
    Operation specOperation = operation(QUERY);
    return specOperation.statuses(spec).stream()
        .map(status -> answer(QUERY, status, body))
        .min(Comparator.comparingInt(report -> report.drifts().size()))
        .map(nearest -> new DriftReport(dialect + " " + specOperation.path(), nearest.drifts()))
        .orElseThrow(() -> new IllegalArgumentException("the spec has no answer to a query"));
  }

  private Operation operation(String name) {
    String path = dialect.paths().get(name);
    if (path == null) {
      throw new IllegalArgumentException(
          dialect + " has no operation " + name + "; it has " + dialect.paths().keySet());
    }
    return new Operation(path);
  }

  private List<SchemaDrift> findDrifts(byte[] body, @Nullable Object schema) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (schema == null || text.isBlank()) {
      // An undocumented body can't differ; a missing body is reported if the spec has one.
      return schema == null ? List.of() : List.of(notJson("nothing, where the spec has JSON"));
    }
    Object tree;
    try {
      tree = JsonParser.read(text);
    } catch (IOException e) {
      return List.of(notJson("no JSON, where the spec has some"));
    }
    return new SchemaComparator(spec, this::isKnownStatus).drifts(tree, schema);
  }

  /** Some gateways have an error's code in a field with this name. */
  private boolean isKnownStatus(String status) {
    return dialect.stateOf(status).isPresent()
        || dialect.gateway().codes().containsKey(status.strip().toLowerCase(Locale.ROOT));
  }

  private static SchemaDrift notJson(String message) {
    return new SchemaDrift(SchemaDrift.Kind.NO_JSON, "$", message);
  }

  private static Map<?, ?> parse(String yaml, String name) {
    Object document;
    try {
      document = new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(yaml);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(name + " can't be read as YAML: " + e.getMessage(), e);
    }
    if (document instanceof Map<?, ?> spec && spec.get("paths") instanceof Map) {
      return spec;
    }
    throw new IllegalArgumentException(name + " is no OpenAPI document: it has no paths");
  }

  /**
   * An operation of the spec.
   *
   * @param path method and path, such as {@code GET /v1/videos/{video_id}}
   */
  private record Operation(String path) {
    @Nullable Object response(int status, Map<?, ?> spec) {
      Map<?, ?> responses = responses(spec);
      Object exact = responses.get(String.valueOf(status));
      // YAML parses an unquoted status as a number.
      exact = exact == null ? responses.get(status) : exact;
      Object family = exact == null ? responses.get(status / 100 + "XX") : exact;
      Object response = family == null ? responses.get("default") : family;
      return Schema.resolved(response, spec);
    }

    List<Integer> statuses(Map<?, ?> spec) {
      List<Integer> statuses = new ArrayList<>();
      for (Object status : responses(spec).keySet()) {
        if (String.valueOf(status).matches("[1-5][0-9]{2}")) {
          statuses.add(Integer.valueOf(String.valueOf(status)));
        }
      }
      return statuses;
    }

    /** Returns the schema of the body; null if the spec has no JSON for it. */
    static @Nullable Object schema(Object response, Map<?, ?> spec) {
      return response instanceof Map<?, ?> map
              && map.get("content") instanceof Map<?, ?> content
              && content.get("application/json") instanceof Map<?, ?> json
          ? Schema.resolved(json.get("schema"), spec)
          : null;
    }

    private Map<?, ?> responses(Map<?, ?> spec) {
      String[] parts = path.split("[ ?]", 3);
      Object pathItem = spec.get("paths") instanceof Map<?, ?> paths ? paths.get(parts[1]) : null;
      Object operation =
          pathItem instanceof Map<?, ?> methods
              ? methods.get(parts[0].toLowerCase(Locale.ROOT))
              : null;
      if (operation instanceof Map<?, ?> described
          && described.get("responses") instanceof Map<?, ?> responses) {
        return responses;
      }
      throw new IllegalArgumentException("the spec has no operation " + path);
    }
  }
}
