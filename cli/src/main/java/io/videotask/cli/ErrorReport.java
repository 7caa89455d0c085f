package io.videotask.cli;

import io.videotask.error.OutcomeUnknownException;
import io.videotask.error.VideoTaskException;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import io.videotask.tracker.TrackingException;
import org.jspecify.annotations.Nullable;

/**
 * An error that is not a task's state, printed as a line of JSON or a line for people.
 *
 * @param lostSubmit what {@code videotask resolve} takes; null unless the outcome of a submit is
 *     unknown
 */
record ErrorReport(
    String kind,
    String message,
    @Nullable String task,
    @Nullable Integer httpStatus,
    @Nullable String requestId,
    ExitCode exit,
    @Nullable LostSubmit lostSubmit) {

  ErrorReport(
      String kind,
      String message,
      @Nullable String task,
      @Nullable Integer httpStatus,
      @Nullable String requestId,
      ExitCode exit) {
    this(kind, message, task, httpStatus, requestId, exit, null);
  }

  static ErrorReport usage(@Nullable String message) {
    return local("USAGE", message == null ? "a value is not usable" : message, ExitCode.USAGE);
  }

  static ErrorReport of(VideoTaskException e) {
    TaskRef task = e.task();
    String message = e.getMessage();
    return new ErrorReport(
        e.kind().name(),
        message == null ? "no details" : message,
        task == null ? null : task.toString(),
        e.httpStatus(),
        e.requestId(),
        ExitCode.of(e.kind()),
        e instanceof OutcomeUnknownException unknown ? unknown.lostSubmit() : null);
  }

  /** Describes any exception of an operation of the library. */
  static ErrorReport of(Throwable failure) {
    if (failure instanceof VideoTaskException e) {
      return of(e);
    }
    if (failure instanceof UsageException || failure instanceof IllegalArgumentException) {
      return usage(failure.getMessage());
    }
    if (failure instanceof TrackingException) {
      return local("IO", String.valueOf(failure.getMessage()), ExitCode.UNREACHABLE);
    }
    // There is no error kind for internal errors; mostly an unusual answer causes them.
    return local(
        "MALFORMED_RESPONSE",
        internalError(failure) + "; --verbose shows where",
        ExitCode.UNREACHABLE);
  }

  /** Describes an exception after a submit may have been sent. */
  static ErrorReport ofSubmit(Throwable failure) {
    return isUnexpected(failure)
        ? local(
            "OUTCOME_UNKNOWN",
            internalError(failure)
                + " after the request was on its way: the task may exist and be billed; look for it"
                + " at the gateway, by the time, before submitting again",
            ExitCode.OUTCOME_UNKNOWN)
        : of(failure);
  }

  /**
   * Returns whether this is none of the exceptions that the library and this program throw on
   * purpose.
   */
  static boolean isUnexpected(Throwable failure) {
    return !(failure instanceof VideoTaskException
        || failure instanceof UsageException
        || failure instanceof TrackingException
        || failure instanceof IllegalArgumentException);
  }

  /** Omits the exception's message, which might contain a secret. */
  private static String internalError(Throwable failure) {
    return "a fault in videotask itself (" + failure.getClass().getSimpleName() + ")";
  }

  static ErrorReport interrupted(TaskRef ref) {
    return new ErrorReport(
        "INTERRUPTED",
        "interrupted; " + ref + " goes on at the gateway and can be waited for again",
        ref.toString(),
        null,
        null,
        ExitCode.INTERRUPTED);
  }

  /** The process was stopped during a download. */
  static ErrorReport interruptedFetching(TaskRef ref) {
    return new ErrorReport(
        "INTERRUPTED",
        "interrupted; what has come of the video of "
            + ref
            + " is kept, and the same command goes on from there",
        ref.toString(),
        null,
        null,
        ExitCode.INTERRUPTED);
  }

  /** The process was stopped before a submit was sent. */
  static ErrorReport interruptedBeforeSending() {
    return local("INTERRUPTED", "interrupted; nothing was submitted", ExitCode.INTERRUPTED);
  }

  /** The process was stopped after a submit may have been sent, before its answer arrived. */
  static ErrorReport outcomeUnknown() {
    return local(
        "OUTCOME_UNKNOWN",
        "interrupted while the request was on its way: the task may exist and be billed; look for it"
            + " at the gateway, by the time, before submitting again",
        ExitCode.OUTCOME_UNKNOWN);
  }

  ErrorReport withTask(@Nullable String other) {
    return new ErrorReport(kind, message, other, httpStatus, requestId, exit, lostSubmit);
  }

  private static ErrorReport local(String kind, String message, ExitCode exit) {
    return new ErrorReport(kind, message, null, null, null, exit);
  }
}
