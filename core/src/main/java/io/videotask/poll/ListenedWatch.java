package io.videotask.poll;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one task: the one that all its waits share, and those of single waits. Schedules
 * of the caller's run with them, on threads that may be kept.
 */
abstract class ListenedWatch<S> extends Timetable.Appointment {
  /** Shorter pauses before a query's turn are not worth telling. */
  private static final Duration NOTICEABLE = Duration.ofMillis(100);

  final Engine engine;
  final Query<S> query;
  final Schedule schedule;
  final Waits<S> waits = new Waits<>();
  private final @Nullable Telling<S> telling;
  private volatile boolean listened;

  ListenedWatch(Engine engine, Query<S> query, Poller.Plan<S> plan) {
    this.engine = engine;
    this.query = query;
    this.schedule = plan.schedule();
    this.telling =
        plan.listener() instanceof PollListener.Nobody
            ? null
            : new Telling<>(plan.listener(), engine.callbacks);
  }

  /** Ends all waits: their schedule has thrown. */
  abstract void fail(Throwable thrown);

  /** A new wait; not yet one of those that wait. */
  final Wait<S> wait(Watch<S> self, Poller.Plan<S> itsPlan, @Nullable PollListener<? super S> own) {
    long deadline = engine.timetable.in(itsPlan.timeout());
    if (own == null) {
      return new Wait<>(self, itsPlan.endings(), deadline);
    }
    listened = true;
    WaitEvents<S> events = new WaitEvents<>(own, query, engine.callbacks);
    return new Wait.Listened<>(self, itsPlan.endings(), deadline, events);
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
      Consumer<WaitEvents<S>> own,
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
      for (WaitEvents<S> events : ownEvents()) {
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
              PollListeners.quietly(() -> telling.listener().onHeldBack(query.task(), heldBack));
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

  final void tellDecision(Duration delay, Decision.Reason reason) {
    if (telling == null && !listened) {
      return;
    }
    Decision decision = new Decision(query.task(), delay, reason);
    if (telling != null) {
      PollListeners.quietly(() -> telling.listener().onDecision(decision));
    }
    ownEvents().forEach(events -> events.post(listener -> listener.onDecision(decision)));
  }

  /** Tells that nobody waits any more, after the waits that were open until then. */
  final void tellEnd(List<Wait<S>> open, Ending<S> ending) {
    for (Wait<S> wait : open) {
      WaitEvents<S> events = wait.events();
      if (events != null) {
        events.ended(ending);
      }
    }
    if (telling != null) {
      telling.tellEnd(ending);
    }
  }

  private List<WaitEvents<S>> ownEvents() {
    if (!listened) {
      return List.of();
    }
    List<Wait<S>> open;
    synchronized (this) {
      open = waits.all();
    }
    return open.stream().map(Wait::events).filter(Objects::nonNull).toList();
  }

  /** Whatever is thrown instead of an answer: the query has failed, and the wait goes on. */
  final Look<S> unexpected(@Nullable Throwable thrown) {
    Throwable cause =
        thrown == null ? new IllegalStateException("a query without a result") : Causes.of(thrown);
    List<Wait<S>> open;
    synchronized (this) {
      open = waits.all();
    }
    RuntimeException failure =
        open.isEmpty() ? new IllegalStateException(cause) : open.get(0).endings.unexpected(cause);
    return new Look.Failed<>(failure, Look.Remedy.RETRY_IN_WAIT, null);
  }

  /** Whether a schedule neither blocks nor needs a thread that is there for callbacks. */
  private static boolean isOurs(Schedule schedule) {
    return schedule instanceof LearningSchedule
        || schedule instanceof SqrtHazardSchedule
        || schedule instanceof FixedSchedule;
  }
}
