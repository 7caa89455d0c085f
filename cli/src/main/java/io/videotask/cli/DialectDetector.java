package io.videotask.cli;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Explanation;
import io.videotask.generated.gateway.GatewayAdapter;
import io.videotask.testkit.contract.DriftReport;
import io.videotask.testkit.contract.SpecCheck;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Detects the dialect of a response body.
 *
 * @param explanation what the body means
 * @param dialect the dialect; null if several match with the same meaning
 */
record DialectDetector(Explanation explanation, @Nullable String dialect) {
  /** A reading that does not fit the dialect's own servers counts like this many differences. */
  private static final int UNUSUAL = 2;

  /** So does one that finds no status. */
  private static final int NO_STATUS = 3;

  /**
   * Detects the dialect among these: those that can read the body, if these mean different things
   * those whose servers send such answers, and of these the ones whose spec it fits best.
   *
   * @param status the HTTP status; null for one that is not known, which may be an error's
   * @throws UsageException if several match with different meanings
   */
  static DialectDetector of(byte[] body, @Nullable Integer status, List<Dialect> dialects) {
    Map<Dialect, Explanation> all = new LinkedHashMap<>();
    dialects.forEach(dialect -> all.put(dialect, explain(dialect, body, status)));
    Map<Dialect, Explanation> matches = new LinkedHashMap<>(all);
    matches.values().removeIf(DialectDetector::isMalformed);
    if (matches.isEmpty()) {
      return new DialectDetector(
          all.values().iterator().next(), all.size() == 1 ? dialects.get(0).name() : null);
    }
    if (meanings(matches) > 1) {
      keepNearest(matches, body, status);
    }
    Explanation first = matches.values().iterator().next();
    if (matches.size() == 1) {
      return new DialectDetector(first, matches.keySet().iterator().next().name());
    }
    if (meanings(matches) > 1) {
      throw new UsageException(
          "the body fits several gateways, each in its own way; add --gateway with one of "
              + matches.keySet().stream().map(Dialect::name).collect(Collectors.joining(", ")));
    }
    return new DialectDetector(first, null);
  }

  private static long meanings(Map<Dialect, Explanation> matches) {
    return matches.values().stream().map(DialectDetector::meaning).distinct().count();
  }

  /** Keeps the dialects whose specs the body fits best, as each of them reads it. */
  private static void keepNearest(
      Map<Dialect, Explanation> matches, byte[] body, @Nullable Integer status) {
    Map<Dialect, Integer> distances = new LinkedHashMap<>();
    matches.forEach(
        (dialect, explanation) ->
            distances.put(dialect, distance(dialect, explanation, body, status)));
    Integer nearest = Collections.min(distances.values());
    matches.keySet().removeIf(dialect -> !nearest.equals(distances.get(dialect)));
  }

  /** Returns the dialect whose spec the body fits best. */
  static Dialect nearest(List<Dialect> dialects, byte[] body, @Nullable Integer status) {
    return Collections.min(
        dialects,
        Comparator.comparingInt(
            dialect -> distance(dialect, explain(dialect, body, status), body, status)));
  }

  private static Explanation explain(Dialect dialect, byte[] body, @Nullable Integer status) {
    return status == null ? dialect.explain(body) : dialect.explain(body, status);
  }

  /** Compares a body with the spec, as the answer with its status, or with the one it fits best. */
  static DriftReport drift(SpecCheck check, boolean isTask, byte[] body, @Nullable Integer status) {
    return status == null && !isTask
        ? check.answerOfAnyStatus(body)
        : check.answer("query", status == null ? 200 : status, body);
  }

  private static int distance(
      Dialect dialect, Explanation explanation, byte[] body, @Nullable Integer status) {
    boolean isTask = explanation instanceof Explanation.OfTask;
    // A gateway from a jar of the user's has no spec here.
    int differences =
        SpecCheck.bundled(dialect)
            .map(
                check ->
                    drift(check, isTask, body, status).drifts().size()
                        + nestedDrifts(check, isTask, body))
            .orElse(1);
    differences += explanation.usual() ? 0 : UNUSUAL;
    if (explanation instanceof Explanation.OfTask of && of.task().rawStatus() == null) {
      differences += NO_STATUS;
    }
    // A family's spec describes the answers of many vendors, who describe their own better.
    boolean family = dialect.gateway().family() != null;
    return 2 * differences + (family == isTask ? 1 : 0);
  }

  /**
   * Returns the differences in the object that the dialect reads like the answer itself, and that
   * its spec allows to be anything. A family's spec describes it.
   */
  private static int nestedDrifts(SpecCheck check, boolean isTask, byte[] body) {
    GatewayAdapter gateway = check.dialect().gateway();
    String field = gateway.nestedField();
    byte[] nested = field == null || gateway.family() != null ? null : objectIn(body, field);
    return nested == null ? 0 : drift(check, isTask, nested, null).drifts().size();
  }

  private static byte @Nullable [] objectIn(byte[] body, String field) {
    try (JsonReader reader = JsonReader.of(new Buffer().write(body))) {
      if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
        return null;
      }
      reader.beginObject();
      while (reader.hasNext()) {
        if (reader.nextName().equals(field) && reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
          try (BufferedSource source = reader.nextSource()) {
            return source.readByteArray();
          }
        }
        reader.skipValue();
      }
      return null;
    } catch (IOException | JsonDataException e) {
      return null; // The body is no JSON, which the comparison itself has said.
    }
  }

  private static boolean isMalformed(Explanation explanation) {
    return explanation instanceof Explanation.OfError of
        && of.error().kind() == ErrorKind.MALFORMED_RESPONSE;
  }

  /** Returns the meaning without the dialect's name and wording. */
  static String meaning(Explanation explanation) {
    if (explanation instanceof Explanation.OfTask of) {
      return Json.meaning(of.task());
    }
    VideoTaskException error = ((Explanation.OfError) explanation).error();
    return error.kind() + " " + error.httpStatus();
  }
}
