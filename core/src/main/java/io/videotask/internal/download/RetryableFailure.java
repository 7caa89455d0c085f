package io.videotask.internal.download;

import io.videotask.error.VideoTaskException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attempt failed, and can be retried in some way. */
final class RetryableFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Remedy remedy;
  private final VideoTaskException failure;
  private final transient @Nullable Duration retryAfter;

  private RetryableFailure(
      Remedy remedy, VideoTaskException failure, @Nullable Duration retryAfter) {
    super(failure.getMessage(), failure);
    this.remedy = remedy;
    this.failure = failure;
    this.retryAfter = retryAfter;
  }

  /** How to retry. */
  enum Remedy {
    /** Retry the same URL after a backoff. */
    RETRY,
    /** The URL has expired: query the task for a fresh one. */
    REFRESH_URL,
    /** The server reports that the video is not available yet. */
    NOT_READY,
    /** The video was not found: it is not available yet, or has been deleted. */
    MISSING
  }

  static RetryableFailure transientFailure(
      VideoTaskException failure, @Nullable Duration retryAfter) {
    return new RetryableFailure(Remedy.RETRY, failure, retryAfter);
  }

  static RetryableFailure expired(VideoTaskException failure) {
    return new RetryableFailure(Remedy.REFRESH_URL, failure, null);
  }

  static RetryableFailure notReady(VideoTaskException failure, @Nullable Duration retryAfter) {
    return new RetryableFailure(Remedy.NOT_READY, failure, retryAfter);
  }

  static RetryableFailure missing(VideoTaskException failure, @Nullable Duration retryAfter) {
    return new RetryableFailure(Remedy.MISSING, failure, retryAfter);
  }

  Remedy remedy() {
    return remedy;
  }

  /** Returns whether the video is not there, or not yet. */
  boolean isMissing() {
    return remedy == Remedy.NOT_READY || remedy == Remedy.MISSING;
  }

  /** Returns the exception that ends the download if retries fail. */
  VideoTaskException failure() {
    return failure;
  }

  /** Returns the server's Retry-After hint; null for none. */
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
