package io.videotask.internal.download;

import io.videotask.error.VideoTaskException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt came to nothing, and something can be done about it. */
final class RetryableFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Remedy remedy;
  private final VideoTaskException failure;
  private final transient @Nullable Duration wish;

  private RetryableFailure(Remedy remedy, VideoTaskException failure, @Nullable Duration wish) {
    super(failure.getMessage(), failure);
    this.remedy = remedy;
    this.failure = failure;
    this.wish = wish;
  }

  /** What can be done. */
  enum Remedy {
    /** Try again in a while. */
    TRY_AGAIN,
    /** The link has gone: have a fresh one. */
    FRESH_LINK,
    /** The server says that the video isn't there yet. */
    NOT_READY,
    /** The video isn't there: not yet, or not any more. */
    NOT_THERE
  }

  static RetryableFailure passing(VideoTaskException failure, @Nullable Duration wish) {
    return new RetryableFailure(Remedy.TRY_AGAIN, failure, wish);
  }

  static RetryableFailure gone(VideoTaskException failure) {
    return new RetryableFailure(Remedy.FRESH_LINK, failure, null);
  }

  static RetryableFailure notReady(VideoTaskException failure, @Nullable Duration wish) {
    return new RetryableFailure(Remedy.NOT_READY, failure, wish);
  }

  static RetryableFailure notThere(VideoTaskException failure, @Nullable Duration wish) {
    return new RetryableFailure(Remedy.NOT_THERE, failure, wish);
  }

  Remedy remedy() {
    return remedy;
  }

  /** What is thrown if nothing helps. */
  VideoTaskException failure() {
    return failure;
  }

  /** When the server would like to be asked again; null where it did not say. */
  @Nullable Duration wish() {
    return wish;
  }
}
