package io.videotask;

import io.videotask.internal.engine.RateLimiter;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Submits that wait for the rate limit, first come, first served. One slot is taken at a time, for
 * the first of them: one that is cancelled costs nothing. Thread-safe.
 */
final class SubmitQueue {
  private final TimeSource time;
  private final RateLimiter pace;
  private final Set<Turn> waiting = new LinkedHashSet<>();
  private boolean hasSlot;
  private long slotAt;
  private TimeSource.@Nullable Cancellable alarm;
  private boolean sending;

  SubmitQueue(TimeSource time, RateLimiter pace) {
    this.time = time;
    this.pace = pace;
  }

  /** A submit that waits. */
  interface Turn {
    /** Sends it; never throws. */
    void begin();

    /** It will not be sent, because the timer does not work; never throws. */
    void refuse(Throwable why);
  }

  /** Sends it at once, or as soon as the rate allows. */
  void enter(Turn turn) {
    if (!pace.isLimited()) {
      turn.begin();
      return;
    }
    synchronized (this) {
      waiting.add(turn);
    }
    sendDue();
  }

  /** It does not want to be sent any more. */
  synchronized void leave(Turn turn) {
    if (waiting.remove(turn) && waiting.isEmpty() && hasSlot) {
      hasSlot = false;
      pace.giveBack(slotAt);
      cancelAlarm();
    }
  }

  private void ring() {
    synchronized (this) {
      alarm = null;
    }
    sendDue();
  }

  /** One thread at a time, so that they leave in order. */
  private void sendDue() {
    synchronized (this) {
      if (sending) {
        return;
      }
      sending = true;
    }
    for (Turn due = next(); due != null; due = next()) {
      due.begin();
    }
  }

  /** The first one where it may be sent now; else it will be looked at again when it may. */
  private @Nullable Turn next() {
    while (true) {
      Turn refused;
      Throwable why;
      synchronized (this) {
        if (waiting.isEmpty()) {
          sending = false;
          return null;
        }
        Turn first = waiting.iterator().next();
        long now = time.nanoTime();
        if (!hasSlot) {
          slotAt = pace.reserveAt();
          hasSlot = true;
        }
        if (slotAt - now <= 0) {
          hasSlot = false;
          waiting.remove(first);
          return first;
        }
        try {
          if (alarm == null) {
            alarm = time.schedule(Duration.ofNanos(slotAt - now), this::ring);
          }
          sending = false;
          return null;
        } catch (Throwable e) {
          // No thread for the timer: what is not told of must not be sent later.
          waiting.remove(first);
          refused = first;
          why = e;
        }
      }
      refused.refuse(why);
    }
  }

  private void cancelAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }
}
