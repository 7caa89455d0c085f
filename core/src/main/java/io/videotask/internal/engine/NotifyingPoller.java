package io.videotask.internal.engine;

import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import io.videotask.schedule.FixedSchedule;
import io.videotask.schedule.LearningSchedule;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.SqrtHazardSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one task: the one that all its waits share, and those of single waits. Schedules
 * of the caller's run with them, on threads that may be kept.
 */
abstract class NotifyingPoller<S> extends TimerQueue.TimerEntry {
  /** Shorter pauses before a query's turn are not worth telling. */
  private static final Duration NOTICEABLE = Duration.ofMillis(100);

  final PollerContext engine;
  final StatusQuery<S> query;
  final Schedule schedule;
  final OpenWaits<S> waits = new OpenWaits<>();
  private final @Nullable SerialNotifier<S> telling;
  private volatile boolean listened;

  NotifyingPoller(PollerContext engine, StatusQuery<S> query, Poller.Plan<S> plan) {
    this.engine = engine;
    this.query = query;
    this.schedule = plan.schedule();
    this.telling =
        plan.listener() instanceof PollListener.Nobody
            ? null
            : new SerialNotifier<>(plan.listener(), engine.callbacks);
  }

  /** Ends all waits: their schedule has thrown. */
  abstract void fail(Throwable thrown);

  /** A new wait; not yet one of those that wait. */
  final WaitFuture<S> wait(
      TaskPoller<S> self, Poller.Plan<S> itsPlan, @Nullable PollListener<? super S> own) {
    long deadline = engine.timetable.in(itsPlan.timeout());
    if (own == null) {
      return new WaitFuture<>(self, itsPlan.endings(), deadline);
    }
    listened = true;
    WaitNotifier<S> events = new WaitNotifier<>(own, query, engine.callbacks);
    return new WaitFuture.Listened<>(self, itsPlan.endings(), deadline, events);
  }

  /**
   * Tells the listeners, if there are any, and goes on. Only the shared one holds up what follows.
   *
   * @param heldBack for how long the query had to wait for its turn
   * @param shared what the shared listener is told
   * @param own what the listeners of single waits are told
   */
  final void tell(
      Duration heldBack,
      Consumer<PollListener<? super S>> shared,
      Consumer<WaitNotifier<S>> own,
      Runnable goOn) {
    Runnable safely =
        () -> {
          try {
            goOn.run();
          } catch (Throwable e) {
            // A schedule of the caller's that throws, whatever it throws, must not leave the wait
            // hanging.
            fail(e);
          }
        };
    boolean tellDelay = heldBack.compareTo(NOTICEABLE) > 0;
    if (listened) {
      for (WaitNotifier<S> events : ownEvents()) {
        if (tellDelay) {
          events.post(listener -> listener.onHeldBack(query.task(), heldBack));
        }
        own.accept(events);
      }
    }
    if (telling != null) {
      telling.tell(
          () -> {
            if (tellDelay) {
              CompositePollListener.quietly(
                  () -> telling.listener().onHeldBack(query.task(), heldBack));
            }
            shared.accept(telling.listener());
          },
          safely);
    } else if (isOurs(schedule)) {
      safely.run();
    } else {
      engine.callbacks.execute(safely);
    }
  }

  final void tellDecision(Duration delay, NextPoll.Reason reason) {
    if (telling == null && !listened) {
      return;
    }
    NextPoll decision = new NextPoll(query.task(), delay, reason);
    if (telling != null) {
      CompositePollListener.quietly(() -> telling.listener().onDecision(decision));
    }
    ownEvents().forEach(events -> events.post(listener -> listener.onDecision(decision)));
  }

  /** Tells that nobody waits any more, after the waits that were open until then. */
  final void tellEnd(List<WaitFuture<S>> open, PollSummary<S> ending) {
    for (WaitFuture<S> wait : open) {
      WaitNotifier<S> events = wait.events();
      if (events != null) {
        events.ended(ending);
      }
    }
    if (telling != null) {
      telling.tellEnd(ending);
    }
  }

  private List<WaitNotifier<S>> ownEvents() {
    if (!listened) {
      return List.of();
    }
    List<WaitFuture<S>> open;
    synchronized (this) {
      open = waits.all();
    }
    return open.stream().map(WaitFuture::events).filter(Objects::nonNull).toList();
  }

  /** Whatever is thrown instead of an answer: the query has failed, and the wait goes on. */
  final PollResult<S> unexpected(@Nullable Throwable thrown) {
    Throwable cause =
        thrown == null
            ? new IllegalStateException("a query without a result")
            : RootCause.of(thrown);
    List<WaitFuture<S>> open;
    synchronized (this) {
      open = waits.all();
    }
    RuntimeException failure =
        open.isEmpty() ? new IllegalStateException(cause) : open.get(0).endings.unexpected(cause);
    return new PollResult.Failed<>(failure, PollResult.RetryAdvice.RETRY_IN_WAIT, null);
  }

  /** Whether a schedule neither blocks nor needs a thread that is there for callbacks. */
  private static boolean isOurs(Schedule schedule) {
    return schedule instanceof LearningSchedule
        || schedule instanceof SqrtHazardSchedule
        || schedule instanceof FixedSchedule;
  }
}
