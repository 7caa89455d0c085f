package io.videotask.cli;

import io.videotask.gateway.Dialect;
import io.videotask.gateway.Explanation;
import io.videotask.gateway.Resolution;
import io.videotask.task.CancelOutcome;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskCost;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import io.videotask.testkit.contract.DriftReport;
import io.videotask.testkit.contract.SchemaDrift;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the objects of {@code --json}, with the keys in their documented order. */
final class Json {
  private Json() {}

  static String of(VideoTask task) {
    return JsonLine.of(
        line -> {
          line.put("task", task.ref().toString());
          meaning(line, task, true);
          cost(line, task.cost());
          line.put("notes", task.notes());
        });
  }

  static String of(Explanation.OfTask explanation, @Nullable String ref) {
    VideoTask task = explanation.task();
    return JsonLine.of(
        line -> {
          line.put("task", ref);
          meaning(line, task, true);
          cost(line, task.cost());
          line.put("notes", task.notes());
          line.put("shape", explanation.shape());
          line.put("why", explanation.why());
        });
  }

  static String of(ErrorReport problem) {
    return JsonLine.of(
        line ->
            line.putObject(
                "error",
                error -> {
                  error
                      .put("kind", problem.kind())
                      .put("message", problem.message())
                      .put("task", problem.task())
                      .put("httpStatus", problem.httpStatus())
                      .put("requestId", problem.requestId());
                  if (problem.lostSubmit() != null) {
                    error.put("lostSubmit", problem.lostSubmit().toString());
                  }
                }));
  }

  /** Describes what became of a submit without an answer. */
  static String resolved(LostSubmit lost, Resolution resolution) {
    return JsonLine.of(
        line ->
            line.putObject(
                "resolved",
                object -> {
                  object.put("lostSubmit", lost.toString());
                  if (resolution instanceof Resolution.Found found) {
                    object
                        .put("outcome", "FOUND")
                        .put("task", found.task().toString())
                        .put("proof", found.proof().name());
                  } else if (resolution instanceof Resolution.Undecided undecided) {
                    object
                        .put("outcome", "UNDECIDED")
                        .put("reason", undecided.reason())
                        .put(
                            "candidates",
                            undecided.candidates().stream().map(TaskRef::toString).toList());
                  } else {
                    object.put("outcome", "ABSENT");
                  }
                }));
  }

  /** Describes an accepted submit. */
  static String submitted(TaskRef ref, List<String> notes) {
    return JsonLine.of(
        line ->
            line.putObject(
                "submitted",
                object ->
                    object
                        .put("task", ref.toString())
                        .put("outcome", "ACCEPTED")
                        .put("notes", notes)));
  }

  /** Describes what became of a request to cancel a task. */
  static String cancelled(TaskRef ref, CancelOutcome outcome) {
    return JsonLine.of(
        line ->
            line.putObject(
                "cancel",
                object -> object.put("task", ref.toString()).put("outcome", outcome.name())));
  }

  static String of(Dialect dialect) {
    return JsonLine.of(
        line -> {
          line.put("gateway", dialect.name()).put("dialect", dialect.name());
          line.putObject("paths", paths -> putStrings(paths, dialect.paths()));
          line.putObject("statuses", statuses -> putStrings(statuses, dialect.statuses()));
          if (!dialect.profiles().isEmpty()) {
            line.putObject("profiles", profiles -> putStrings(profiles, dialect.profiles()));
          }
        });
  }

  /** Describes the differences of a body from its spec. */
  static String of(DriftReport report) {
    return JsonLine.of(
        line ->
            line.putObject(
                "contract",
                contract ->
                    contract
                        .put("against", report.subject())
                        .putAll("drift", report.drifts(), Json::drift)));
  }

  private static void drift(JsonLine line, SchemaDrift drift) throws IOException {
    line.put("kind", drift.kind().name()).put("path", drift.path()).put("message", drift.message());
  }

  /**
   * Returns the meaning of an answer, for comparison: without the task's reference, the notes and
   * the id of the request, which mean nothing.
   */
  static String meaning(VideoTask task) {
    return JsonLine.of(line -> meaning(line, task, false));
  }

  /** Writes the meaning of an answer without the task's reference and notes. */
  static void meaning(JsonLine line, VideoTask task, boolean withRequestId) throws IOException {
    List<VideoResult> videos =
        task.match(pending -> List.of(), completed -> completed.videos(), ended -> List.of());
    TaskFailure failure = task instanceof VideoTask.Ended ended ? ended.failure() : null;
    line.put("state", task.state().name())
        .put("rawStatus", task.rawStatus())
        .put("progress", task.progress())
        .putObject("video", videos.isEmpty() ? null : video -> video(video, videos.get(0)))
        .putAll("videos", videos, Json::video)
        .putObject(
            "failure", failure == null ? null : object -> failure(object, failure, withRequestId))
        .put("submittedAt", task.seen().submittedAt())
        .put("startedAt", task.seen().startedAt())
        .put("finishedAt", task.seen().finishedAt());
  }

  private static void cost(JsonLine line, @Nullable TaskCost cost) throws IOException {
    line.putObject(
        "cost",
        cost == null
            ? null
            : object ->
                object
                    .put("amount", cost.amount().toPlainString())
                    .put("unit", cost.unit())
                    .put("field", cost.field()));
  }

  private static void video(JsonLine line, VideoResult video) throws IOException {
    line.put("url", video.url())
        .put("needsKey", video.needsKey())
        .put("backupUrl", video.backupUrl())
        .put("fileId", video.fileId())
        .put("format", video.format())
        .put("width", video.width())
        .put("height", video.height())
        .put("durationSeconds", video.durationSeconds())
        .put("fps", video.fps())
        .put("seed", video.seed())
        .put("bytes", video.bytes())
        .put("expiresAt", video.expiresAt());
  }

  private static void failure(JsonLine line, TaskFailure failure, boolean withRequestId)
      throws IOException {
    line.put("code", failure.code())
        .put("message", failure.message())
        .put("retryable", failure.retryable());
    if (withRequestId) {
      line.put("requestId", failure.requestId());
    }
  }

  private static void putStrings(JsonLine line, Map<String, ?> entries) throws IOException {
    for (Map.Entry<String, ?> entry : entries.entrySet()) {
      line.put(entry.getKey(), String.valueOf(entry.getValue()));
    }
  }
}
