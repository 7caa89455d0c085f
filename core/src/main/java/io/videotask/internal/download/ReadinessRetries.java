package io.videotask.internal.download;

import io.videotask.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long, and at which intervals, a video is asked for again whose link or address isn't there
 * yet: stores and gateways tell of a task's end before its file can be fetched.
 */
final class ReadinessRetries {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** Where no gateway says that there will be an address, and some have none to give. */
  private static final Duration WINDOW_WITHOUT_A_SIGN = Duration.ofSeconds(20);

  /** A task that ended before that has its video, if it ever had; clocks may differ by minutes. */
  private static final Duration RECENT = Duration.ofMinutes(5);

  /** The same where only the time of the submit is known. */
  private static final Duration SUBMITTED_RECENTLY = Duration.ofHours(24);

  private static final Duration BASE = Duration.ofMillis(500);
  private static final Duration CAP = Duration.ofSeconds(10);

  private final DownloadClock timing;
  private final RandomGenerator random;
  private final boolean recent;
  private final long begun;
  private int tries;

  ReadinessRetries(VideoTask.Completed task, DownloadClock timing, RandomGenerator random) {
    this.timing = timing;
    this.random = random;
    this.recent = isRecent(task, timing.now());
    this.begun = timing.nanoTime();
  }

  private static boolean isRecent(VideoTask.Completed task, Instant now) {
    Instant finished = task.seen().finishedAt();
    if (finished != null) {
      return finished.isAfter(now.minus(RECENT));
    }
    Instant submitted = task.seen().submittedAt();
    return submitted == null || submitted.isAfter(now.minus(SUBMITTED_RECENTLY));
  }

  /**
   * Whether to ask again.
   *
   * @param certain whether the server says itself that it will be there; else it may as well have
   *     gone, and only the link of a task that has ended recently is asked for again
   */
  boolean isOpen(boolean certain) {
    return (certain || recent) && left(WINDOW).compareTo(Duration.ZERO) > 0;
  }

  /**
   * How long to wait before the next request; null where there is to be none.
   *
   * @param wish when the server would like to be asked again; null where it did not say
   */
  @Nullable Duration next(boolean certain, @Nullable Duration wish) {
    return isOpen(certain) ? delay(left(WINDOW), wish) : null;
  }

  /**
   * The same for an address that the task's answer doesn't have.
   *
   * @param expected whether there is one to come: the answer names a file
   */
  @Nullable Duration nextForAddress(boolean expected) {
    Duration left = left(expected ? WINDOW : WINDOW_WITHOUT_A_SIGN);
    return (expected || recent) && left.compareTo(Duration.ZERO) > 0 ? delay(left, null) : null;
  }

  private Duration left(Duration window) {
    return window.minusNanos(timing.nanoTime() - begun);
  }

  private Duration delay(Duration left, @Nullable Duration wish) {
    double doubled = (double) BASE.toNanos() * Math.pow(2, Math.min(tries++, 20));
    double longest = Math.min(doubled, (double) CAP.toNanos());
    Duration backoff = Duration.ofNanos((long) (longest * (1 - 0.3 * random.nextDouble())));
    Duration wanted = wish == null || wish.compareTo(backoff) < 0 ? backoff : wish;
    return wanted.compareTo(left) < 0 ? wanted : left;
  }
}
