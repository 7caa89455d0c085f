package io.videotask.gateway;

import com.squareup.moshi.JsonDataException;
import io.videotask.http.Answer;
import io.videotask.http.RetryWish;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From the answer to a create to an outcome. Goes down one table for all dialects, and the first
 * row that fits counts; {@code docs/statuses.md} has it for people. Where it is in doubt, the
 * outcome is unknown: a task that was taken for rejected would be paid for twice.
 */
final class CreateReader {
  private static final int LONGEST_SNIPPET = 200;

  private final Adapter adapter;

  CreateReader(Adapter adapter) {
    this.adapter = adapter;
  }

  SubmitOutcome read(SubmitAttempt attempt, Answer answer) {
    SubmitVerdicts verdicts = new SubmitVerdicts(attempt, answer);
    return answer.isSuccess()
        ? success(attempt, answer, verdicts)
        : error(attempt, answer, verdicts);
  }

  private SubmitOutcome error(SubmitAttempt attempt, Answer answer, SubmitVerdicts verdicts) {
    int status = answer.status();
    String body = answer.body();
    Level.Reason reason = reason(body);
    String id = ids(attempt, answer).any();
    id = id == null ? TaskLocation.id(adapter, attempt.base(), answer) : id;
    if (id != null) {
      return verdicts.unknown(
          "it answered with an error, which names the task " + reference(attempt, id), reason);
    }
    if (status == 503 && RefusalReasons.NO_SUCH_MODEL.equals(RefusalReasons.code(reason))) {
      return verdicts.rejected(reason);
    }
    boolean refusal = RefusalReasons.isOfTheRequest(reason);
    boolean unsure = RefusalReasons.UNSURE.contains(status) && !(status == 409 && refusal);
    if (status < 300 || status >= 500 || status == 303 || unsure) {
      return verdicts.unknown("it answered with " + what(body), reason);
    }
    if (Body.isPage(body) && status >= 400) {
      return page(status, body, verdicts);
    }
    return switch (status) {
      case 401, 403 -> keyOrAccount(status, reason, errorType(body), verdicts);
      case 413 -> verdicts.tooLarge(reason);
      case 429 ->
          isEmptyAccount(answer, reason, errorType(body))
              ? verdicts.rejected(reason)
              : verdicts.rateLimited(reason);
      default ->
          RefusalReasons.isLost(reason) && !refusal
              ? verdicts.unknown("it answered with an error", reason)
              : verdicts.rejected(reason);
    };
  }

  /** No gateway answers so: something before it did, which made nothing. */
  private static SubmitOutcome page(int status, String body, SubmitVerdicts verdicts) {
    return switch (status) {
      case 401 ->
          verdicts.authentication(new Level.Reason(DialectJson.PAGE, null, Body.page(body)));
      case 413 -> verdicts.tooLarge(new Level.Reason(DialectJson.PAGE, null, Body.page(body)));
      case 429 -> verdicts.rateLimited(new Level.Reason(DialectJson.PAGE, null, Body.page(body)));
      default -> verdicts.webPage(Body.title(body));
    };
  }

  private static SubmitOutcome keyOrAccount(
      int status, Level.@Nullable Reason reason, @Nullable String type, SubmitVerdicts verdicts) {
    if (RefusalReasons.isGatewayFailure(reason)) {
      return verdicts.gatewayFailed(reason);
    }
    if (RefusalReasons.isOfTheVendor(reason)) {
      return verdicts.vendorRefuses(reason);
    }
    if (RefusalReasons.isModelLimit(reason)) {
      return verdicts.modelNotAllowed(reason);
    }
    if (status == 401) {
      return verdicts.authentication(reason);
    }
    return RefusalReasons.isQuota(reason, type)
        ? verdicts.rejected(reason)
        : verdicts.permission(reason);
  }

  /** A sentence about a quota that comes with a time to come back is about a rate. */
  private static boolean isEmptyAccount(
      Answer answer, Level.@Nullable Reason reason, @Nullable String type) {
    boolean comesBack = RetryWish.of(answer.headers(), Instant.EPOCH) != null;
    return comesBack
        ? RefusalReasons.isQuotaByCode(reason, type)
        : RefusalReasons.isQuota(reason, type);
  }

  private SubmitOutcome success(SubmitAttempt attempt, Answer answer, SubmitVerdicts verdicts) {
    if (answer.unreadable() != null) {
      return verdicts.unknown("its answer is not readable: " + answer.unreadable(), null);
    }
    String location = TaskLocation.id(adapter, attempt.base(), answer);
    Body body = Body.of(answer.body(), answer.cut());
    if (body instanceof Body.Unreadable unreadable) {
      return location == null
          ? unreadable(attempt, answer, unreadable, verdicts)
          : accepted(attempt, location, verdicts);
    }
    String json = ((Body.Task) body).json();
    Level top;
    try {
      top = adapter.levelOfBody(json, Adapter.Drift.IGNORED);
    } catch (IOException | JsonDataException e) {
      return verdicts.unknown("its answer is no JSON that can be read", null);
    }
    Object value = JsonValue.of(json);
    boolean task = !(value instanceof Map<?, ?> fields && TaskIdSearch.isSomethingElse(fields));
    String id = task ? id(top) : null;
    return id == null
        ? withoutId(attempt, answer, top, location, verdicts)
        : accepted(attempt, id, verdicts);
  }

  private SubmitOutcome accepted(SubmitAttempt attempt, String id, SubmitVerdicts verdicts) {
    String referenceId = adapter.referenceId(attempt.request(), id);
    return TaskRef.isId(referenceId)
        ? new SubmitOutcome.Accepted(
            new TaskRef(attempt.gateway(), referenceId),
            LostField.notes(adapter, attempt.request()))
        : verdicts.unknown("it gave the task an id that can't be asked for: " + id, null);
  }

  /** As it can be asked for, where it can. */
  private String reference(SubmitAttempt attempt, @Nullable String id) {
    String referenceId = id == null ? "" : adapter.referenceId(attempt.request(), id);
    return TaskRef.isId(referenceId)
        ? new TaskRef(attempt.gateway(), referenceId).toString()
        : String.valueOf(id);
  }

  private SubmitOutcome unreadable(
      SubmitAttempt attempt, Answer answer, Body.Unreadable unreadable, SubmitVerdicts verdicts) {
    String body = answer.body();
    if (Body.isPage(body)) {
      return verdicts.unknown(
          "its answer is "
              + Body.page(body)
              + (Body.title(body) == null ? snippet(body) : "")
              + ", as a wrong address gives: check the base address",
          null);
    }
    TaskIdSearch ids = ids(attempt, answer);
    String named = ids.named();
    if (named != null && reason(body) == null && JsonValue.of(body) instanceof Map) {
      return accepted(attempt, named, verdicts);
    }
    String id = ids.any();
    return verdicts.unknown(
        "its answer is "
            + unreadable.problem()
            + (id == null ? "" : ", which may name the task " + reference(attempt, id))
            + snippet(answer.body()),
        null);
  }

  /** An answer without a task's id where this dialect has it. */
  private SubmitOutcome withoutId(
      SubmitAttempt attempt,
      Answer answer,
      Level top,
      @Nullable String location,
      SubmitVerdicts verdicts) {
    Level.BaseResp baseResp = baseResp(top);
    Level.Reason error = error(top, answer.body());
    TaskIdSearch ids = ids(attempt, answer);
    String id = ids.any();
    if (id != null || location != null) {
      String named = ids.named();
      String plain = named == null ? location : named;
      boolean clean = baseResp == null && (error == null || isOnlyACode(error));
      return clean && plain != null
          ? accepted(attempt, plain, verdicts)
          : verdicts.unknown(
              "its answer names the task " + reference(attempt, id == null ? location : id),
              top.reason());
    }
    if (baseResp != null && RefusalReasons.MINIMAX.contains(baseResp.code())) {
      return refused(baseResp, verdicts);
    }
    if (error != null) {
      return baseResp == null && !RefusalReasons.leavesDoubt(error)
          ? verdicts.rejected(error)
          : verdicts.unknown("it answered with an error", error);
    }
    return verdicts.unknown(
        "its answer has neither a task's id nor an error" + snippet(answer.body()), top.reason());
  }

  private static SubmitOutcome refused(Level.BaseResp baseResp, SubmitVerdicts verdicts) {
    Level.Reason told =
        new Level.Reason("base_resp", Scalar.ofNumber(baseResp.code()), baseResp.message());
    return switch ((int) baseResp.code()) {
      case 1002 -> verdicts.rateLimited(told);
      case 1004, 2049 -> verdicts.authentication(told);
      default -> verdicts.rejected(told);
    };
  }

  /** A code that nobody explains, which may be one of success. */
  private static boolean isOnlyACode(Level.Reason error) {
    return !error.place().equals("error")
        && (error.message() == null || RefusalReasons.isSuccess(error.message()));
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
  private Level.@Nullable Reason error(Level top, String body) {
    for (Level level : withInner(top)) {
      for (Level.Reason reason : level.reasons()) {
        boolean isCode = reason.place().equals("message") && reason.code() != null;
        if (isCode || reason.place().equals("error")) {
          Level.Reason specific = reason(body);
          return specific == null ? reason : specific;
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

  private static TaskIdSearch ids(SubmitAttempt attempt, Answer answer) {
    String body = answer.cut() ? CutJson.completed(answer.body().strip()) : answer.body();
    return new TaskIdSearch(body, attempt.request(), answer.requestId());
  }

  /** The most specific reason that a body gives; null where a web page came, or nothing. */
  private Level.@Nullable Reason reason(String body) {
    Level.Reason reason = adapter.error(body);
    return reason == null || reason.place().equals(DialectJson.PAGE) ? null : reason;
  }

  private static String what(String body) {
    return Body.isPage(body) ? Body.page(body) : "an error";
  }

  /** The error's {@code type}, as OpenAI's format has it; null where there is none. */
  private static @Nullable String errorType(String body) {
    Object error = JsonValue.inText(body) instanceof Map<?, ?> fields ? fields.get("error") : null;
    Object type = error instanceof Map<?, ?> fields ? fields.get("type") : null;
    return type instanceof Scalar scalar ? scalar.text().strip() : null;
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
