package io.videotask.internal.answer;

import io.videotask.internal.dialect.AnswerEnvelope;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.FailureReasons;
import io.videotask.internal.dialect.StatusMapping;
import io.videotask.internal.http.Redaction;
import io.videotask.internal.text.Address;
import io.videotask.internal.text.ProgressParser;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.StringInterner;
import io.videotask.internal.text.Timestamps;
import io.videotask.task.Observation;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a task from the levels of an answer, by the same rules for every dialect. Not thread-safe.
 */
final class Normalizer {
  private final Context context;
  private final DecisionLog trail;

  /**
   * @param ref the task's reference
   * @param habits how this dialect's servers report a finished video
   * @param seenAt when the answer was received
   * @param body the answer as received
   * @param truncated whether it was longer than the limit
   */
  record Context(
      TaskRef ref, VideoExtractor.Habits habits, Instant seenAt, String body, boolean cut) {}

  Normalizer(Context context, DecisionLog trail) {
    this.context = context;
    this.trail = trail;
  }

  /** Returns the task of an answer whose outer level has a status. */
  VideoTask task(AnswerEnvelope outer) {
    AnswerNode row = outer.row();
    String word = String.valueOf(row.status());
    TaskState said = StatusMapping.stateOf(word);
    if (said == null) {
      trail.note("the status word \"" + word + "\" is not known; it is not taken for an end");
      said = TaskState.UNKNOWN;
    } else {
      TaskState meant = said;
      trail.why(() -> "the status word \"" + word + "\" means " + meant);
    }
    List<AnswerNode> levels = outer.levels();
    List<AnswerNode> nested = outer.nestedOf(levels);
    if (!said.isTerminal()) {
      return running(outer, said, levels, nested);
    }
    noteContradiction(word, said, nested);
    if (said != TaskState.COMPLETED) {
      TaskFailure failure = failure(said, levels, row);
      return new VideoTask.Ended(observation(row, said), failure);
    }
    List<AnswerNode.UrlField> listed = ListedUrls.of(context.body());
    String taken = context.cut() ? null : Moderation.taken(context.body());
    if (taken != null
        && !new VideoExtractor(levels, listed, context.habits(), DecisionLog.ofNotes())
            .haveAddress()) {
      trail.note(
          "the status word " + word + " comes with no address, and moderation took the video");
      return new VideoTask.Ended(
          observation(row, TaskState.FAILED),
          new TaskFailure(null, Redaction.message(taken), false));
    }
    List<VideoResult> videos = new VideoExtractor(levels, listed, context.habits(), trail).find();
    return new VideoTask.Completed(observation(row, said), withoutCut(videos));
  }

  private TaskFailure failure(TaskState said, List<AnswerNode> levels, AnswerNode row) {
    TaskFailure failure = FailureReasons.of(said, levels, context.body());
    if (said == TaskState.FAILED
        && failure.message() == null
        && failure.code() == null
        && Timestamps.first(row.times().finished()) == null) {
      trail.note("the failure came without a reason, a code or a time; it may be none");
    }
    return failure;
  }

  /** Returns a pending task for an answer whose HTTP status is its only content. */
  VideoTask nothingYet() {
    return new VideoTask.Pending(
        new Observation(
            context.ref(),
            TaskState.UNKNOWN,
            null,
            null,
            null,
            null,
            null,
            trail.notes(),
            context.seenAt(),
            context.body()));
  }

  /** Returns the failed task for an error answer that refuses the content. */
  VideoTask refused(AnswerEnvelope outer, AnswerNode.Reason reason) {
    Scalar code = reason.code();
    TaskFailure told =
        FailureReasons.failure(
            TaskState.FAILED, code == null ? null : code.text(), reason.message());
    // Content refused with an error of the request is refused again at a retry.
    TaskFailure failure = new TaskFailure(told.code(), told.message(), false);
    return new VideoTask.Ended(observation(outer.row(), TaskState.FAILED), failure);
  }

  /** Returns the task of a body with a known field and no status. */
  VideoTask withoutWord(AnswerEnvelope outer) {
    AnswerNode.Reason reason = null;
    for (AnswerNode level : outer.levels()) {
      reason = reason == null ? level.reason() : reason;
    }
    trail.note(
        (outer.isVerdict()
                ? "the word "
                    + outer.row().status()
                    + " is about the request: nothing tells of the task"
                : "the answer has no status word")
            + (reason == null ? "" : "; it says: " + describe(reason)));
    return new VideoTask.Pending(observation(outer.row(), TaskState.UNKNOWN));
  }

  /** Returns the failed task for an answer with nothing but MiniMax's code. */
  VideoTask refused(AnswerEnvelope outer, AnswerNode.BaseResp baseResp) {
    String code = Long.toString(baseResp.code());
    trail.why(
        () -> "base_resp " + code + " is MiniMax's refusal, which is an end without a status word");
    return new VideoTask.Ended(
        observation(outer.row(), TaskState.FAILED),
        FailureReasons.failure(TaskState.FAILED, code, baseResp.message()));
  }

  private VideoTask running(
      AnswerEnvelope outer, TaskState said, List<AnswerNode> levels, List<AnswerNode> nested) {
    AnswerNode row = outer.row();
    for (AnswerNode level : nested) {
      VendorFinalStatus verdict = VendorFinalStatus.of(level);
      if (verdict != null) {
        trail.note(
            "outer status "
                + row.status()
                + ", nested "
                + verdict.evidence()
                + ": the nested one is final, and the gateway never takes it over");
        TaskFailure failure =
            FailureReasons.failure(verdict.state(), verdict.code(), verdict.message());
        return new VideoTask.Ended(observation(row, verdict.state()), failure);
      }
      if (level.status() != null && isTerminal(level.status())) {
        // A gateway behind the gateway has a status of its own, so the levels below it don't
        // decide.
        break;
      }
    }
    noteContradiction(String.valueOf(row.status()), said, nested);
    boolean outermost = true;
    for (AnswerNode level : levels) {
      AnswerNode.Reason reason = error(level, outermost);
      outermost = false;
      if (reason != null) {
        trail.note(
            "the task is said to run, beside an error that is not taken for an end: "
                + describe(reason));
        break;
      }
    }
    return new VideoTask.Pending(observation(row, said));
  }

  private static boolean isTerminal(String word) {
    TaskState state = StatusMapping.stateOf(word);
    return state != null && state.isTerminal();
  }

  /**
   * Returns an error reported next to a running status. A plain message is not one: vendors send
   * "success" and "SUCCEED" there.
   */
  private static AnswerNode.@Nullable Reason error(AnswerNode level, boolean outer) {
    for (AnswerNode.Reason reason : level.reasons()) {
      if (!reason.place().equals("message")) {
        return reason;
      }
    }
    AnswerNode.Reason failReason = level.failReason();
    return outer && failReason != null && Address.of(failReason.message(), null) == null
        ? failReason
        : null;
  }

  private void noteContradiction(String word, TaskState said, List<AnswerNode> nested) {
    for (AnswerNode level : nested) {
      TaskState inner = level.status() == null ? null : StatusMapping.stateOf(level.status());
      boolean differ = inner != null && inner != said && (inner.isTerminal() || said.isTerminal());
      if (differ) {
        trail.note(
            "outer status "
                + word
                + ", nested status "
                + level.status()
                + ": the outer one is taken");
        return;
      }
    }
    if (said != TaskState.COMPLETED && hasAddress(nested)) {
      trail.note(
          "outer status "
              + word
              + ", and yet the vendor's answer holds an address: the status is taken");
    }
  }

  private static boolean hasAddress(List<AnswerNode> levels) {
    for (AnswerNode level : levels) {
      for (AnswerNode.UrlField place : level.places()) {
        for (AnswerNode.Found found : place.videos()) {
          if (Address.of(found.address(), null) != null) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Removes a URL at the end of a truncated body, which may be truncated itself. */
  private List<VideoResult> withoutCut(List<VideoResult> videos) {
    if (!context.cut()) {
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
    if (context.cut()) {
      trail.note(
          "the body is longer than the limit: only its beginning was read, and addresses are left out");
    }
    AnswerNode.Times times = row.times();
    String word = row.status();
    return new Observation(
        context.ref(),
        state,
        word == null ? null : StringInterner.one(Redaction.line(word)),
        ProgressParser.of(row.progress()),
        Timestamps.first(times.submitted()),
        Timestamps.first(times.started()),
        state.isTerminal() ? Timestamps.first(times.finished()) : null,
        trail.notes(),
        context.seenAt(),
        context.body());
  }

  private static String describe(AnswerNode.Reason reason) {
    Scalar code = reason.code();
    String message = reason.message();
    if (message == null) {
      return reason.place() + " " + (code == null ? "" : code.text());
    }
    return message + (code == null ? "" : " (code " + code.text() + ")");
  }
}
