package io.videotask.internal.dialect;

import io.videotask.task.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * The status of an answer that has no field for it: at such gateways another field says that the
 * task has ended. It is treated like a status that was sent, except that it is not shown as one.
 */
public final class ImpliedStatus {
  /** No gateway sends a status that begins so. */
  private static final String BY_FIELD = "=";

  private static final String BY_RESULT = "==";

  private ImpliedStatus() {}

  /** Returns the status of an answer with a field for whether the task has ended. */
  static String of(TaskState state) {
    return BY_FIELD + state;
  }

  /** Returns the status of an answer that has a result, and should have a status. */
  static String ofResult() {
    return BY_RESULT + TaskState.COMPLETED;
  }

  /** Returns the state of an implied status; null for one that was sent. */
  public static @Nullable TaskState stateOf(@Nullable String status) {
    return status == null || !status.startsWith(BY_FIELD)
        ? null
        : TaskState.valueOf(status.substring(status.startsWith(BY_RESULT) ? 2 : 1));
  }

  /** Returns whether the status is missing where the gateway usually sends one. */
  public static boolean isByResult(String status) {
    return status.startsWith(BY_RESULT);
  }
}
