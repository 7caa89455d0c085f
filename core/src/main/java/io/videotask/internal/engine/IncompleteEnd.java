package io.videotask.internal.engine;

import java.time.Duration;

/**
 * An end whose answers lack a part that a later answer may have, such as the URL of the video that
 * takes a request of its own: one failure of that must not lose the video.
 *
 * @param since when the first such answer came; an instant of {@link PollState}
 * @param retries how many of them were retried
 */
public record IncompleteEnd(long since, int retries) {
  /** How long a wait goes on for the missing part. */
  static final Duration WINDOW = Duration.ofMinutes(1);
}
