package io.videotask.gateway;

import com.squareup.moshi.JsonDataException;
import io.videotask.http.Answer;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From the answer to a create to an outcome. Goes down one table for all dialects, and the first
 * row that fits counts; {@code docs/statuses.md} has it for people. Where it is in doubt, the
 * outcome is unknown: a task that was taken for rejected would be paid for twice.
 */
final class CreateReader {
  /** MiniMax's codes of refusals: nothing was created. */
  static final Set<Long> REFUSALS =
      Set.of(1002L, 1004L, 1008L, 1026L, 1027L, 1028L, 1030L, 1039L, 2013L, 2038L, 2049L, 2061L);

  /** The 4xx that a server or a proxy sends when it has lost sight of the request. */
  static final Set<Integer> UNSURE = Set.of(408, 425, 499);

  /** What new-api writes when an account can't pay. */
  static final Set<String> QUOTA =
      Set.of("insufficient_user_quota", "quota_not_enough", "insufficient_quota");

  private static final String NO_SUCH_MODEL = "model_not_found";
  private static final int LONGEST_SNIPPET = 200;

  private final Adapter adapter;

  CreateReader(Adapter adapter) {
    this.adapter = adapter;
  }

  SubmitOutcome read(SubmitAttempt attempt, Answer answer) {
    SubmitVerdicts verdicts = new SubmitVerdicts(attempt, answer);
    return answer.isSuccess() ? success(attempt, answer, verdicts) : error(answer, verdicts);
  }

  private SubmitOutcome error(Answer answer, SubmitVerdicts verdicts) {
    int status = answer.status();
    Level.Reason reason = reason(answer.body());
    String code = code(reason);
    if (status == 503 && NO_SUCH_MODEL.equals(code)) {
      return verdicts.rejected(reason);
    }
    if (status < 300 || status >= 500 || UNSURE.contains(status)) {
      return verdicts.unknown("it answered with an error", reason);
    }
    return switch (status) {
      case 401 -> verdicts.authentication(reason);
      case 403 ->
          code != null && QUOTA.contains(code)
              ? verdicts.rejected(reason)
              : verdicts.permission(reason);
      case 429 -> verdicts.rateLimited(reason);
      default -> verdicts.rejected(reason);
    };
  }

  private SubmitOutcome success(SubmitAttempt attempt, Answer answer, SubmitVerdicts verdicts) {
    if (answer.unreadable() != null) {
      return verdicts.unknown("its answer is not readable: " + answer.unreadable(), null);
    }
    Body body = Body.of(answer.body(), answer.cut());
    if (body instanceof Body.Unreadable unreadable) {
      return verdicts.unknown(
          "its answer is " + unreadable.problem() + snippet(answer.body()), null);
    }
    Level top;
    try {
      top = adapter.levelOfBody(((Body.Task) body).json(), Adapter.Drift.IGNORED);
    } catch (IOException | JsonDataException e) {
      return verdicts.unknown("its answer is no JSON that can be read", null);
    }
    String id = id(top);
    if (id == null) {
      return withoutId(top, answer, verdicts);
    }
    String referenceId = adapter.referenceId(attempt.request(), id);
    return TaskRef.isId(referenceId)
        ? new SubmitOutcome.Accepted(new TaskRef(attempt.gateway(), referenceId))
        : verdicts.unknown("it gave the task an id that can't be asked for: " + id, null);
  }

  private static SubmitOutcome withoutId(Level top, Answer answer, SubmitVerdicts verdicts) {
    Level.BaseResp baseResp = baseResp(top);
    Level.Reason error = error(top);
    if (baseResp != null && REFUSALS.contains(baseResp.code())) {
      Level.Reason told =
          new Level.Reason("base_resp", Scalar.ofNumber(baseResp.code()), baseResp.message());
      return switch ((int) baseResp.code()) {
        case 1002 -> verdicts.rateLimited(told);
        case 1004, 2049 -> verdicts.authentication(told);
        default -> verdicts.rejected(told);
      };
    }
    if (error != null) {
      return verdicts.rejected(error);
    }
    return verdicts.unknown(
        "its answer has neither a task's id nor an error" + snippet(answer.body()), top.reason());
  }

  /**
   * A task's id, in whichever of the places: servers contradict their documents, and each other.
   */
  private static @Nullable String id(Level top) {
    List<@Nullable Scalar> places = new ArrayList<>();
    places.add(top.ids().taskId());
    places.add(top.ids().id());
    for (Level inner : inner(top)) {
      places.add(inner.ids().taskId());
      places.add(inner.ids().id());
    }
    for (Scalar id : places) {
      if (id != null && !id.text().strip().equals("0")) {
        return id.text().strip();
      }
    }
    return null;
  }

  /** An error code that is none of success, or an error object. */
  private static Level.@Nullable Reason error(Level top) {
    for (Level level : withInner(top)) {
      for (Level.Reason reason : level.reasons()) {
        boolean isCode = reason.place().equals("message") && reason.code() != null;
        if (isCode || reason.place().equals("error")) {
          return reason;
        }
      }
    }
    return null;
  }

  private static Level.@Nullable BaseResp baseResp(Level top) {
    for (Level level : withInner(top)) {
      Level.BaseResp baseResp = level.baseResp();
      if (baseResp != null && baseResp.code() != 0) {
        return baseResp;
      }
    }
    return null;
  }

  private static List<Level> inner(Level top) {
    List<Level> inner = new ArrayList<>();
    if (top.inner().data() != null) {
      inner.add(top.inner().data());
    }
    if (top.inner().wrapped() != null) {
      inner.add(top.inner().wrapped());
    }
    return inner;
  }

  private static List<Level> withInner(Level top) {
    List<Level> levels = new ArrayList<>(inner(top));
    levels.add(0, top);
    return levels;
  }

  private Level.@Nullable Reason reason(String body) {
    return adapter.error(body);
  }

  private static @Nullable String code(Level.@Nullable Reason reason) {
    Scalar code = reason == null ? null : reason.code();
    return code == null ? null : code.text().strip();
  }

  private static String snippet(String body) {
    String text = body.strip();
    if (text.isEmpty()) {
      return "";
    }
    return ", and begins: "
        + text.substring(0, Math.min(text.length(), LONGEST_SNIPPET)).replaceAll("\\s+", " ");
  }
}
