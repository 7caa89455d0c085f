package io.videotask.internal.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks for one task that is being polled: what of them decides about its next poll.
 * Instants are those of {@link PollState}.
 *
 * @param expected whether a callback is expected when the task has finished
 * @param reliedOn whether the interval to the next poll was chosen relying on callbacks
 * @param announcedUntil until when the end of the task counts as announced; null if no callback has
 *     announced it
 * @param polls how many polls callbacks have caused
 * @param polledAt when the last of them was; null before the first
 */
public record CallbackState(
    boolean expected,
    boolean reliedOn,
    @Nullable Long announcedUntil,
    int polls,
    @Nullable Long polledAt) {
  /** No callback has come. */
  private static final CallbackState NONE = new CallbackState(false, false, null, 0, null);

  /**
   * How long an announced end counts as announced: a gateway that refreshes from its vendor may be
   * that late.
   */
  private static final Duration ANNOUNCED_FOR = Duration.ofMinutes(2);

  /** The first pause between two polls that callbacks caused; doubles each time. */
  private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

  private static final int MAX_DOUBLINGS = 6;

  /** Returns what is known, or nothing yet. */
  static CallbackState orNone(@Nullable CallbackState known) {
    return known == null ? NONE : known;
  }

  CallbackState expecting(boolean isExpected) {
    return new CallbackState(isExpected, reliedOn, announcedUntil, polls, polledAt);
  }

  CallbackState relying(boolean isReliedOn) {
    return new CallbackState(expected, isReliedOn, announcedUntil, polls, polledAt);
  }

  /** Returns the state after a callback that says that the task may have finished. */
  CallbackState announced(long now) {
    return new CallbackState(true, reliedOn, now + ANNOUNCED_FOR.toNanos(), polls, polledAt);
  }

  /** Returns whether a callback has announced the end of the task not long ago. */
  boolean isAnnounced(long now) {
    return announcedUntil != null && now - announcedUntil <= 0;
  }

  /** Returns whether a callback is expected that has not come. */
  boolean isAwaited(long now) {
    return expected && !isAnnounced(now);
  }

  /**
   * Returns when to poll for a callback: if the polls before found that the task goes on, after a
   * pause that grows, so that forged callbacks cost little.
   */
  long pollAt(long wanted) {
    if (polls < 1 || polledAt == null) {
      return wanted;
    }
    long pause = MIN_PAUSE.toNanos() << Math.min(polls - 1, MAX_DOUBLINGS);
    long earliest = polledAt + pause;
    return wanted - earliest < 0 ? earliest : wanted;
  }

  /** Returns the state with one more poll that was set for a callback. */
  CallbackState polled(long at) {
    return new CallbackState(expected, reliedOn, announcedUntil, polls + 1, at);
  }

  CallbackState shifted(long by) {
    Long until = announcedUntil == null ? null : Long.valueOf(announcedUntil + by);
    Long polled = polledAt == null ? null : Long.valueOf(polledAt + by);
    return new CallbackState(expected, reliedOn, until, polls, polled);
  }
}
