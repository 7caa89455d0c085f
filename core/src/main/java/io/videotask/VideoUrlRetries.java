package io.videotask;

import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.engine.PollResult;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;

/**
 * Lets a wait continue polling while the separate request for the URL of a finished video fails, as
 * one failure must not lose the video. One minute after the first such answer, the task is returned
 * as it is. Thread-safe.
 */
final class VideoUrlRetries {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration BASE = Duration.ofSeconds(1);
  private static final Duration CAP = Duration.ofSeconds(10);

  private final GatewayClient gateway;
  private final TimeSource time;
  private long firstMiss;
  private int retries;

  VideoUrlRetries(GatewayClient gateway, TimeSource time) {
    this.gateway = gateway;
    this.time = time;
  }

  /** Returns the result; not final while the URL may still become available. */
  PollResult<VideoTask> withRetry(PollResult<VideoTask> result) {
    if (!(result instanceof PollResult.Answered<VideoTask> answered)
        || !gateway.isUrlMissing(answered.snapshot())) {
      return result;
    }
    Duration backoff = nextBackoff();
    if (backoff.isZero()) {
      return result;
    }
    Duration retryAfter = answered.retryAfter();
    return new PollResult.Answered<>(
        answered.snapshot(),
        false,
        false,
        answered.hints(),
        retryAfter == null || retryAfter.compareTo(backoff) < 0 ? backoff : retryAfter);
  }

  /** Returns zero once the minute has passed. */
  private synchronized Duration nextBackoff() {
    long now = time.nanoTime();
    firstMiss = retries == 0 ? now : firstMiss;
    if (now - firstMiss >= WINDOW.toNanos()) {
      return Duration.ZERO;
    }
    Duration doubled = BASE.multipliedBy(1L << Math.min(retries++, 10));
    return doubled.compareTo(CAP) < 0 ? doubled : CAP;
  }
}
