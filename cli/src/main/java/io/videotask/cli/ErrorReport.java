package io.videotask.cli;

import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import org.jspecify.annotations.Nullable;

/** What goes wrong and is no task's state: a line of JSON, or one line for people. */
record ErrorReport(
    String kind,
    String message,
    @Nullable String task,
    @Nullable Integer httpStatus,
    @Nullable String requestId,
    ExitCode exit) {

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
        ExitCode.of(e.kind()));
  }

  /** Whatever an operation of the library threw. */
  static ErrorReport of(Throwable failure) {
    if (failure instanceof VideoTaskException e) {
      return of(e);
    }
    if (failure instanceof UsageException || failure instanceof IllegalArgumentException) {
      return usage(failure.getMessage());
    }
    // The contract has no kind of its own for our faults; mostly they come of an odd answer.
    return local(
        "MALFORMED_RESPONSE", fault(failure) + "; --verbose shows where", ExitCode.UNREACHABLE);
  }

  /** The same, where a request has begun to be sent that makes something. */
  static ErrorReport ofSubmit(Throwable failure) {
    return isUnexpected(failure)
        ? local(
            "OUTCOME_UNKNOWN",
            fault(failure)
                + " after the request was on its way: the task may exist and be billed; look for it"
                + " at the gateway, by the time, before submitting again",
            ExitCode.OUTCOME_UNKNOWN)
        : of(failure);
  }

  /** Whether it is none of those that the library and this program throw on purpose. */
  static boolean isUnexpected(Throwable failure) {
    return !(failure instanceof VideoTaskException
        || failure instanceof UsageException
        || failure instanceof IllegalArgumentException);
  }

  /** Without its message: nobody has checked that it holds no secret. */
  private static String fault(Throwable failure) {
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

  /** We were told to stop while a video was on its way. */
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

  /** We were told to stop before a submit had left this machine. */
  static ErrorReport interruptedBeforeSending() {
    return local("INTERRUPTED", "interrupted; nothing was submitted", ExitCode.INTERRUPTED);
  }

  /** We were told to stop after a submit may have left, and no answer came any more. */
  static ErrorReport outcomeUnknown() {
    return local(
        "OUTCOME_UNKNOWN",
        "interrupted while the request was on its way: the task may exist and be billed; look for it"
            + " at the gateway, by the time, before submitting again",
        ExitCode.OUTCOME_UNKNOWN);
  }

  ErrorReport withTask(@Nullable String other) {
    return new ErrorReport(kind, message, other, httpStatus, requestId, exit);
  }

  private static ErrorReport local(String kind, String message, ExitCode exit) {
    return new ErrorReport(kind, message, null, null, null, exit);
  }
}
