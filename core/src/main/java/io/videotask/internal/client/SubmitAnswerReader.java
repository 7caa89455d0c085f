package io.videotask.internal.client;

import com.squareup.moshi.JsonDataException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonValue;
import io.videotask.internal.text.Scalar;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps the answer to a submit to its outcome. One table serves all dialects, and the first matching
 * row applies; {@code docs/statuses.md} documents it. In doubt the outcome is unknown: if a task
 * were taken for rejected, the caller would submit it again and pay twice.
 */
public final class SubmitAnswerReader {
  private final Adapter adapter;

  /** Creates a reader of one dialect's answers. */
  public SubmitAnswerReader(Adapter adapter) {
    this.adapter = adapter;
  }

  /** Returns the outcome of a submit that was answered, with any HTTP status. */
  public SubmitOutcome read(SubmitAttempt attempt, HttpAnswer answer) {
    SubmitAnswer submitAnswer = SubmitAnswer.of(adapter, attempt, answer);
    return answer.isSuccess()
        ? success(submitAnswer)
        : new SubmitErrorReader(submitAnswer).outcome();
  }

  private SubmitOutcome success(SubmitAnswer answer) {
    SubmitErrors errors = answer.errors();
    HttpAnswer received = answer.answer();
    if (received.unreadable() != null) {
      return errors.unknown("its answer is not readable: " + received.unreadable(), null);
    }
    String location = answer.location();
    BodyClassifier body =
        BodyClassifier.of(received.body(), received.truncated(), adapter.recognisedFields());
    if (body instanceof BodyClassifier.Unreadable unreadable) {
      return location == null ? unreadable(answer, unreadable) : answer.accepted(location);
    }
    String json = ((BodyClassifier.Task) body).json();
    SubmitAnswerFields fields;
    try {
      fields = new SubmitAnswerFields(adapter.levelOfSubmit(json));
    } catch (IOException | JsonDataException e) {
      return errors.unknown("its answer is no JSON that can be read", null);
    }
    boolean other =
        JsonValue.of(json) instanceof Map<?, ?> object && TaskIdSearch.isOtherObject(object);
    String id = other ? null : fields.id();
    return id == null ? withoutId(answer, fields, location) : answer.accepted(id);
  }

  private static SubmitOutcome unreadable(
      SubmitAnswer answer, BodyClassifier.Unreadable unreadable) {
    String body = answer.body();
    if (BodyClassifier.isPage(body)) {
      return answer
          .errors()
          .unknown(
              "its answer is "
                  + BodyClassifier.page(body)
                  + (BodyClassifier.title(body) == null ? answer.snippet() : "")
                  + ", as a wrong base address gives: check the base URL",
              null);
    }
    TaskIdSearch ids = answer.ids();
    String named = ids.named();
    if (named != null && answer.reason() == null && JsonValue.of(body) instanceof Map) {
      return answer.accepted(named);
    }
    String id = ids.any();
    return answer
        .errors()
        .unknown(
            "its answer is "
                + unreadable.problem()
                + (id == null ? "" : ", which may name the task " + answer.reference(id))
                + answer.snippet(),
            null);
  }

  /** Maps an answer without a task id in the dialect's own field. */
  private static SubmitOutcome withoutId(
      SubmitAnswer answer, SubmitAnswerFields fields, @Nullable String location) {
    SubmitErrors errors = answer.errors();
    AnswerNode.BaseResp baseResp = fields.baseResp();
    AnswerNode.Reason error = error(answer, fields);
    TaskIdSearch ids = answer.ids();
    String inBody = ids.any();
    String id = inBody == null ? location : inBody;
    if (id != null) {
      String named = ids.named();
      String plain = named == null ? location : named;
      boolean clean = baseResp == null && (error == null || isBareCode(error));
      return clean && plain != null
          ? answer.accepted(plain)
          : errors.unknown("its answer names the task " + answer.reference(id), fields.topReason());
    }
    CodeMeaning result = baseResp == null ? null : answer.adapter().codes().of(baseResp);
    if (baseResp != null && SubmitRefusals.isRefusal(result)) {
      return refused(baseResp, result, errors);
    }
    CodeMeaning meaning = error == null ? null : answer.adapter().codes().of(error);
    if (error != null && baseResp == null && SubmitRefusals.isRefusal(meaning)) {
      return errors.of(meaning, error);
    }
    if (error != null) {
      return baseResp == null && meaning == null && !SubmitRefusals.isOutcomeUnclear(error)
          ? errors.rejected(error)
          : errors.unknown("it answered with an error", error);
    }
    return errors.unknown(
        "its answer has neither a task's id nor an error" + answer.snippet(), fields.topReason());
  }

  /** Returns the error in the known fields, in the most specific words; null for none. */
  private static AnswerNode.@Nullable Reason error(SubmitAnswer answer, SubmitAnswerFields fields) {
    AnswerNode.Reason error = fields.error();
    AnswerNode.Reason specific = error == null ? null : answer.reason();
    return specific == null ? error : specific;
  }

  private static SubmitOutcome refused(
      AnswerNode.BaseResp baseResp, @Nullable CodeMeaning meaning, SubmitErrors errors) {
    AnswerNode.Reason reason =
        new AnswerNode.Reason("base_resp", Scalar.ofNumber(baseResp.code()), baseResp.message());
    // The result is about the request: what the account lacks is a reason to reject it.
    return meaning == CodeMeaning.PERMISSION ? errors.rejected(reason) : errors.of(meaning, reason);
  }

  /** Returns whether a code comes without a message; it may be a success code. */
  private static boolean isBareCode(AnswerNode.Reason error) {
    return error.kind() != AnswerNode.Reason.FieldKind.ERROR
        && (error.message() == null || SubmitRefusals.isSuccess(error.message()));
  }
}
