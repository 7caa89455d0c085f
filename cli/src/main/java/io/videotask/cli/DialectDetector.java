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
 * Detects the dialect of a response body.
 *
 * @param explanation what the body means
 * @param dialect the dialect; null if several match with the same meaning
 */
record DialectDetector(Explanation explanation, @Nullable String dialect) {

  /**
   * Detects the dialect among these.
   *
   * @throws UsageException if several match with different meanings
   */
  static DialectDetector of(byte[] body, List<Dialect> dialects) {
    Map<String, Explanation> matches = new LinkedHashMap<>();
    List<Explanation> all = new ArrayList<>();
    for (Dialect dialect : dialects) {
      Explanation explanation = dialect.explain(body);
      all.add(explanation);
      if (!isMalformed(explanation)) {
        matches.put(dialect.name(), explanation);
      }
    }
    if (matches.values().stream().anyMatch(Explanation::usual)) {
      matches.values().removeIf(explanation -> !explanation.usual());
    }
    if (matches.isEmpty()) {
      return new DialectDetector(all.get(0), all.size() == 1 ? dialects.get(0).name() : null);
    }
    if (matches.size() == 1) {
      Map.Entry<String, Explanation> only = matches.entrySet().iterator().next();
      return new DialectDetector(only.getValue(), only.getKey());
    }
    if (matches.values().stream().map(DialectDetector::meaning).distinct().count() > 1) {
      throw new UsageException(
          "the body fits several gateways, each in its own way; add --gateway with one of "
              + String.join(", ", matches.keySet()));
    }
    return new DialectDetector(matches.values().iterator().next(), null);
  }

  private static boolean isMalformed(Explanation explanation) {
    return explanation instanceof Explanation.OfError of
        && of.error().kind() == ErrorKind.MALFORMED_RESPONSE;
  }

  /** Returns the meaning without the dialect's name and wording. */
  private static String meaning(Explanation explanation) {
    if (explanation instanceof Explanation.OfTask of) {
      return Json.meaning(of.task());
    }
    VideoTaskException error = ((Explanation.OfError) explanation).error();
    return error.kind() + " " + error.httpStatus() + " " + error.requestId();
  }
}
