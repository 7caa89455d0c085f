package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import io.videotask.schedule.FinalPoll;
import io.videotask.schedule.PollSample;
import io.videotask.schedule.ScheduleContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one task, for all who wait for it. Its state is guarded by its own lock, which is never
 * held while foreign code runs: the query, the schedule, the listener, and whatever hangs on the
 * results.
 */
final class TaskPoller<S> extends NotifyingPoller<S> implements ServerRequestQueue.QueuedRequest {
  private static final Duration SHORTEST_DELAY = Duration.ofMillis(10);
  private static final Duration SHORTEST_WISH = Duration.ofSeconds(1);
  private static final Duration LONGEST_WISH = Duration.ofMinutes(5);

  /** Who begins to wait so soon after an answer has no need to ask again at once. */
  private static final Duration FRESH = Duration.ofSeconds(1);

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

  private final @Nullable FailureBudget budget;
  private final ServerRequestQueue lane;
  private final PollState<S> findings;

  private Phase phase = Phase.ANSWERED;
  private boolean lookAgain;
  private long nextAsk;
  private long sentAt;
  private @Nullable CompletableFuture<PollResult<S>> underWay;

  TaskPoller(PollerContext engine, StatusQuery<S> query, Poller.Plan<S> plan) {
    super(engine, query, plan);
    this.budget = plan.budget();
    this.lane = engine.lane(query);
    this.nextAsk = engine.time.nanoTime();
    this.sentAt = nextAsk;
    this.findings = new PollState<>(plan.kind(), nextAsk);
  }

  /**
   * One more waits; null where this watch is over, and a new one has to begin.
   *
   * @param own hears what this wait sees; null where nobody does
   */
  @Nullable WaitFuture<S> join(Poller.Plan<S> itsPlan, @Nullable PollListener<? super S> own) {
    WaitFuture<S> wait = wait(this, itsPlan, own);
    WaitNotifier<S> events = wait.events();
    boolean stale;
    synchronized (this) {
      if (phase == Phase.OVER) {
        return null;
      }
      waits.add(wait);
      long now = engine.time.nanoTime();
      findings.forgive(now);
      stale = phase == Phase.IDLE && !findings.isFresh(now, FRESH);
      try {
        setAlarm();
      } catch (Throwable e) {
        // No timer can be started: without one there is no wait, and nothing of it is left.
        waits.remove(wait);
        if (waits.isEmpty()) {
          phase = Phase.OVER;
          engine.watches.remove(query.task(), this);
        }
        throw e;
      }
    }
    if (events != null) {
      events.post(listener -> listener.onBegin(query.task()));
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
        Duration.ZERO,
        listener -> listener.onBegin(query.task()),
        events -> {},
        () -> {
          if (isNew) {
            synchronized (this) {
              findings.isNew();
            }
            askAfter(scheduled(), NextPoll.Reason.SCHEDULE);
          } else {
            askAfter(Duration.ZERO, NextPoll.Reason.LOOK_NOW);
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

  /** Ends all waits: the client is closed. Dependents of them run on threads for results. */
  void close() {
    List<WaitFuture<S>> open;
    synchronized (this) {
      open = waits.all();
    }
    for (WaitFuture<S> wait : open) {
      if (wait.getNumberOfDependents() == 0) {
        wait.end(wait.endings::closed);
      } else {
        leave(wait);
        engine.results.execute(() -> wait.end(wait.endings::closed));
      }
    }
  }

  /** A wait has come to its end, by whatever means; the last one stops the asking. */
  void leave(WaitFuture<S> wait) {
    Over<S> over;
    WaitNotifier<S> events = wait.events();
    PollSummary<S> ending;
    synchronized (this) {
      if (!waits.remove(wait)) {
        return;
      }
      ending = events == null ? null : findings.ending(query.task(), false, null);
      if (waits.isEmpty()) {
        over = over(false, null);
      } else {
        setAlarm();
        over = null;
      }
    }
    if (events != null && ending != null) {
      events.ended(ending);
    }
    if (over != null) {
      over.settle(this);
    }
  }

  @Override
  void due() {
    List<WaitFuture<S>> late;
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
    for (WaitFuture<S> wait : late) {
      try {
        leave(wait);
      } finally {
        engine.results.execute(() -> expire(wait, seen, failure));
      }
    }
    if (ask) {
      lane.enter(this);
    }
  }

  private static <S> void expire(
      WaitFuture<S> wait, @Nullable S seen, @Nullable RuntimeException failure) {
    S end = wait.endings.atDeadline(seen);
    if (end != null) {
      wait.complete(end);
    } else {
      wait.end(() -> wait.endings.timedOut(seen, failure));
    }
  }

  @Override
  public synchronized boolean isWanted() {
    return phase == Phase.DUE;
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
    engine.send(this::send);
    return true;
  }

  private void send() {
    try {
      CompletableFuture<PollResult<S>> call = query.ask();
      boolean unwanted;
      synchronized (this) {
        unwanted = phase == Phase.OVER;
        underWay = call;
      }
      if (unwanted) {
        engine.cancel(call);
      }
      call.whenComplete(this::answered);
    } catch (Throwable e) {
      answered(null, e);
    }
  }

  /** Never throws: whatever happens, the wait goes on or ends. */
  private void answered(@Nullable PollResult<S> look, @Nullable Throwable thrown) {
    try {
      lane.leave(look, sentAt, query);
      takeIn(look == null ? unexpected(thrown) : look);
    } catch (Throwable e) {
      // Mostly an OutOfMemoryError, which may be over by the next query.
      synchronized (this) {
        if (phase != Phase.OVER) {
          phase = Phase.IDLE;
          nextAsk = engine.timetable.in(Backoff.OF_A_WAIT.base());
          setAlarm();
        }
      }
    }
  }

  private void takeIn(PollResult<S> look) {
    if (look instanceof PollResult.Answered<S> answer) {
      S snapshot = annotated(answer.snapshot());
      PollResult.Answered<S> annotated =
          new PollResult.Answered<>(
              snapshot, answer.ended(), answer.toConfirm(), answer.signs(), answer.retryAfter());
      PollState.News<S> news;
      synchronized (this) {
        underWay = null;
        if (phase == Phase.OVER) {
          return;
        }
        phase = Phase.ANSWERED;
        news = findings.answered(annotated, sentAt, engine.time);
      }
      TaskPollLogger.answered(engine.log, query, news, snapshot);
      goOnAfter(annotated, news);
    } else if (look instanceof PollResult.Failed<S> failure) {
      int inARow;
      boolean log;
      synchronized (this) {
        underWay = null;
        if (phase == Phase.OVER) {
          return;
        }
        phase = Phase.ANSWERED;
        long now = engine.time.nanoTime();
        inARow = findings.failed(failure, budget, now);
        ConsecutiveFailures run = findings.failures();
        log = inARow > 0 && run != null && run.isWorthLogging(now);
      }
      if (log && lane.mayLogTask()) {
        synchronized (this) {
          ConsecutiveFailures run = findings.failures();
          if (run != null) {
            run.logged();
          }
        }
        TaskPollLogger.fails(engine.log, query, failure, inARow);
      }
      goOnAfter(failure, inARow);
    }
  }

  /** What was seen, with a word on a doubtful end before it where it says otherwise. */
  private S annotated(S snapshot) {
    S doubted;
    synchronized (this) {
      doubted = findings.doubted();
    }
    if (doubted == null) {
      return snapshot;
    }
    try {
      return query.afterDoubt(doubted, snapshot);
    } catch (Throwable e) {
      return snapshot;
    }
  }

  private void goOnAfter(PollResult.Answered<S> answer, PollState.News<S> news) {
    S now = answer.snapshot();
    Duration wish = answer.retryAfter();
    tell(
        heldBack(),
        listener -> {
          CompositePollListener.quietly(() -> listener.onAnswer(now));
          if (news.before() == null || query.hasChanged(news.before(), now)) {
            listener.onChange(news.before(), now);
          }
        },
        events -> events.answered(now),
        () -> {
          PollSample lesson = news.lesson();
          if (lesson != null) {
            schedule.learn(lesson);
          }
          Duration confirmAfter = news.confirmAfter();
          if (news.ended()) {
            finish(now, news.delayAtMost());
          } else if (confirmAfter != null) {
            Duration pause = wish == null ? confirmAfter : longer(confirmAfter, granted(wish));
            confirmAfter(schedule.delayAfterFailure(pause));
          } else if (wish == null) {
            askAfter(scheduled(), NextPoll.Reason.SCHEDULE);
          } else {
            Duration delay = schedule.delayAfterFailure(granted(wish));
            askAfter(delay, NextPoll.Reason.GATEWAY_WISH);
          }
        });
  }

  /** Looks once more for a doubtful end, before the deadline where that is near. */
  private void confirmAfter(Duration pause) {
    Duration delay;
    synchronized (this) {
      long now = engine.time.nanoTime();
      delay = FinalPoll.before(waits.deadline(now) - now, pause);
      findings.confirmAt(now + delay.toNanos());
    }
    askAfter(delay, NextPoll.Reason.CONFIRM);
  }

  private void goOnAfter(PollResult.Failed<S> failure, int inARow) {
    if (inARow == 0) {
      fail(failure.failure());
      return;
    }
    tell(
        heldBack(),
        listener -> listener.onFailure(failure.failure(), inARow),
        events -> events.post(listener -> listener.onFailure(failure.failure(), inARow)),
        () -> {
          Duration wish = failure.retryAfter();
          if (wish == null) {
            askAfter(backoff(failure.remedy(), inARow), NextPoll.Reason.BACKOFF);
          } else {
            Duration delay = schedule.delayAfterFailure(granted(wish));
            askAfter(delay, NextPoll.Reason.GATEWAY_WISH);
          }
        });
  }

  /** The delay after a failure; not so long that the last look before the deadline is missed. */
  private Duration backoff(PollResult.RetryAdvice remedy, int inARow) {
    Duration growing = Backoff.OF_A_WAIT.delay(inARow, engine.random);
    Duration paced;
    synchronized (this) {
      paced = findings.paced(growing, remedy, engine.time.nanoTime());
    }
    Duration delay = schedule.delayAfterFailure(paced);
    synchronized (this) {
      long now = engine.time.nanoTime();
      return FinalPoll.onceBefore(waits.deadline(now) - now, delay);
    }
  }

  private void askAfter(Duration wanted, NextPoll.Reason why) {
    boolean urgent;
    boolean now;
    Duration delay;
    synchronized (this) {
      if (phase == Phase.OVER) {
        return;
      }
      // Not before: what the listener or anybody else has heard of in the meantime must count.
      urgent = lookAgain;
      now = urgent || why == NextPoll.Reason.LOOK_NOW;
      delay = now ? Duration.ZERO : longer(wanted, SHORTEST_DELAY);
      nextAsk = engine.timetable.in(delay);
      phase = now ? Phase.DUE : Phase.IDLE;
      setAlarm();
    }
    tellDecision(delay, now ? NextPoll.Reason.LOOK_NOW : why);
    if (urgent) {
      lane.enterFirst(this);
    } else if (now) {
      lane.enter(this);
    }
  }

  private Duration scheduled() {
    ScheduleContext situation;
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
    over.open.forEach(wait -> engine.results.execute(() -> wait.complete(snapshot)));
  }

  @Override
  void fail(Throwable thrown) {
    Over<S> over;
    synchronized (this) {
      over = over(false, null);
    }
    over.settle(this);
    over.open.forEach(wait -> engine.results.execute(() -> wait.completeExceptionally(thrown)));
  }

  /** What is left to do, without the lock, once nobody is asked for any more. */
  private record Over<S>(
      List<WaitFuture<S>> open,
      @Nullable CompletableFuture<PollResult<S>> call,
      @Nullable PollSummary<S> ending) {
    void settle(TaskPoller<S> watch) {
      if (ending == null) {
        return;
      }
      watch.engine.watches.remove(watch.query.task(), watch);
      watch.engine.cancel(call);
      watch.tellEnd(open, ending);
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

  private synchronized Duration heldBack() {
    return Duration.ofNanos(sentAt - nextAsk);
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
