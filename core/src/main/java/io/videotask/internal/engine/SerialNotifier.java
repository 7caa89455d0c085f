package io.videotask.internal.engine;

import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Notifies the shared listener of one task, one event at a time, on the callback threads. */
final class SerialNotifier<S> {
  private final PollListener<? super S> listener;
  private final Executor callbacks;
  private boolean busy;
  private @Nullable Thread continuing;
  private @Nullable PollSummary<S> pendingEnd;

  SerialNotifier(PollListener<? super S> listener, Executor callbacks) {
    this.listener = listener;
    this.callbacks = callbacks;
  }

  PollListener<? super S> listener() {
    return listener;
  }

  /**
   * Delivers one event, ignoring what the listener throws, and then runs the continuation. The
   * caller delivers one event at a time.
   */
  void deliver(Runnable event, Runnable continuation) {
    callbacks.execute(
        () -> {
          synchronized (this) {
            busy = true;
          }
          CallbackFailures.ignore(event);
          synchronized (this) {
            continuing = Thread.currentThread();
          }
          continuation.run();
          PollSummary<S> last;
          synchronized (this) {
            continuing = null;
            busy = false;
            last = pendingEnd;
            pendingEnd = null;
          }
          if (last != null) {
            deliverEnd(last);
          }
        });
  }

  /**
   * Delivers the end, which may come while another event is being delivered. If the end follows
   * from the event delivered last, it is delivered at once, before the result of the wait is
   * visible.
   */
  void notifyEnd(PollSummary<S> summary) {
    boolean continues;
    synchronized (this) {
      continues = continuing == Thread.currentThread();
    }
    if (continues) {
      deliverEnd(summary);
      return;
    }
    callbacks.execute(
        () -> {
          synchronized (this) {
            if (busy) {
              pendingEnd = summary;
              return;
            }
          }
          deliverEnd(summary);
        });
  }

  private void deliverEnd(PollSummary<S> summary) {
    CallbackFailures.ignore(() -> listener.onEnd(widened(summary)));
  }

  @SuppressWarnings("unchecked") // The summary only returns snapshots.
  static <T> PollSummary<T> widened(PollSummary<? extends T> summary) {
    return (PollSummary<T>) summary;
  }
}
