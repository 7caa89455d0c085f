package io.videotask.internal.answer;

import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerEnvelope;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.SpecificReason;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.SuccessCodes;
import io.videotask.task.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * Maps an answer with a success status and without a task to an error, by the code or the status of
 * its envelope.
 */
final class EnvelopeErrors {
  private EnvelopeErrors() {}

  /** Returns MiniMax's result of the request where it is an error; null otherwise. */
  static AnswerNode.@Nullable BaseResp baseResp(AnswerEnvelope envelope) {
    for (AnswerNode level : new AnswerNode[] {envelope.top(), envelope.row()}) {
      AnswerNode.BaseResp baseResp = level.baseResp();
      if (baseResp != null && baseResp.code() != 0) {
        return baseResp;
      }
    }
    return null;
  }

  /**
   * Returns the error; null where the envelope reports none, which gives no state either.
   *
   * @param baseResp what {@link #baseResp} returned
   */
  static @Nullable FailedQuery of(
      Adapter adapter,
      QueryContext query,
      AnswerEnvelope envelope,
      AnswerNode.@Nullable BaseResp baseResp) {
    if (baseResp != null) {
      return ofResult(adapter, query, baseResp);
    }
    return envelope.isRequestStatus()
        ? ofStatus(adapter, query, envelope.row())
        : ofCode(adapter, query, envelope);
  }

  private static FailedQuery ofResult(
      Adapter adapter, QueryContext query, AnswerNode.BaseResp baseResp) {
    String message = baseResp.message() == null ? "" : " " + baseResp.message();
    QueryErrors errors = new QueryErrors(query, "base_resp " + baseResp.code() + message);
    return errors.of(adapter.codes().of(baseResp));
  }

  private static @Nullable FailedQuery ofCode(
      Adapter adapter, QueryContext query, AnswerEnvelope envelope) {
    Scalar code = envelope.top().code();
    if (code == null || SuccessCodes.is(code)) {
      return null;
    }
    AnswerNode.Reason reason = envelope.top().reason();
    String message = reason == null ? null : reason.message();
    QueryErrors errors = new QueryErrors(query, message == null ? "code " + code.text() : message);
    return errors.of(adapter.codes().of(code.text(), message));
  }

  private static @Nullable FailedQuery ofStatus(
      Adapter adapter, QueryContext query, AnswerNode top) {
    String status = String.valueOf(top.status());
    if (adapter.stateOf(status) == TaskState.COMPLETED) {
      return null;
    }
    AnswerNode.Reason reason = SpecificReason.of(top.reasons(), "");
    String message = reason == null ? null : reason.message();
    Scalar code = top.code();
    QueryErrors errors =
        new QueryErrors(query, "status " + status + (message == null ? "" : ", " + message));
    return switch (code == null ? "" : code.text().strip()) {
      case "401" -> errors.authentication();
      case "402", "403" -> errors.permission();
      case "404", "410" -> errors.notFound();
      case "429" -> errors.rateLimited();
      default -> errors.of(adapter.codes().of(code == null ? null : code.text(), message));
    };
  }
}
