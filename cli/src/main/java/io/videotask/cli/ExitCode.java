package io.videotask.cli;

import io.videotask.error.ErrorKind;
import io.videotask.task.TaskState;

/**
 * How a call ended, as scripts see it. In the order of their numbers: of several tasks the highest
 * counts.
 */
enum ExitCode {
  /** All that was asked for came out. */
  OK(0),
  /** A task ended without a video, or was refused. */
  NO_VIDEO(1),
  /** The call's words are off, or a value is not usable. */
  USAGE(2),
  /** The deadline passed and a task is still running. */
  STILL_RUNNING(3),
  /** Authentication or permission. */
  REFUSED(4),
  /** No such task. */
  NOT_FOUND(5),
  /** No answer, or none that can be understood. */
  UNREACHABLE(6),
  /** A task may exist, and may be billed: nobody knows. */
  OUTCOME_UNKNOWN(7),
  /** Somebody stopped us. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  ExitCode or(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }

  static ExitCode of(ErrorKind kind) {
    return switch (kind) {
      case AUTHENTICATION, PERMISSION -> REFUSED;
      case NOT_FOUND -> NOT_FOUND;
      case RATE_LIMITED,
          UNREACHABLE,
          MALFORMED_RESPONSE,
          CLOSED,
          UNSAFE_URL,
          LINK_EXPIRED,
          NO_ADDRESS,
          IO ->
          UNREACHABLE;
      case REJECTED -> NO_VIDEO;
      case OUTCOME_UNKNOWN -> OUTCOME_UNKNOWN;
      case TIMED_OUT -> STILL_RUNNING;
      case INTERRUPTED -> INTERRUPTED;
    };
  }

  /** What a wait ends with when a task came to this state. */
  static ExitCode of(TaskState end) {
    return end == TaskState.COMPLETED ? OK : NO_VIDEO;
  }
}
