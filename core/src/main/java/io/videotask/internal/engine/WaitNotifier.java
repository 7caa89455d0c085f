package io.videotask.internal.engine;

import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the listener of one wait of its task's events, one at a time. Polling does not wait for
 * the listener: while it blocks, up to {@link #MAX_QUEUED} events are queued for it, and the end
 * always is. Thread-safe.
 */
final class WaitNotifier<S> {
  private static final int MAX_QUEUED = 1000;

  private final PollListener<? super S> listener;
  private final StatusQuery<S> query;
  private final Executor callbacks;
  private final Queue<Consumer<PollListener<? super S>>> events = new ArrayDeque<>();
  private boolean draining;

  /** Accessed only by the thread that drains the queue. */
  private @Nullable S last;

  WaitNotifier(PollListener<? super S> listener, StatusQuery<S> query, Executor callbacks) {
    this.listener = listener;
    this.query = query;
    this.callbacks = callbacks;
  }

  void post(Consumer<PollListener<? super S>> event) {
    add(event, false);
  }

  void answered(S now) {
    add(
        l -> {
          S before = last;
          last = now;
          CallbackFailures.ignore(() -> l.onAnswer(now));
          if (before == null || query.hasChanged(before, now)) {
            l.onChange(before, now);
          }
        },
        false);
  }

  void ended(PollSummary<S> summary) {
    add(l -> l.onEnd(SerialNotifier.widened(summary)), true);
  }

  private void add(Consumer<PollListener<? super S>> event, boolean always) {
    synchronized (this) {
      if (events.size() >= MAX_QUEUED && !always) {
        return;
      }
      events.add(event);
      if (draining) {
        return;
      }
      draining = true;
    }
    callbacks.execute(this::drain);
  }

  private void drain() {
    for (Consumer<PollListener<? super S>> event = next(); event != null; event = next()) {
      Consumer<PollListener<? super S>> now = event;
      CallbackFailures.ignore(() -> now.accept(listener));
    }
  }

  private synchronized @Nullable Consumer<PollListener<? super S>> next() {
    Consumer<PollListener<? super S>> event = events.poll();
    draining = event != null;
    return event;
  }
}
