package io.videotask.internal.dialect;

import io.videotask.internal.dialect.AnswerNode.Reason;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.SuccessCodes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what says nothing about a failure: whitespace, and the success messages and codes that
 * gateways and vendors send with failures as well.
 */
final class UsableReason {
  private UsableReason() {}

  /** Returns the reason without an empty message; null where nothing is left of it. */
  static @Nullable Reason of(Reason reason) {
    String message = reason.message();
    String text =
        message == null || message.isBlank() || StatusMapping.isSuccessMessage(message)
            ? null
            : message.strip();
    return text == null && reason.code() == null
        ? null
        : new Reason(reason.kind(), reason.field(), reason.code(), text);
  }

  /** Adds a reason, without a success code, unless nothing is left of it. */
  static void add(
      List<Reason> reasons,
      Reason.FieldKind kind,
      String field,
      @Nullable Scalar code,
      @Nullable String message) {
    Scalar error = code == null || SuccessCodes.is(code) ? null : code;
    Reason usable = of(new Reason(kind, field, error, message));
    if (usable != null) {
      reasons.add(usable);
    }
  }
}
