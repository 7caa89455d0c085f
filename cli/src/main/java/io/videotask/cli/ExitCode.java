package io.videotask.cli;

import io.videotask.error.ErrorKind;
import io.videotask.task.TaskState;

/** Exit codes, in the order of their numbers: for several tasks the highest applies. */
enum ExitCode {
  /** Success. */
  OK(0),
  /** A task ended without a video, or was rejected. */
  NO_VIDEO(1),
  /** Invalid arguments. */
  USAGE(2),
  /** The deadline has passed and a task is still running. */
  STILL_RUNNING(3),
  /** Authentication or permission failed. */
  REFUSED(4),
  /** No such task. */
  NOT_FOUND(5),
  /** No answer, or a malformed one. */
  UNREACHABLE(6),
  /** The outcome of a submit is unknown: a task may exist and be billed. */
  OUTCOME_UNKNOWN(7),
  /** The process was stopped. */
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
          NO_URL,
          IO ->
          UNREACHABLE;
      case REJECTED -> NO_VIDEO;
      case OUTCOME_UNKNOWN -> OUTCOME_UNKNOWN;
      case TIMED_OUT -> STILL_RUNNING;
      case INTERRUPTED -> INTERRUPTED;
    };
  }

  /** Returns the exit code of a wait for a task that ended in this state. */
  static ExitCode of(TaskState end) {
    return end == TaskState.COMPLETED ? OK : NO_VIDEO;
  }
}
