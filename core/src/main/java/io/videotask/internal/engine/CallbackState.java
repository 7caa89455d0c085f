package io.videotask.internal.engine;

import java.time.Duration;

/**
 * The callbacks for one task that is being polled. Guarded by the lock of its poller; only tasks
 * for which callbacks are expected, or have come, have one.
 */
final class CallbackState {
  /**
   * How long an announced end counts as announced: a gateway that refreshes from its vendor may be
   * that late.
   */
  private static final Duration ANNOUNCED_FOR = Duration.ofMinutes(2);

  /** The first pause between two polls that callbacks caused; doubles each time. */
  private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

  private static final int MAX_DOUBLINGS = 6;

  private boolean reliedOn;
  private boolean announced;
  private long announcedAt;
  private int polls;
  private long polledAt;

  /** Sets whether the interval to the next poll is chosen relying on callbacks. */
  void setReliedOn(boolean isReliedOn) {
    reliedOn = isReliedOn;
  }

  boolean isReliedOn() {
    return reliedOn;
  }

  /** Records a callback that says that the task may have finished. */
  void announced(long now) {
    announced = true;
    announcedAt = now;
  }

  /** Returns whether a callback has announced the end of the task not long ago. */
  boolean isAnnounced(long now) {
    return announced && now - announcedAt <= ANNOUNCED_FOR.toNanos();
  }

  /**
   * Returns when to poll for a callback: if the polls before found that the task goes on, after a
   * pause that grows, so that forged callbacks cost little.
   *
   * @param wanted as {@code TimeSource.nanoTime()}
   */
  long pollAt(long wanted) {
    if (polls == 0) {
      return wanted;
    }
    long pause = MIN_PAUSE.toNanos() << Math.min(polls - 1, MAX_DOUBLINGS);
    long earliest = polledAt + pause;
    return wanted - earliest < 0 ? earliest : wanted;
  }

  /** Records a poll that was set for a callback. */
  void polled(long at) {
    polls++;
    polledAt = at;
  }
}
