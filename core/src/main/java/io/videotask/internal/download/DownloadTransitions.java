package io.videotask.internal.download;

import io.videotask.error.LinkExpiredException;
import io.videotask.error.NoUrlException;
import io.videotask.error.Retry;
import io.videotask.error.VideoTaskException;
import io.videotask.internal.download.NextStep.State;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a download does next, after each attempt and each refresh: retry the URL after a
 * backoff, try the next one, query the task for fresh ones, wait until the video is available, or
 * give up with an exception. Used by one step at a time; {@link #lastFailure} by any thread.
 */
final class DownloadTransitions {
  private final TimeSource clock;
  private final UrlRotation rotation;
  private final RangeSupport ranges;
  private final DownloadEndings endings;
  private final DownloadRetryPolicy retryPolicy;
  private final ReadinessRetries readiness;

  /** The failure that the gateway's own content path was tried after; null for none. */
  private @Nullable RetryableFailure beforeOwnContent;

  private volatile @Nullable LastFailure lastFailure;

  /**
   * Why the last attempt failed.
   *
   * @param missing whether the video, or its URL, was not there
   */
  record LastFailure(VideoTaskException failure, boolean missing) {}

  DownloadTransitions(
      UrlRotation rotation,
      RangeSupport ranges,
      DownloadEndings endings,
      TimeSource clock,
      RandomGenerator random) {
    this.clock = clock;
    this.rotation = rotation;
    this.ranges = ranges;
    this.endings = endings;
    this.retryPolicy = new DownloadRetryPolicy(clock, random);
    this.readiness = new ReadinessRetries(endings.task(), clock, random);
    this.lastFailure = rotation.hasReportedUrl() ? null : new LastFailure(rotation.noUrl(), true);
  }

  /** Returns why the last attempt failed; null if none did. */
  @Nullable LastFailure lastFailure() {
    return lastFailure;
  }

  /** Decides after the target has been opened. */
  NextStep afterOpen() {
    if (rotation.isEmpty()) {
      return retryWithoutUrl();
    }
    return NextStep.now(
        rotation.hasReportedUrl() && rotation.isExpired(clock.now()) ? State.REFRESH : State.FETCH);
  }

  /**
   * Decides after an attempt that can be retried in some way.
   *
   * @param before the number of bytes received before the attempt
   * @param received the number of bytes received so far
   */
  NextStep afterRetryable(RetryableFailure failure, long before, long received) {
    // A failure of the gateway's own path that delivered nothing says nothing about the video.
    if (rotation.current().isOwnContent() && received <= before) {
      return afterOwnContent(received);
    }
    lastFailure = new LastFailure(failure.failure(), failure.isMissing());
    return switch (failure.remedy()) {
      case RETRY -> retryOrUseOwnContent(failure, received);
      case REFRESH_URL -> {
        rotation.recordExpired(failure.failure());
        yield nextUrl(received);
      }
      case NOT_READY, MISSING -> afterMissing(failure, received);
    };
  }

  /** Decides after an attempt that is not worth repeating with this URL. */
  NextStep afterRefusal(VideoTaskException refusal, long received) {
    if (rotation.current().isOwnContent()) {
      return afterOwnContent(received);
    }
    lastFailure = new LastFailure(refusal, false);
    rotation.recordRefusal(refusal);
    return nextUrl(received);
  }

  /**
   * Decides after a query for fresh URLs.
   *
   * @param fresh the task; null if the query failed
   * @param thrown the failure; null if the query was answered
   */
  NextStep afterRefresh(@Nullable VideoTask fresh, @Nullable Throwable thrown, long received) {
    if (fresh instanceof VideoTask.Completed completed) {
      rotation.refresh(completed);
      return rotation.isEmpty() ? retryWithoutUrl() : NextStep.now(State.FETCH);
    }
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof VideoTaskException e && e.retry() == Retry.ALWAYS) {
      rotation.refreshFailed();
      lastFailure = new LastFailure(e, false);
      return after(retryPolicy.afterFailure(received, e.retryAfter()), State.REFRESH, e);
    }
    VideoTaskException last =
        rotation.noUrlLeft(
            fresh != null
                ? "the task is " + fresh.state() + " now"
                : "no fresh one could be queried: "
                    + (cause == null ? "no answer" : String.valueOf(cause.getMessage())));
    if (cause != null) {
      last.addSuppressed(cause);
    }
    throw last;
  }

  /** Decides after the gateway's own content path, which is tried in between, delivered nothing. */
  private NextStep afterOwnContent(long received) {
    RetryableFailure before = beforeOwnContent;
    beforeOwnContent = null;
    return before == null ? nextUrl(received) : retry(before, received);
  }

  private NextStep afterMissing(RetryableFailure missing, long received) {
    if (readiness.isOpen(missing.remedy() == RetryableFailure.Remedy.NOT_READY)) {
      rotation.recordMissing(missing);
    }
    if (missing.failure() instanceof LinkExpiredException) {
      rotation.recordExpired(missing.failure());
    } else {
      rotation.recordRefusal(missing.failure());
    }
    return nextUrl(received);
  }

  private NextStep retryOrUseOwnContent(RetryableFailure failure, long received) {
    if (received == 0 && rotation.advanceToOwnContent()) {
      beforeOwnContent = failure;
      return NextStep.now(State.FETCH);
    }
    return retry(failure, received);
  }

  private NextStep retry(RetryableFailure failure, long received) {
    if (ranges.shouldGiveUp(clock.nanoTime())) {
      rotation.recordRefusal(endings.notResumable(failure.failure()));
      return nextUrl(received);
    }
    NextStep next =
        after(
            retryPolicy.afterFailure(received, failure.retryAfter()),
            State.FETCH,
            failure.failure());
    // Bytes from the gateway's own path can be resumed there.
    if (received == 0 || !rotation.current().isOwnContent()) {
      rotation.rotate();
    }
    return next;
  }

  /** Advances to the answer's next URL; after the last one, waits for the video or refreshes. */
  private NextStep nextUrl(long received) {
    if (rotation.advance()) {
      return NextStep.now(State.FETCH);
    }
    if (!rotation.hasReportedUrl()) {
      return retryWithoutUrl();
    }
    RetryableFailure missing = rotation.missing();
    if (missing != null) {
      return retryUntilReady(missing, received);
    }
    rotation.requireUsefulRefresh(received);
    return NextStep.now(State.REFRESH);
  }

  /**
   * Retries a video that is not available yet: with the same URL later, or with a refreshed one.
   */
  private NextStep retryUntilReady(RetryableFailure missing, long received) {
    boolean expectedLater = missing.remedy() == RetryableFailure.Remedy.NOT_READY;
    if (!expectedLater && missing.retryAfter() == null && !rotation.isRefreshUseless(received)) {
      return NextStep.now(State.REFRESH);
    }
    Duration delay = readiness.next(expectedLater, missing.retryAfter());
    if (delay == null) {
      throw rotation.stillMissing(missing, readiness.elapsed());
    }
    if (expectedLater) {
      rotation.rewind();
    }
    return NextStep.after(delay, expectedLater ? State.FETCH : State.REFRESH);
  }

  /**
   * Queries again while the task's answer has no URL, as happens right after the task has finished.
   */
  private NextStep retryWithoutUrl() {
    NoUrlException failure = rotation.noUrl();
    lastFailure = new LastFailure(failure, true);
    return after(readiness.nextForUrl(rotation.expectsUrl()), State.REFRESH, failure);
  }

  /** Returns a delayed step; throws the failure if there is no delay, since that means give up. */
  private static NextStep after(@Nullable Duration delay, State state, VideoTaskException failure) {
    if (delay == null) {
      throw failure;
    }
    return NextStep.after(delay, state);
  }
}
