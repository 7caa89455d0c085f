package io.videotask.cli;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Explanation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which dialect a body belongs to.
 *
 * @param explanation what the body means
 * @param dialect whose body it is; null where several take it, and all alike
 */
record DialectDetector(Explanation explanation, @Nullable String dialect) {

  /**
   * Asks every dialect.
   *
   * @throws UsageException when several take the body, each in its own way
   */
  static DialectDetector of(byte[] body, List<Dialect> dialects) {
    Map<String, Explanation> fitting = new LinkedHashMap<>();
    List<Explanation> all = new ArrayList<>();
    for (Dialect dialect : dialects) {
      Explanation explanation = dialect.explain(body);
      all.add(explanation);
      if (!isMalformed(explanation)) {
        fitting.put(dialect.name(), explanation);
      }
    }
    if (fitting.values().stream().anyMatch(Explanation::usual)) {
      fitting.values().removeIf(explanation -> !explanation.usual());
    }
    if (fitting.isEmpty()) {
      return new DialectDetector(all.get(0), all.size() == 1 ? dialects.get(0).name() : null);
    }
    if (fitting.size() == 1) {
      Map.Entry<String, Explanation> only = fitting.entrySet().iterator().next();
      return new DialectDetector(only.getValue(), only.getKey());
    }
    if (fitting.values().stream().map(DialectDetector::meaning).distinct().count() > 1) {
      throw new UsageException(
          "the body fits several gateways, each in its own way; add --gateway with one of "
              + String.join(", ", fitting.keySet()));
    }
    return new DialectDetector(fitting.values().iterator().next(), null);
  }

  private static boolean isMalformed(Explanation explanation) {
    return explanation instanceof Explanation.OfError of
        && of.error().kind() == ErrorKind.MALFORMED_RESPONSE;
  }

  /** All but the name and the wording. */
  private static String meaning(Explanation explanation) {
    if (explanation instanceof Explanation.OfTask of) {
      return Json.meaning(of.task());
    }
    VideoTaskException error = ((Explanation.OfError) explanation).error();
    return error.kind() + " " + error.httpStatus() + " " + error.requestId();
  }
}
