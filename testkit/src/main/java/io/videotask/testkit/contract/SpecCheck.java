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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the spec of a dialect promises, to hold answers against. Immutable.
 *
 * <p>It tells fields that the spec has not, words that nobody knows, other types, and what is
 * missing; lengths, patterns and ranges are no drift. OpenAPI 3.0 and 3.1.
 */
public final class SpecCheck {
  private static final String QUERY = "query";

  /** Parsing takes longer than comparing. */
  private static final Map<String, SpecCheck> SHIPPED = new ConcurrentHashMap<>();

  private final Dialect dialect;
  private final Map<?, ?> spec;

  private SpecCheck(Dialect dialect, Map<?, ?> spec) {
    this.dialect = dialect;
    this.spec = spec;
  }

  /** The dialect's spec as this version was built from it. */
  public static SpecCheck of(Dialect dialect) {
    return SHIPPED.computeIfAbsent(dialect.name(), name -> shipped(dialect));
  }

  private static SpecCheck shipped(Dialect dialect) {
    String name = "/io/videotask/testkit/specs/" + dialect.name() + "/openapi.yaml";
    try (InputStream in = SpecCheck.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no spec of " + dialect);
      }
      return new SpecCheck(
          dialect, parsed(new String(in.readAllBytes(), StandardCharsets.UTF_8), name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Another spec of the same dialect, such as one that somebody is editing.
   *
   * @param openapi a document of OpenAPI 3.0 or 3.1, in YAML or JSON
   * @throws IllegalArgumentException when it is none
   * @throws UncheckedIOException when it can't be read
   */
  public static SpecCheck of(Dialect dialect, Path openapi) {
    try {
      return new SpecCheck(dialect, parsed(Files.readString(openapi), openapi.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whose contract it is. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * Holds an answer against what the spec has for it.
   *
   * @param operation by the dialect's name, such as {@code query}: see {@link Dialect#paths()}
   * @param status the answer's HTTP status
   * @param body as it came
   * @throws IllegalArgumentException when the dialect has no such operation
   */
  public DriftReport answer(String operation, int status, byte[] body) {
    Operation asked = operation(operation);
    String subject = dialect + " " + asked.text() + ": " + status;
    Object response = asked.response(status, spec);
    if (response == null) {
      String message = "the spec has no answer with status " + status;
      return new DriftReport(
          subject, List.of(new SchemaDrift(SchemaDrift.Kind.UNDOCUMENTED_STATUS, "$", message)));
    }
    return new DriftReport(subject, drifts(body, Operation.schema(response, spec)));
  }

  /**
   * Holds an answer to a query against the spec where its HTTP status is not known: of what the
   * spec has for the query's statuses, the nearest counts.
   *
   * @param body as it came
   */
  public DriftReport answerOfAnyStatus(byte[] body) {
    Operation asked = operation(QUERY);
    return asked.statuses(spec).stream()
        .map(status -> answer(QUERY, status, body))
        .min(Comparator.comparingInt(report -> report.drifts().size()))
        .map(nearest -> new DriftReport(dialect + " " + asked.text(), nearest.drifts()))
        .orElseThrow(() -> new IllegalArgumentException("the spec has no answer to a query"));
  }

  private Operation operation(String name) {
    String text = dialect.paths().get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          dialect + " has no operation " + name + "; it has " + dialect.paths().keySet());
    }
    return new Operation(text);
  }

  private List<SchemaDrift> drifts(byte[] body, @Nullable Object schema) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (schema == null || text.isBlank()) {
      // What the spec does not describe can't drift, and neither can what is not there.
      return schema == null ? List.of() : List.of(noJson("nothing, where the spec has JSON"));
    }
    Object tree;
    try {
      tree = JsonParser.read(text);
    } catch (IOException e) {
      return List.of(noJson("no JSON, where the spec has some"));
    }
    return new SchemaComparator(spec, word -> dialect.stateOf(word).isPresent())
        .drifts(tree, schema);
  }

  private static SchemaDrift noJson(String message) {
    return new SchemaDrift(SchemaDrift.Kind.NO_JSON, "$", message);
  }

  private static Map<?, ?> parsed(String yaml, String name) {
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
   * One operation, by the text that the dialect has for it.
   *
   * @param text such as {@code GET /v1/videos/{video_id}}
   */
  private record Operation(String text) {
    @Nullable Object response(int status, Map<?, ?> spec) {
      Map<?, ?> responses = responses(spec);
      Object exact = responses.get(String.valueOf(status));
      // YAML takes a status without quotes for a number.
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

    /** What the body is; null where the spec has no JSON for it. */
    static @Nullable Object schema(Object response, Map<?, ?> spec) {
      return response instanceof Map<?, ?> map
              && map.get("content") instanceof Map<?, ?> content
              && content.get("application/json") instanceof Map<?, ?> json
          ? Schema.resolved(json.get("schema"), spec)
          : null;
    }

    private Map<?, ?> responses(Map<?, ?> spec) {
      String[] words = text.split("[ ?]", 3);
      Object path = spec.get("paths") instanceof Map<?, ?> paths ? paths.get(words[1]) : null;
      Object operation =
          path instanceof Map<?, ?> methods ? methods.get(words[0].toLowerCase(Locale.ROOT)) : null;
      if (operation instanceof Map<?, ?> described
          && described.get("responses") instanceof Map<?, ?> responses) {
        return responses;
      }
      throw new IllegalArgumentException("the spec has no operation " + text);
    }
  }
}
