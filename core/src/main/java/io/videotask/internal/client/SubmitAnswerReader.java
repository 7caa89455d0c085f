package io.videotask.internal.client;

import com.squareup.moshi.JsonDataException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerDecoder;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.LostFieldNotes;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.RetryAfterParser;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonValue;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.TruncatedJson;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps the answer to a submit to its outcome. One table serves all dialects, and the first matching
 * row applies; {@code docs/statuses.md} documents it. In doubt the outcome is unknown: if a task
 * were taken for rejected, the caller would submit it again and pay twice.
 */
public final class SubmitAnswerReader {
  private static final int MAX_SNIPPET = 200;

  private final Adapter adapter;

  public SubmitAnswerReader(Adapter adapter) {
    this.adapter = adapter;
  }

  public SubmitOutcome read(SubmitAttempt attempt, HttpAnswer answer) {
    SubmitErrors errors = new SubmitErrors(attempt, answer);
    return answer.isSuccess() ? success(attempt, answer, errors) : error(attempt, answer, errors);
  }

  private SubmitOutcome error(SubmitAttempt attempt, HttpAnswer answer, SubmitErrors errors) {
    int status = answer.status();
    String body = answer.body();
    AnswerNode.Reason reason = reason(body);
    String id = ids(attempt, answer).any();
    id = id == null ? TaskLocationHeader.id(adapter, attempt.base(), answer) : id;
    if (id != null) {
      return errors.unknown(
          "it answered with an error, which names the task " + reference(attempt, id), reason);
    }
    if (status == 503 && SubmitRefusals.NO_SUCH_MODEL.equals(SubmitRefusals.code(reason))) {
      return errors.rejected(reason);
    }
    boolean refusal = SubmitRefusals.isRequestRefusal(reason);
    boolean unsure =
        SubmitRefusals.AMBIGUOUS_STATUSES.contains(status) && !(status == 409 && refusal);
    if (status < 300 || status >= 500 || status == 303 || unsure) {
      return errors.unknown("it answered with " + describe(body), reason);
    }
    if (BodyClassifier.isPage(body) && status >= 400) {
      return page(status, body, errors);
    }
    return switch (status) {
      case 401, 403 -> keyOrAccount(status, reason, errorType(body), errors);
      case 413 -> errors.tooLarge(reason);
      case 429 ->
          isWithoutFunds(answer, reason, errorType(body))
              ? errors.rejected(reason)
              : errors.rateLimited(reason);
      default ->
          SubmitRefusals.isAnswerLost(reason) && !refusal
              ? errors.unknown("it answered with an error", reason)
              : errors.rejected(reason);
    };
  }

  /**
   * Maps a web page to a rejection: it comes from a proxy in front of the gateway, so no task was
   * created.
   */
  private static SubmitOutcome page(int status, String body, SubmitErrors errors) {
    return switch (status) {
      case 401 ->
          errors.authentication(
              new AnswerNode.Reason(AnswerDecoder.PAGE, null, BodyClassifier.page(body)));
      case 413 ->
          errors.tooLarge(
              new AnswerNode.Reason(AnswerDecoder.PAGE, null, BodyClassifier.page(body)));
      case 429 ->
          errors.rateLimited(
              new AnswerNode.Reason(AnswerDecoder.PAGE, null, BodyClassifier.page(body)));
      default -> errors.webPage(BodyClassifier.title(body));
    };
  }

  private static SubmitOutcome keyOrAccount(
      int status, AnswerNode.@Nullable Reason reason, @Nullable String type, SubmitErrors errors) {
    if (SubmitRefusals.isGatewayFailure(reason)) {
      return errors.gatewayFailed(reason);
    }
    if (SubmitRefusals.isVendorRefusal(reason)) {
      return errors.vendorRefuses(reason);
    }
    if (SubmitRefusals.isModelLimit(reason)) {
      return errors.modelNotAllowed(reason);
    }
    if (status == 401) {
      return errors.authentication(reason);
    }
    return SubmitRefusals.isQuota(reason, type)
        ? errors.rejected(reason)
        : errors.permission(reason);
  }

  /**
   * Returns whether the account has no funds. A quota message with a Retry-After hint is about a
   * rate.
   */
  private static boolean isWithoutFunds(
      HttpAnswer answer, AnswerNode.@Nullable Reason reason, @Nullable String type) {
    boolean hasRetryAfter = RetryAfterParser.of(answer.headers(), Instant.EPOCH) != null;
    return hasRetryAfter
        ? SubmitRefusals.isQuotaByCode(reason, type)
        : SubmitRefusals.isQuota(reason, type);
  }

  private SubmitOutcome success(SubmitAttempt attempt, HttpAnswer answer, SubmitErrors errors) {
    if (answer.unreadable() != null) {
      return errors.unknown("its answer is not readable: " + answer.unreadable(), null);
    }
    String location = TaskLocationHeader.id(adapter, attempt.base(), answer);
    BodyClassifier body = BodyClassifier.of(answer.body(), answer.truncated());
    if (body instanceof BodyClassifier.Unreadable unreadable) {
      return location == null
          ? unreadable(attempt, answer, unreadable, errors)
          : accepted(attempt, location, errors);
    }
    String json = ((BodyClassifier.Task) body).json();
    AnswerNode top;
    try {
      top = adapter.levelOfSubmit(json);
    } catch (IOException | JsonDataException e) {
      return errors.unknown("its answer is no JSON that can be read", null);
    }
    Object value = JsonValue.of(json);
    boolean task = !(value instanceof Map<?, ?> fields && TaskIdSearch.isOtherObject(fields));
    String id = task ? id(top) : null;
    return id == null
        ? withoutId(attempt, answer, top, location, errors)
        : accepted(attempt, id, errors);
  }

  private SubmitOutcome accepted(SubmitAttempt attempt, String id, SubmitErrors errors) {
    String referenceId = adapter.referenceId(attempt.request(), id);
    return TaskRef.isId(referenceId)
        ? new SubmitOutcome.Accepted(
            new TaskRef(attempt.gateway(), referenceId),
            LostFieldNotes.of(adapter, attempt.request()))
        : errors.unknown("it gave the task an id that can't be queried: " + id, null);
  }

  /** Returns the reference id, which can be queried, where the wire id forms a valid one. */
  private String reference(SubmitAttempt attempt, @Nullable String id) {
    String referenceId = id == null ? "" : adapter.referenceId(attempt.request(), id);
    return TaskRef.isId(referenceId)
        ? new TaskRef(attempt.gateway(), referenceId).toString()
        : String.valueOf(id);
  }

  private SubmitOutcome unreadable(
      SubmitAttempt attempt,
      HttpAnswer answer,
      BodyClassifier.Unreadable unreadable,
      SubmitErrors errors) {
    String body = answer.body();
    if (BodyClassifier.isPage(body)) {
      return errors.unknown(
          "its answer is "
              + BodyClassifier.page(body)
              + (BodyClassifier.title(body) == null ? snippet(body) : "")
              + ", as a wrong address gives: check the base address",
          null);
    }
    TaskIdSearch ids = ids(attempt, answer);
    String named = ids.named();
    if (named != null && reason(body) == null && JsonValue.of(body) instanceof Map) {
      return accepted(attempt, named, errors);
    }
    String id = ids.any();
    return errors.unknown(
        "its answer is "
            + unreadable.problem()
            + (id == null ? "" : ", which may name the task " + reference(attempt, id))
            + snippet(answer.body()),
        null);
  }

  /** Maps an answer without a task id in the dialect's own field. */
  private SubmitOutcome withoutId(
      SubmitAttempt attempt,
      HttpAnswer answer,
      AnswerNode top,
      @Nullable String location,
      SubmitErrors errors) {
    AnswerNode.BaseResp baseResp = baseResp(top);
    AnswerNode.Reason error = error(top, answer.body());
    TaskIdSearch ids = ids(attempt, answer);
    String id = ids.any();
    if (id != null || location != null) {
      String named = ids.named();
      String plain = named == null ? location : named;
      boolean clean = baseResp == null && (error == null || isBareCode(error));
      return clean && plain != null
          ? accepted(attempt, plain, errors)
          : errors.unknown(
              "its answer names the task " + reference(attempt, id == null ? location : id),
              top.reason());
    }
    if (baseResp != null && SubmitRefusals.MINIMAX_CODES.contains(baseResp.code())) {
      return refused(baseResp, errors);
    }
    if (error != null) {
      return baseResp == null && !SubmitRefusals.isOutcomeUnclear(error)
          ? errors.rejected(error)
          : errors.unknown("it answered with an error", error);
    }
    return errors.unknown(
        "its answer has neither a task's id nor an error" + snippet(answer.body()), top.reason());
  }

  private static SubmitOutcome refused(AnswerNode.BaseResp baseResp, SubmitErrors errors) {
    AnswerNode.Reason reason =
        new AnswerNode.Reason("base_resp", Scalar.ofNumber(baseResp.code()), baseResp.message());
    return switch ((int) baseResp.code()) {
      case 1002 -> errors.rateLimited(reason);
      case 1004, 2049 -> errors.authentication(reason);
      default -> errors.rejected(reason);
    };
  }

  /** Returns whether a code comes without a message; it may be a success code. */
  private static boolean isBareCode(AnswerNode.Reason error) {
    return !error.field().equals("error")
        && (error.message() == null || SubmitRefusals.isSuccess(error.message()));
  }

  /** Returns the task's id from any of the fields: servers deviate from their documentation. */
  private static @Nullable String id(AnswerNode top) {
    List<@Nullable Scalar> candidates = new ArrayList<>();
    candidates.add(top.ids().taskId());
    candidates.add(top.ids().id());
    for (AnswerNode inner : inner(top)) {
      candidates.add(inner.ids().taskId());
      candidates.add(inner.ids().id());
    }
    for (Scalar id : candidates) {
      if (id != null && !id.text().strip().equals("0")) {
        return id.text().strip();
      }
    }
    return null;
  }

  /** Returns an error object, or an error code other than a success code; null for none. */
  private AnswerNode.@Nullable Reason error(AnswerNode top, String body) {
    for (AnswerNode level : withInner(top)) {
      for (AnswerNode.Reason reason : level.reasons()) {
        boolean isCode = reason.field().equals("message") && reason.code() != null;
        if (isCode || reason.field().equals("error")) {
          AnswerNode.Reason specific = reason(body);
          return specific == null ? reason : specific;
        }
      }
    }
    return null;
  }

  private static AnswerNode.@Nullable BaseResp baseResp(AnswerNode top) {
    for (AnswerNode level : withInner(top)) {
      AnswerNode.BaseResp baseResp = level.baseResp();
      if (baseResp != null && baseResp.code() != 0) {
        return baseResp;
      }
    }
    return null;
  }

  private static List<AnswerNode> inner(AnswerNode top) {
    List<AnswerNode> inner = new ArrayList<>();
    if (top.inner().data() != null) {
      inner.add(top.inner().data());
    }
    if (top.inner().wrapped() != null) {
      inner.add(top.inner().wrapped());
    }
    return inner;
  }

  private static List<AnswerNode> withInner(AnswerNode top) {
    List<AnswerNode> levels = new ArrayList<>(inner(top));
    levels.add(0, top);
    return levels;
  }

  private static TaskIdSearch ids(SubmitAttempt attempt, HttpAnswer answer) {
    String body =
        answer.truncated() ? TruncatedJson.completed(answer.body().strip()) : answer.body();
    return new TaskIdSearch(body, attempt.request(), answer.requestId());
  }

  /** Returns the most specific reason in a body; null for a web page or an empty body. */
  private AnswerNode.@Nullable Reason reason(String body) {
    AnswerNode.Reason reason = adapter.error(body);
    return reason == null || reason.field().equals(AnswerDecoder.PAGE) ? null : reason;
  }

  private static String describe(String body) {
    return BodyClassifier.isPage(body) ? BodyClassifier.page(body) : "an error";
  }

  /** Returns the error's {@code type} in OpenAI's format; null for none. */
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
        + text.substring(0, Math.min(text.length(), MAX_SNIPPET)).replaceAll("\\s+", " ");
  }
}
