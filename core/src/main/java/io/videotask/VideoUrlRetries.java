package io.videotask;

import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.engine.PollResult;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;

/**
 * Lets a wait poll on for the address of a finished video that its gateway keeps elsewhere: one
 * failure of the request for it must not lose the video. A minute after the first such answer the
 * task counts as it is. Thread-safe.
 */
final class VideoUrlRetries {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration BASE = Duration.ofSeconds(1);
  private static final Duration CAP = Duration.ofSeconds(10);

  private final GatewayClient gateway;
  private final TimeSource time;
  private long begun;
  private int tries;

  VideoUrlRetries(GatewayClient gateway, TimeSource time) {
    this.gateway = gateway;
    this.time = time;
  }

  /** The same look; without its end while the address may still come. */
  PollResult<VideoTask> judged(PollResult<VideoTask> look) {
    if (!(look instanceof PollResult.Answered<VideoTask> answered)
        || !gateway.isAddressMissing(answered.snapshot())) {
      return look;
    }
    Duration backoff = nextBackoff();
    if (backoff.isZero()) {
      return look;
    }
    Duration wish = answered.retryAfter();
    return new PollResult.Answered<>(
        answered.snapshot(),
        false,
        false,
        answered.signs(),
        wish == null || wish.compareTo(backoff) < 0 ? backoff : wish);
  }

  /** Zero where the time is up. */
  private synchronized Duration nextBackoff() {
    long now = time.nanoTime();
    begun = tries == 0 ? now : begun;
    if (now - begun >= WINDOW.toNanos()) {
      return Duration.ZERO;
    }
    Duration doubled = BASE.multipliedBy(1L << Math.min(tries++, 10));
    return doubled.compareTo(CAP) < 0 ? doubled : CAP;
  }
}
