package io.videotask.internal.client;

import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.AnswerNode.Reason;
import io.videotask.internal.text.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an answer to a submit, at its top or one level below: servers deviate from their
 * documentation.
 */
final class SubmitAnswerFields {
  private final AnswerNode top;
  private final List<AnswerNode> levels = new ArrayList<>();

  SubmitAnswerFields(AnswerNode top) {
    this.top = top;
    levels.add(top);
    if (top.inner().data() != null) {
      levels.add(top.inner().data());
    }
    if (top.inner().wrapped() != null) {
      levels.add(top.inner().wrapped());
    }
  }

  /** Returns the task's id; null for none. */
  @Nullable String id() {
    for (AnswerNode level : levels) {
      for (Scalar id : new @Nullable Scalar[] {level.ids().taskId(), level.ids().id()}) {
        if (id != null && !id.text().strip().equals("0")) {
          return id.text().strip();
        }
      }
    }
    return null;
  }

  /** Returns an error object, or an error code other than a success code; null for none. */
  @Nullable Reason error() {
    for (AnswerNode level : levels) {
      for (Reason reason : level.reasons()) {
        boolean isCode = reason.kind() == Reason.FieldKind.ENVELOPE && reason.code() != null;
        if (isCode || reason.kind() == Reason.FieldKind.ERROR) {
          return reason;
        }
      }
    }
    return null;
  }

  /** Returns MiniMax's result of the request where it is an error; null otherwise. */
  AnswerNode.@Nullable BaseResp baseResp() {
    for (AnswerNode level : levels) {
      AnswerNode.BaseResp baseResp = level.baseResp();
      if (baseResp != null && baseResp.code() != 0) {
        return baseResp;
      }
    }
    return null;
  }

  /** Returns the first reason at the top; null for none. */
  @Nullable Reason topReason() {
    return top.reason();
  }
}
