package io.videotask.internal.download;

import io.videotask.internal.retry.Backoff;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Schedules retries of a video whose URL or content is not available yet: gateways and object
 * stores may report a task as finished before its file can be downloaded.
 */
final class ReadinessRetries {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** The window if the answer gives no reason to expect a URL; some gateways never report one. */
  private static final Duration UNEXPECTED_URL_WINDOW = Duration.ofSeconds(20);

  /**
   * The maximum age of a finished task whose missing video is still retried; allows for clocks that
   * differ by minutes.
   */
  private static final Duration RECENT = Duration.ofMinutes(5);

  /** The same limit, from the time of the submit, if the time of the end is unknown. */
  private static final Duration RECENT_SUBMIT = Duration.ofHours(24);

  private final TimeSource clock;
  private final RandomGenerator random;
  private final boolean recent;
  private final long startedAt;
  private int attempts;

  ReadinessRetries(VideoTask.Completed task, TimeSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.recent = isRecent(task, clock.now());
    this.startedAt = clock.nanoTime();
  }

  private static boolean isRecent(VideoTask.Completed task, Instant now) {
    Instant finished = task.seen().finishedAt();
    if (finished != null) {
      return finished.isAfter(now.minus(RECENT));
    }
    Instant submitted = task.seen().submittedAt();
    return submitted == null || submitted.isAfter(now.minus(RECENT_SUBMIT));
  }

  /**
   * Returns whether to retry.
   *
   * @param certain whether the server reports that the video will be available; otherwise it may
   *     have been deleted, and only a recently finished task is retried
   */
  boolean isOpen(boolean certain) {
    return (certain || recent) && left(WINDOW).compareTo(Duration.ZERO) > 0;
  }

  /**
   * Returns the delay before the next request; null to give up.
   *
   * @param retryAfter the server's Retry-After hint; null for none
   */
  @Nullable Duration next(boolean certain, @Nullable Duration retryAfter) {
    return isOpen(certain) ? delay(left(WINDOW), retryAfter) : null;
  }

  /**
   * Returns the delay before the next query for a URL that the task's answer lacks; null to give
   * up.
   *
   * @param expected whether a URL is expected: the answer names a file
   */
  @Nullable Duration nextForUrl(boolean expected) {
    Duration left = left(expected ? WINDOW : UNEXPECTED_URL_WINDOW);
    return (expected || recent) && left.compareTo(Duration.ZERO) > 0 ? delay(left, null) : null;
  }

  /** Returns the time since the download began. */
  Duration elapsed() {
    return Duration.ofNanos(clock.nanoTime() - startedAt);
  }

  private Duration left(Duration window) {
    return window.minus(elapsed());
  }

  private Duration delay(Duration left, @Nullable Duration retryAfter) {
    attempts++;
    Duration delay = Backoff.READINESS.delay(attempts, random, retryAfter);
    return delay.compareTo(left) < 0 ? delay : left;
  }
}
