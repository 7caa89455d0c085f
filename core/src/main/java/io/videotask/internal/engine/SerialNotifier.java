package io.videotask.internal.engine;

import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Tells a listener of one task: one thing at a time, on threads that are there for it. */
final class SerialNotifier<S> {
  private final PollListener<? super S> listener;
  private final Executor deliveries;
  private boolean busy;
  private @Nullable Thread goingOn;
  private @Nullable PollSummary<S> untold;

  SerialNotifier(PollListener<? super S> listener, Executor deliveries) {
    this.listener = listener;
    this.deliveries = deliveries;
  }

  PollListener<? super S> listener() {
    return listener;
  }

  /** Tells one thing, whatever comes of it, and then goes on. Only one is told at a time. */
  void tell(Runnable event, Runnable goOn) {
    deliveries.execute(
        () -> {
          synchronized (this) {
            busy = true;
          }
          CompositePollListener.quietly(event);
          synchronized (this) {
            goingOn = Thread.currentThread();
          }
          goOn.run();
          PollSummary<S> last;
          synchronized (this) {
            goingOn = null;
            busy = false;
            last = untold;
            untold = null;
          }
          if (last != null) {
            end(last);
          }
        });
  }

  /**
   * Tells the end, which may come while something else is being told. Where it follows from what
   * was told last, it is told at once: whoever has the result then finds that it has been.
   */
  void tellEnd(PollSummary<S> ending) {
    boolean follows;
    synchronized (this) {
      follows = goingOn == Thread.currentThread();
    }
    if (follows) {
      end(ending);
      return;
    }
    deliveries.execute(
        () -> {
          synchronized (this) {
            if (busy) {
              untold = ending;
              return;
            }
          }
          end(ending);
        });
  }

  private void end(PollSummary<S> ending) {
    CompositePollListener.quietly(() -> listener.onEnd(widened(ending)));
  }

  @SuppressWarnings("unchecked") // An ending only gives out what it has seen.
  static <T> PollSummary<T> widened(PollSummary<? extends T> ending) {
    return (PollSummary<T>) ending;
  }
}
