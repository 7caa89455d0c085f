package io.videotask.internal.answer;

import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerEnvelope;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.ErrorCodes;
import io.videotask.internal.dialect.FailureReasons;
import io.videotask.internal.dialect.ImpliedStatus;
import io.videotask.internal.http.Redaction;
import io.videotask.internal.text.ProgressParser;
import io.videotask.internal.text.ReportedUrl;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.StringInterner;
import io.videotask.internal.text.Timestamps;
import io.videotask.task.Observation;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a task from the levels of an answer, by the same rules for every dialect. Not thread-safe.
 */
final class Normalizer {
  private final Context context;
  private final DecisionLog log;

  /**
   * @param adapter the gateway's statuses and codes
   * @param ref the task's reference
   * @param conventions how this dialect's servers report a finished video
   * @param query the query that was answered
   * @param body the answer as received
   * @param truncated whether it was longer than the limit
   */
  record Context(
      Adapter adapter,
      TaskRef ref,
      VideoExtractor.Conventions conventions,
      QueryContext query,
      String body,
      boolean truncated) {}

  Normalizer(Context context, DecisionLog log) {
    this.context = context;
    this.log = log;
  }

  /** Returns the task of an answer whose outer level has a status. */
  VideoTask task(AnswerEnvelope envelope) {
    AnswerNode row = envelope.row();
    String status = String.valueOf(row.status());
    TaskState state = context.adapter().stateOf(status);
    if (state == null) {
      log.note("the status word \"" + status + "\" is not known; it is not taken for an end");
      state = TaskState.UNKNOWN;
    } else {
      explain(status, state);
    }
    List<AnswerNode> levels = envelope.levels();
    List<AnswerNode> nested = envelope.nestedOf(levels);
    if (!state.isTerminal()) {
      return running(envelope, state, levels, nested);
    }
    if (state == TaskState.COMPLETED && row.marks().failed()) {
      log.why(() -> "the task has ended with an error, whatever its status says");
      state = TaskState.FAILED;
    }
    noteContradiction(status, state, nested);
    if (state != TaskState.COMPLETED) {
      TaskFailure failure = failure(state, levels, row);
      boolean cancelled = codes().of(failure.code(), failure.message()) == CodeMeaning.CANCELLED;
      return ended(row, cancelled ? TaskState.CANCELLED : state, failure);
    }
    if (row.marks().removed()) {
      log.note("the gateway has removed the video");
    }
    List<AnswerNode.UrlField> listed = ListedUrls.of(context.body());
    List<String> removedBy = context.truncated() ? List.of() : Moderation.removedBy(context.body());
    if (!removedBy.isEmpty()
        && !new VideoExtractor(levels, listed, context.conventions(), DecisionLog.ofNotes())
            .hasUrl()) {
      log.note("the status word " + status + " comes with no URL, and moderation took the video");
      return ended(row, TaskState.FAILED, removed(removedBy, levels));
    }
    List<VideoResult> videos =
        new VideoExtractor(levels, listed, context.conventions(), log).find();
    return new VideoTask.Completed(observation(row, state), withoutUrls(videos));
  }

  private ErrorCodes codes() {
    return context.adapter().codes();
  }

  private void explain(String status, TaskState state) {
    if (ImpliedStatus.stateOf(status) == null) {
      log.why(() -> "the status word \"" + status + "\" means " + state);
    } else if (ImpliedStatus.isByResult(status)) {
      log.note("the answer has no status, but a result: the task is finished");
    } else {
      log.why(() -> "the gateway has no statuses; by its other fields the task is " + state);
    }
  }

  /**
   * Returns the failure of a task whose video moderation removed: another try helps only where it
   * helps against each of the reasons.
   */
  private TaskFailure removed(List<String> reasons, List<AnswerNode> levels) {
    String code = null;
    boolean mayPass = true;
    for (String reason : reasons) {
      String own = code(reason, levels);
      code = code == null ? own : code;
      mayPass &= codes().of(own, reason) == CodeMeaning.TRANSIENT;
    }
    return new TaskFailure(
        code == null ? null : Redaction.line(code),
        Redaction.message(String.join("; ", reasons)),
        mayPass);
  }

  private static @Nullable String code(String reason, List<AnswerNode> levels) {
    for (AnswerNode level : levels) {
      for (AnswerNode.Reason reported : level.reasons()) {
        if (reported.code() != null && reason.equals(reported.message())) {
          return reported.code().text();
        }
      }
    }
    return null;
  }

  private TaskFailure failure(TaskState state, List<AnswerNode> levels, AnswerNode row) {
    TaskFailure failure =
        FailureReasons.of(context.adapter().codes(), state, levels, context.body());
    if (state == TaskState.FAILED
        && failure.message() == null
        && failure.code() == null
        && Timestamps.first(row.times().finished()) == null) {
      log.note("the failure came without a reason, a code or a time; it may be none");
    }
    return failure;
  }

  /** Returns a task that ended without a video, with what the headers say of its failure. */
  private VideoTask ended(AnswerNode row, TaskState state, TaskFailure failure) {
    QueryContext query = context.query();
    return new VideoTask.Ended(
        observation(row, state),
        new TaskFailure(
            failure.code(),
            failure.message(),
            query.retryable() == null ? failure.retryable() : query.retryable(),
            context.adapter().failureFacts().requestId(context.body(), query.requestId())));
  }

  /** Returns a running task for an answer whose HTTP status is its only content. */
  VideoTask pending(TaskState state) {
    return new VideoTask.Pending(
        new Observation(
            context.ref(),
            state,
            null,
            null,
            null,
            null,
            null,
            log.notes(),
            context.query().at(),
            context.body()));
  }

  /** Returns a running task for an answer whose HTTP status counts for more than its fields. */
  VideoTask pending(AnswerEnvelope envelope, TaskState state) {
    return new VideoTask.Pending(observation(envelope.row(), state));
  }

  /** Returns the failed task for an error answer that refuses the content. */
  VideoTask refused(AnswerEnvelope envelope, AnswerNode.Reason reason) {
    Scalar code = reason.code();
    TaskFailure classified =
        FailureReasons.failure(
            context.adapter().codes(),
            TaskState.FAILED,
            code == null ? null : code.text(),
            reason.message());
    // Content refused with an error of the request is refused again at a retry.
    TaskFailure failure = new TaskFailure(classified.code(), classified.message(), false);
    return ended(envelope.row(), TaskState.FAILED, failure);
  }

  /** Returns the task of a body with a known field and no status. */
  VideoTask withoutStatus(AnswerEnvelope envelope) {
    AnswerNode.Reason reason = null;
    for (AnswerNode level : envelope.levels()) {
      reason = reason == null ? level.reason() : reason;
    }
    log.note(
        (envelope.isRequestStatus()
                ? "the status "
                    + envelope.row().status()
                    + " is that of the request: the task has none"
                : "the answer has no status word")
            + (reason == null ? "" : "; it says: " + describe(reason)));
    return new VideoTask.Pending(observation(envelope.row(), TaskState.UNKNOWN));
  }

  /** Returns the failed task for an answer with nothing but MiniMax's code. */
  VideoTask refused(AnswerEnvelope envelope, AnswerNode.BaseResp baseResp) {
    String code = Long.toString(baseResp.code());
    log.why(
        () -> "base_resp " + code + " is MiniMax's refusal, which ends the task without a status");
    return ended(
        envelope.row(),
        TaskState.FAILED,
        FailureReasons.failure(
            context.adapter().codes(), TaskState.FAILED, code, baseResp.message()));
  }

  private VideoTask running(
      AnswerEnvelope envelope, TaskState state, List<AnswerNode> levels, List<AnswerNode> nested) {
    AnswerNode row = envelope.row();
    for (AnswerNode level : nested) {
      VendorFinalStatus vendorStatus = VendorFinalStatus.of(level);
      if (vendorStatus != null) {
        log.note(
            "outer status "
                + row.status()
                + ", nested "
                + vendorStatus.evidence()
                + ": the nested one is final, and the gateway never adopts it");
        TaskFailure failure =
            FailureReasons.failure(
                context.adapter().codes(),
                vendorStatus.state(),
                vendorStatus.code(),
                vendorStatus.message());
        return ended(row, vendorStatus.state(), failure);
      }
      if (level.status() != null && isTerminal(level.status())) {
        // A gateway behind the gateway has a status of its own, so the levels below it don't
        // decide.
        break;
      }
    }
    noteContradiction(String.valueOf(row.status()), state, nested);
    boolean outermost = true;
    for (AnswerNode level : levels) {
      AnswerNode.Reason reason = error(level, outermost);
      outermost = false;
      if (reason != null) {
        log.note("the task is running, next to an error that does not end it: " + describe(reason));
        break;
      }
    }
    return new VideoTask.Pending(observation(row, state));
  }

  private boolean isTerminal(String status) {
    TaskState state = context.adapter().stateOf(status);
    return state != null && state.isTerminal();
  }

  /**
   * Returns an error reported next to a running status. A plain message is not one: vendors send
   * "success" and "SUCCEED" there.
   */
  private static AnswerNode.@Nullable Reason error(AnswerNode level, boolean outermost) {
    for (AnswerNode.Reason reason : level.reasons()) {
      if (reason.kind() != AnswerNode.Reason.FieldKind.ENVELOPE) {
        return reason;
      }
    }
    AnswerNode.Reason failReason = level.failReason();
    return outermost && failReason != null && ReportedUrl.of(failReason.message(), null) == null
        ? failReason
        : null;
  }

  private void noteContradiction(String status, TaskState state, List<AnswerNode> nested) {
    for (AnswerNode level : nested) {
      TaskState inner = level.status() == null ? null : context.adapter().stateOf(level.status());
      boolean differ =
          inner != null && inner != state && (inner.isTerminal() || state.isTerminal());
      if (differ) {
        log.note(
            "outer status "
                + status
                + ", nested status "
                + level.status()
                + ": the outer one is used");
        return;
      }
    }
    if (state != TaskState.COMPLETED && hasUrl(nested)) {
      log.note(
          "outer status " + status + ", but the vendor's answer has a URL: the status is used");
    }
  }

  private static boolean hasUrl(List<AnswerNode> levels) {
    for (AnswerNode level : levels) {
      for (AnswerNode.UrlField field : level.urlFields()) {
        for (AnswerNode.Found found : field.videos()) {
          if (ReportedUrl.of(found.url(), null) != null) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Removes a URL at the end of a truncated body, which may be truncated itself. */
  private List<VideoResult> withoutUrls(List<VideoResult> videos) {
    if (!context.truncated()) {
      return videos;
    }
    VideoResult first = videos.get(0);
    List<VideoResult> kept = new ArrayList<>();
    kept.add(
        new VideoResult(
            null,
            false,
            null,
            first.fileId(),
            first.format(),
            first.width(),
            first.height(),
            first.durationSeconds(),
            first.fps(),
            first.seed(),
            first.bytes(),
            null));
    return kept;
  }

  private Observation observation(AnswerNode row, TaskState state) {
    if (context.truncated()) {
      log.note(
          "the body is longer than the limit: only its beginning was read, and URLs are left out");
    }
    AnswerNode.Times times = row.times();
    String status = row.status();
    return new Observation(
        context.ref(),
        state,
        status == null || ImpliedStatus.stateOf(status) != null
            ? null
            : StringInterner.intern(Redaction.line(status)),
        ProgressParser.of(row.progress()),
        Timestamps.first(times.submitted()),
        Timestamps.first(times.started()),
        state.isTerminal() ? Timestamps.first(times.finished()) : null,
        log.notes(),
        context.query().at(),
        context.body(),
        row.marks().cost() == null ? context.query().cost() : row.marks().cost());
  }

  private static String describe(AnswerNode.Reason reason) {
    Scalar code = reason.code();
    String message = reason.message();
    if (message == null) {
      return reason.field() + " " + (code == null ? "" : code.text());
    }
    return message + (code == null ? "" : " (code " + code.text() + ")");
  }
}
