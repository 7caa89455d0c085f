package io.videotask;

import io.videotask.internal.engine.RateLimiter;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Queues submits that wait for one rate limit, first in, first out. Reserves one slot at a time,
 * for the first submit, so that a cancelled submit does not consume any. Thread-safe.
 */
final class SubmitQueue {
  private final TimeSource time;
  private final RateLimiter rateLimiter;
  private final Set<QueuedSubmit> waiting = new LinkedHashSet<>();
  private boolean hasSlot;
  private long slotAt;
  private TimeSource.@Nullable Cancellable timer;
  private boolean sending;

  SubmitQueue(TimeSource time, RateLimiter rateLimiter) {
    this.time = time;
    this.rateLimiter = rateLimiter;
  }

  /** A submit in the queue. */
  interface QueuedSubmit {
    /** Sends the request; never throws. */
    void send();

    /** Reports that the request will not be sent, because no timer could be set; never throws. */
    void fail(Throwable cause);
  }

  /** Sends a submit at once, or as soon as the rate limit allows. */
  void enqueue(QueuedSubmit submit) {
    if (!rateLimiter.isLimited()) {
      submit.send();
      return;
    }
    synchronized (this) {
      waiting.add(submit);
    }
    sendDue();
  }

  /** Removes a submit, which is then not sent; gives the slot back when the queue is empty. */
  synchronized void remove(QueuedSubmit submit) {
    if (waiting.remove(submit) && waiting.isEmpty() && hasSlot) {
      hasSlot = false;
      rateLimiter.release(slotAt);
      cancelTimer();
    }
  }

  /** The share of the rate limit has changed: the reserved slot may come sooner. */
  void rateLimitChanged() {
    synchronized (this) {
      cancelTimer();
    }
    sendDue();
  }

  private void onTimer() {
    synchronized (this) {
      timer = null;
    }
    sendDue();
  }

  /** Single drainer: one thread at a time sends, which keeps the order. */
  private void sendDue() {
    synchronized (this) {
      if (sending) {
        return;
      }
      sending = true;
    }
    for (QueuedSubmit due = next(); due != null; due = next()) {
      due.send();
    }
  }

  /** Returns the first submit if it may be sent now; else sets a timer and returns null. */
  private @Nullable QueuedSubmit next() {
    while (true) {
      QueuedSubmit failed;
      Throwable cause;
      synchronized (this) {
        if (waiting.isEmpty()) {
          sending = false;
          return null;
        }
        QueuedSubmit first = waiting.iterator().next();
        if (!hasSlot) {
          slotAt = rateLimiter.reserveAt();
          hasSlot = true;
        }
        long delay = rateLimiter.delayNanos(slotAt);
        if (delay <= 0) {
          hasSlot = false;
          waiting.remove(first);
          return first;
        }
        try {
          if (timer == null) {
            timer = time.schedule(Duration.ofNanos(delay), this::onTimer);
          }
          sending = false;
          return null;
        } catch (Throwable e) {
          // The timer has no thread. A submit that is reported as not sent must not be sent later.
          waiting.remove(first);
          failed = first;
          cause = e;
        }
      }
      failed.fail(cause);
    }
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
