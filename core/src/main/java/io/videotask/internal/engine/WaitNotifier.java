package io.videotask.internal.engine;

import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listener of one wait what its task's queries come to, one event at a time. Nobody waits
 * for it: where it blocks, events are kept for it up to a number, and the end always is.
 * Thread-safe.
 */
final class WaitNotifier<S> {
  private static final int MOST = 1000;

  private final PollListener<? super S> listener;
  private final StatusQuery<S> query;
  private final Executor callbacks;
  private final Queue<Consumer<PollListener<? super S>>> events = new ArrayDeque<>();
  private boolean telling;

  /** Touched only while telling. */
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
        told -> {
          S before = last;
          last = now;
          CompositePollListener.quietly(() -> told.onAnswer(now));
          if (before == null || query.hasChanged(before, now)) {
            told.onChange(before, now);
          }
        },
        false);
  }

  void ended(PollSummary<S> ending) {
    add(told -> told.onEnd(SerialNotifier.widened(ending)), true);
  }

  private void add(Consumer<PollListener<? super S>> event, boolean always) {
    synchronized (this) {
      if (events.size() >= MOST && !always) {
        return;
      }
      events.add(event);
      if (telling) {
        return;
      }
      telling = true;
    }
    callbacks.execute(this::tell);
  }

  private void tell() {
    for (Consumer<PollListener<? super S>> event = next(); event != null; event = next()) {
      Consumer<PollListener<? super S>> now = event;
      CompositePollListener.quietly(() -> now.accept(listener));
    }
  }

  private synchronized @Nullable Consumer<PollListener<? super S>> next() {
    Consumer<PollListener<? super S>> event = events.poll();
    telling = event != null;
    return event;
  }
}
