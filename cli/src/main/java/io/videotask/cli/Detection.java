package io.videotask.cli;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Explanation;
import io.videotask.task.TaskFailure;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which dialect a body belongs to.
 *
 * @param explanation what the body means
 * @param dialect whose body it is; null where several take it, and all alike
 */
record Detection(Explanation explanation, @Nullable String dialect) {

  /**
   * Asks every dialect; those that find most in the body fit.
   *
   * @throws UsageException when several take the body, each in its own way
   */
  static Detection of(byte[] body, List<Dialect> dialects) {
    Map<String, Explanation> fitting = new LinkedHashMap<>();
    List<Explanation> all = new ArrayList<>();
    for (Dialect dialect : dialects) {
      Explanation explanation = dialect.explain(body);
      all.add(explanation);
      if (!isMalformed(explanation)) {
        fitting.put(dialect.name(), explanation);
      }
    }
    int most = fitting.values().stream().mapToInt(Detection::readings).max().orElse(0);
    fitting.values().removeIf(explanation -> readings(explanation) < most);
    if (fitting.isEmpty()) {
      return new Detection(all.get(0), all.size() == 1 ? dialects.get(0).name() : null);
    }
    if (fitting.size() == 1) {
      Map.Entry<String, Explanation> only = fitting.entrySet().iterator().next();
      return new Detection(only.getValue(), only.getKey());
    }
    if (fitting.values().stream().map(Detection::meaning).distinct().count() > 1) {
      throw new UsageException(
          "the body fits several gateways, each in its own way; add --gateway with one of "
              + String.join(", ", fitting.keySet()));
    }
    return new Detection(fitting.values().iterator().next(), null);
  }

  private static boolean isMalformed(Explanation explanation) {
    return explanation instanceof Explanation.OfError of
        && of.error().kind() == ErrorKind.MALFORMED_RESPONSE;
  }

  /**
   * How much a dialect found in the body: it fits less where others find more. An error is found or
   * not.
   */
  private static int readings(Explanation explanation) {
    if (!(explanation instanceof Explanation.OfTask of)) {
      return 1;
    }
    VideoTask task = of.task();
    Stream<@Nullable Object> seen =
        Stream.of(
            task.rawStatus(),
            task.progress(),
            task.seen().submittedAt(),
            task.seen().startedAt(),
            task.seen().finishedAt());
    Stream<@Nullable Object> found =
        task.match(
            pending -> Stream.<@Nullable Object>empty(),
            completed -> completed.videos().stream().flatMap(Detection::parts),
            ended -> parts(ended.failure()));
    return (int) Stream.concat(seen, found).filter(Objects::nonNull).count();
  }

  private static Stream<@Nullable Object> parts(VideoResult video) {
    return Stream.of(
        video.url(),
        video.backupUrl(),
        video.fileId(),
        video.format(),
        video.width(),
        video.height(),
        video.durationSeconds(),
        video.fps(),
        video.seed(),
        video.bytes(),
        video.expiresAt());
  }

  private static Stream<@Nullable Object> parts(TaskFailure failure) {
    return Stream.of(failure.code(), failure.message(), failure.retryable());
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
