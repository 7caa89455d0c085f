package io.videotask.internal.download;

import io.videotask.error.ClientClosedException;
import io.videotask.error.DownloadFailedException;
import io.videotask.error.DownloadFailedException.Reason;
import io.videotask.error.Evidence;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.task.VideoTask;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions of downloads that no single response explains. */
record DownloadEndings(VideoTask.Completed task) {
  private static final String NO_RANGES =
      "its server sends it from the beginning each time (it ignores Range, or names no version of"
          + " the file)";

  /** Returns the exception for a client that was closed. */
  ClientClosedException closed(@Nullable Sink sink, RangeSupport ranges) {
    return new ClientClosedException(
        "the client was closed while the video of "
            + task.ref()
            + " was being downloaded; "
            + kept(sink, ranges),
        Evidence.of(task.ref()));
  }

  /**
   * Returns the exception for a deadline that has passed.
   *
   * @param last the failure of the last attempt; null if none failed
   */
  WaitTimedOutException timedOut(
      @Nullable Sink sink, RangeSupport ranges, DownloadTransitions.@Nullable LastFailure last) {
    WaitTimedOutException timedOut =
        new WaitTimedOutException(
            "the video of "
                + task.ref()
                + (last != null && last.missing()
                    ? " is not there (yet); "
                    : " was not downloaded in time; ")
                + kept(sink, ranges)
                + (ranges.isUnsupported() ? "; " + NO_RANGES : "")
                + (last == null ? "" : "; the last attempt failed: " + last.failure().getMessage()),
            Evidence.of(task.ref()),
            task);
    if (last != null) {
      timedOut.initCause(last.failure());
    }
    return timedOut;
  }

  /** Returns the exception for a server without resumption whose connections keep breaking. */
  UnreachableException notResumable(VideoTaskException last) {
    UnreachableException failure =
        new UnreachableException(
            "the video of "
                + task.ref()
                + " can't be downloaded: "
                + NO_RANGES
                + " and every connection broke off; nothing is kept to resume from: "
                + last.getMessage(),
            Retry.ALWAYS,
            new Evidence(task.ref(), last.httpStatus(), null, null));
    failure.initCause(last);
    return failure;
  }

  /** Returns the exception for a digest that does not match. */
  DownloadFailedException wrongDigest(@Nullable String digest) {
    return new DownloadFailedException(
        Reason.WRONG_DIGEST,
        "the video of " + task.ref() + " has the digest " + digest + ", not the one expected",
        Evidence.of(task.ref()));
  }

  /** Describes how many bytes a later download can resume from. */
  private static String kept(@Nullable Sink sink, RangeSupport ranges) {
    long resumable = sink == null || ranges.isUnsupported() ? 0 : sink.resumable();
    return resumable > 0
        ? resumable + " bytes are kept, download it again to resume"
        : "nothing is kept to resume from, download it again";
  }
}
