package io.videotask.internal.engine;

import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import io.videotask.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the listeners of one task: the one that all its waits share, and those of single waits.
 * Schedules of the caller's are user callbacks, too, and run on the same threads.
 */
abstract class NotifyingPoller<S> extends TimerQueue.TimerEntry {
  /** Shorter delays in the server's queue are not reported. */
  private static final Duration MIN_REPORTED_DELAY = Duration.ofMillis(100);

  final PollerContext context;
  final StatusQuery<S> query;
  final Schedule schedule;
  final OpenWaits<S> waits = new OpenWaits<>();
  private final @Nullable SerialNotifier<S> sharedNotifier;
  private volatile boolean hasOwnListeners;

  NotifyingPoller(PollerContext context, StatusQuery<S> query, WaitPlan<S> plan) {
    this.context = context;
    this.query = query;
    this.schedule = plan.schedule();
    this.sharedNotifier =
        plan.listener() == null ? null : new SerialNotifier<>(plan.listener(), context.callbacks);
  }

  /** Completes all waits exceptionally: their schedule has thrown. */
  abstract void fail(Throwable thrown);

  /** Creates a wait that is not yet in {@link #waits}. */
  final WaitFuture<S> newWait(
      WaitFuture.Owner<S> owner, WaitPlan<S> waitPlan, @Nullable PollListener<? super S> own) {
    long deadline = context.timers.instantAfter(waitPlan.timeout());
    if (own == null) {
      return new WaitFuture<>(owner, waitPlan.waitFailures(), deadline);
    }
    hasOwnListeners = true;
    WaitNotifier<S> notifier = new WaitNotifier<>(own, query, context.callbacks);
    return new WaitFuture.WithListener<>(owner, waitPlan.waitFailures(), deadline, notifier);
  }

  /**
   * Notifies the listeners, if there are any, and then runs the continuation. Only the shared
   * listener delays the continuation.
   *
   * @param queueDelay how long the query waited in the server's queue
   * @param shared notifies the shared listener
   * @param own notifies the listener of one wait
   */
  final void notifyListeners(
      Duration queueDelay,
      Consumer<PollListener<? super S>> shared,
      Consumer<WaitNotifier<S>> own,
      Runnable continuation) {
    Runnable guarded =
        () -> {
          try {
            continuation.run();
          } catch (Throwable e) {
            // Whatever a schedule of the caller's throws, the waits must not hang.
            fail(e);
          }
        };
    boolean reportDelay = queueDelay.compareTo(MIN_REPORTED_DELAY) > 0;
    if (hasOwnListeners) {
      for (WaitNotifier<S> notifier : ownNotifiers()) {
        if (reportDelay) {
          notifier.post(listener -> listener.onQueueDelay(query.task(), queueDelay));
        }
        own.accept(notifier);
      }
    }
    if (sharedNotifier != null) {
      sharedNotifier.deliver(
          () -> {
            if (reportDelay) {
              CallbackFailures.ignore(
                  () -> sharedNotifier.listener().onQueueDelay(query.task(), queueDelay));
            }
            shared.accept(sharedNotifier.listener());
          },
          guarded);
    } else if (Schedule.isBuiltIn(schedule)) {
      guarded.run();
    } else {
      context.callbacks.execute(guarded);
    }
  }

  final void notifyNextPoll(Duration delay, NextPoll.Reason reason) {
    if (sharedNotifier == null && !hasOwnListeners) {
      return;
    }
    NextPoll nextPoll = new NextPoll(query.task(), delay, reason);
    if (sharedNotifier != null) {
      CallbackFailures.ignore(() -> sharedNotifier.listener().onNextPoll(nextPoll));
    }
    ownNotifiers().forEach(notifier -> notifier.post(listener -> listener.onNextPoll(nextPoll)));
  }

  /**
   * Notifies the listeners of the end of the polling: those of the waits that were open until then,
   * and the shared one.
   */
  final void notifyEnd(List<WaitFuture<S>> open, PollSummary<S> summary) {
    for (WaitFuture<S> wait : open) {
      WaitNotifier<S> notifier = wait.notifier();
      if (notifier != null) {
        notifier.ended(summary);
      }
    }
    if (sharedNotifier != null) {
      sharedNotifier.notifyEnd(summary);
    }
  }

  private List<WaitNotifier<S>> ownNotifiers() {
    if (!hasOwnListeners) {
      return List.of();
    }
    List<WaitFuture<S>> open;
    synchronized (this) {
      open = waits.all();
    }
    return open.stream().map(WaitFuture::notifier).filter(Objects::nonNull).toList();
  }
}
