package io.videotask.poll;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one task, for all who wait for it. Its state is guarded by its own lock, which is never
 * held while foreign code runs: the query, the schedule, the listener, and whatever hangs on the
 * results.
 */
final class Watch<S> extends Timetable.Appointment implements Lane.Turn {
  private static final Duration SHORTEST_DELAY = Duration.ofMillis(10);
  private static final Duration SHORTEST_WISH = Duration.ofSeconds(1);
  private static final Duration LONGEST_WISH = Duration.ofMinutes(5);

  /** Who begins to wait so soon after an answer has no need to ask again at once. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** Shorter pauses before a query's turn are not worth telling. */
  private static final Duration NOTICEABLE = Duration.ofMillis(100);

  private enum Phase {
    /** The next query comes at its time. */
    IDLE,
    /** The next query is due, and waits for its turn. */
    DUE,
    /** A query is under way. */
    ASKING,
    /** It was answered, and what follows from that is being found out. */
    ANSWERED,
    OVER
  }

  private final Engine engine;
  private final Query<S> query;
  private final Schedule schedule;
  private final FailureBudget budget;
  private final Lane lane;
  private final @Nullable Telling<S> telling;
  private final Waits<S> waits = new Waits<>();
  private final Findings<S> findings;

  private Phase phase = Phase.ANSWERED;
  private boolean lookAgain;
  private long nextAsk;
  private long sentAt;
  private @Nullable CompletableFuture<Look<S>> underWay;

  Watch(Engine engine, Query<S> query, Poller.Plan<S> plan) {
    this.engine = engine;
    this.query = query;
    this.schedule = plan.schedule();
    this.budget = plan.budget();
    this.lane = engine.lane(query);
    this.telling =
        plan.listener() instanceof PollListener.Nobody
            ? null
            : new Telling<>(plan.listener(), engine.deliveries);
    this.nextAsk = engine.time.nanoTime();
    this.sentAt = nextAsk;
    this.findings = new Findings<>(plan.kind(), nextAsk);
  }

  /** One more waits; null where this watch is over, and a new one has to begin. */
  @Nullable Wait<S> join(Poller.Plan<S> itsPlan) {
    Wait<S> wait = new Wait<>(this, itsPlan.endings(), engine.timetable.in(itsPlan.timeout()));
    boolean stale;
    synchronized (this) {
      if (phase == Phase.OVER) {
        return null;
      }
      waits.add(wait);
      long now = engine.time.nanoTime();
      findings.forgive(now);
      stale = phase == Phase.IDLE && !findings.isFresh(now, FRESH);
      setAlarm();
    }
    if (stale) {
      lookNow();
    }
    return wait;
  }

  /**
   * Begins to ask.
   *
   * @param isNew whether the task has only just begun, so that the first query has time
   */
  void start(boolean isNew) {
    tell(
        listener -> listener.onBegin(query.task()),
        () -> {
          if (isNew) {
            synchronized (this) {
              findings.isNew();
            }
            askAfter(scheduled(), Decision.Reason.SCHEDULE);
          } else {
            askAfter(Duration.ZERO, Decision.Reason.LOOK_NOW);
          }
        });
  }

  void lookNow() {
    synchronized (this) {
      if (phase != Phase.IDLE) {
        // What is on its way may have been answered before whatever the caller has just heard of.
        lookAgain |= phase == Phase.ASKING || phase == Phase.ANSWERED;
        return;
      }
      phase = Phase.DUE;
      nextAsk = engine.time.nanoTime();
    }
    lane.enterFirst(this);
  }

  /** Ends all waits: the client is closed. */
  void close() {
    List<Wait<S>> open;
    synchronized (this) {
      open = waits.all();
    }
    open.forEach(wait -> wait.completeExceptionally(wait.endings.closed()));
  }

  /** A wait has come to its end, by whatever means; the last one stops the asking. */
  void leave(Wait<S> wait) {
    Over<S> over;
    synchronized (this) {
      if (!waits.remove(wait)) {
        return;
      }
      if (!waits.isEmpty()) {
        setAlarm();
        return;
      }
      over = over(false, null);
    }
    over.settle(this);
  }

  @Override
  void due() {
    List<Wait<S>> late;
    boolean ask;
    S seen;
    RuntimeException failure;
    synchronized (this) {
      long now = engine.time.nanoTime();
      late = waits.late(now);
      seen = findings.last();
      failure = findings.lastFailure();
      ask = late.isEmpty() && phase == Phase.IDLE && nextAsk - now <= 0;
      if (ask) {
        phase = Phase.DUE;
      }
      if (late.isEmpty()) {
        setAlarm();
      }
    }
    for (Wait<S> wait : late) {
      leave(wait);
      engine.deliveries.execute(() -> expire(wait, seen, failure));
    }
    if (ask) {
      lane.enter(this);
    }
  }

  private static <S> void expire(
      Wait<S> wait, @Nullable S seen, @Nullable RuntimeException failure) {
    S end = wait.endings.atDeadline(seen);
    if (end != null) {
      wait.complete(end);
    } else {
      wait.completeExceptionally(wait.endings.timedOut(seen, failure));
    }
  }

  @Override
  public boolean take() {
    synchronized (this) {
      if (phase != Phase.DUE) {
        return false;
      }
      phase = Phase.ASKING;
      lookAgain = false;
      findings.asked();
      sentAt = engine.time.nanoTime();
    }
    CompletableFuture<Look<S>> call;
    try {
      call = query.ask();
    } catch (Throwable e) {
      fail(e);
      return false;
    }
    boolean unwanted;
    synchronized (this) {
      unwanted = phase == Phase.OVER;
      underWay = call;
    }
    if (unwanted) {
      call.cancel(true);
    }
    call.whenComplete(this::answered);
    return true;
  }

  private void answered(@Nullable Look<S> look, @Nullable Throwable thrown) {
    lane.leave(look, sentAt);
    Findings.News<S> news = null;
    int inARow = 0;
    synchronized (this) {
      underWay = null;
      if (phase == Phase.OVER) {
        return;
      }
      phase = Phase.ANSWERED;
      if (look instanceof Look.Answered<S> answer) {
        news = findings.answered(answer, sentAt, engine.time);
      } else if (look instanceof Look.Failed<S> failure) {
        inARow = findings.failed(failure, budget, engine.time.nanoTime());
      }
    }
    if (news != null && look instanceof Look.Answered<S> answer) {
      goOnAfter(answer, news);
    } else if (look instanceof Look.Failed<S> failure) {
      goOnAfter(failure, inARow);
    } else {
      fail(thrown == null ? new IllegalStateException("a query came to nothing") : thrown);
    }
  }

  private void goOnAfter(Look.Answered<S> answer, Findings.News<S> news) {
    S now = answer.snapshot();
    Duration wish = answer.wish();
    try {
      schedule.learn(news.lesson());
    } catch (Throwable e) {
      fail(e);
      return;
    }
    tell(
        listener -> {
          PollListeners.quietly(() -> listener.onAnswer(now));
          if (news.before() == null || query.hasChanged(news.before(), now)) {
            listener.onChange(news.before(), now);
          }
        },
        () -> {
          if (answer.ended()) {
            finish(now, news.delayAtMost());
          } else if (wish == null) {
            askAfter(scheduled(), Decision.Reason.SCHEDULE);
          } else {
            Duration delay = schedule.delayAfterFailure(granted(wish));
            askAfter(delay, Decision.Reason.GATEWAY_WISH);
          }
        });
  }

  private void goOnAfter(Look.Failed<S> failure, int inARow) {
    if (inARow == 0) {
      fail(failure.failure());
      return;
    }
    tell(
        listener -> listener.onFailure(failure.failure(), inARow),
        () -> {
          Duration wish = failure.wish();
          Duration delay =
              wish == null ? Backoff.OF_A_WAIT.delay(inARow, engine.random) : granted(wish);
          askAfter(
              schedule.delayAfterFailure(delay),
              wish == null ? Decision.Reason.BACKOFF : Decision.Reason.GATEWAY_WISH);
        });
  }

  private void askAfter(Duration wanted, Decision.Reason why) {
    boolean urgent;
    boolean now;
    Duration delay;
    synchronized (this) {
      if (phase == Phase.OVER) {
        return;
      }
      // Not before: what the listener or anybody else has heard of in the meantime must count.
      urgent = lookAgain;
      now = urgent || why == Decision.Reason.LOOK_NOW;
      delay = now ? Duration.ZERO : longer(wanted, SHORTEST_DELAY);
      nextAsk = engine.timetable.in(delay);
      phase = now ? Phase.DUE : Phase.IDLE;
      setAlarm();
    }
    if (telling != null) {
      Decision decision = new Decision(query.task(), delay, now ? Decision.Reason.LOOK_NOW : why);
      PollListeners.quietly(() -> telling.listener().onDecision(decision));
    }
    if (urgent) {
      lane.enterFirst(this);
    } else if (now) {
      lane.enter(this);
    }
  }

  private Duration scheduled() {
    Situation situation;
    synchronized (this) {
      long now = engine.time.nanoTime();
      situation = findings.situation(now, waits.deadline(now), engine.time);
    }
    return schedule.delay(situation, engine.random);
  }

  private void finish(S snapshot, @Nullable Duration delayAtMost) {
    Over<S> over;
    synchronized (this) {
      over = over(true, delayAtMost);
    }
    over.settle(this);
    over.open.forEach(wait -> engine.deliveries.execute(() -> wait.complete(snapshot)));
  }

  private void fail(Throwable thrown) {
    Over<S> over;
    synchronized (this) {
      over = over(false, null);
    }
    over.settle(this);
    over.open.forEach(wait -> engine.deliveries.execute(() -> wait.completeExceptionally(thrown)));
  }

  /** What is left to do, without the lock, once nobody is asked for any more. */
  private record Over<S>(
      List<Wait<S>> open, @Nullable CompletableFuture<Look<S>> call, @Nullable Ending<S> ending) {
    void settle(Watch<S> watch) {
      if (ending == null) {
        return;
      }
      watch.engine.watches.remove(watch.query.task(), watch);
      if (call != null) {
        call.cancel(true);
      }
      if (watch.telling != null) {
        watch.telling.tellEnd(ending);
      }
    }
  }

  private Over<S> over(boolean ended, @Nullable Duration delayAtMost) {
    if (phase == Phase.OVER) {
      return new Over<>(List.of(), null, null);
    }
    phase = Phase.OVER;
    Over<S> over =
        new Over<>(waits.all(), underWay, findings.ending(query.task(), ended, delayAtMost));
    waits.clear();
    underWay = null;
    engine.timetable.remove(this);
    return over;
  }

  /** Tells the listener, if there is one, and goes on. */
  private void tell(Consumer<PollListener<? super S>> event, Runnable goOn) {
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
    if (telling == null) {
      safely.run();
      return;
    }
    Duration heldBack = Duration.ofNanos(sentAt - nextAsk);
    telling.tell(
        () -> {
          if (heldBack.compareTo(NOTICEABLE) > 0) {
            PollListeners.quietly(() -> telling.listener().onHeldBack(query.task(), heldBack));
          }
          event.accept(telling.listener());
        },
        safely);
  }

  private void setAlarm() {
    if (waits.isEmpty()) {
      return;
    }
    long deadline = waits.deadline(nextAsk);
    boolean ask = phase == Phase.IDLE && nextAsk - deadline < 0;
    engine.timetable.set(this, ask ? nextAsk : deadline);
  }

  private static Duration granted(Duration wish) {
    return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : longer(wish, SHORTEST_WISH);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
