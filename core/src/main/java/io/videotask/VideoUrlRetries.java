package io.videotask;

import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.retry.Backoff;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets a wait continue polling while the separate request for the URL of a finished video fails, as
 * one failure must not lose the video. One minute after the first such answer, the task is returned
 * as it is. Thread-safe.
 */
final class VideoUrlRetries {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final GatewayClient gateway;
  private final TimeSource time;
  private final RandomGenerator random;
  private long firstMiss;
  private int retries;

  VideoUrlRetries(GatewayClient gateway, TimeSource time, RandomGenerator random) {
    this.gateway = gateway;
    this.time = time;
    this.random = random;
  }

  /** Returns the result; not final while the URL may still become available. */
  PollResult<VideoTask> withRetry(PollResult<VideoTask> result) {
    if (!(result instanceof PollResult.Answered<VideoTask> answered)
        || !gateway.isUrlMissing(answered.snapshot())) {
      return result;
    }
    Duration delay = nextDelay(answered.retryAfter());
    if (delay == null) {
      return result;
    }
    return new PollResult.Answered<>(answered.snapshot(), false, false, answered.hints(), delay);
  }

  /** Returns null once the minute has passed. */
  private synchronized @Nullable Duration nextDelay(@Nullable Duration retryAfter) {
    long now = time.nanoTime();
    firstMiss = retries == 0 ? now : firstMiss;
    if (now - firstMiss >= WINDOW.toNanos()) {
      return null;
    }
    retries++;
    return Backoff.VIDEO_URL.delay(retries, random, retryAfter);
  }
}
