package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import io.videotask.poll.PollListener;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.Schedule;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks until a task has ended: without a thread for each wait, within a deadline, through failures
 * that pass. Thread-safe.
 */
public final class Poller implements AutoCloseable {
  private final PollerContext engine;
  private volatile boolean closed;

  /**
   * @param time the clock and the timer
   * @param random where jitter comes from; used from several threads
   * @param pace the rate that all requests share
   * @param callbacks runs whatever belongs to others; see {@link CallbackExecutor}
   */
  public Poller(TimeSource time, RandomGenerator random, RateLimiter pace, Executor callbacks) {
    this(
        time,
        random,
        pace,
        new Threads(callbacks, callbacks, callbacks, callbacks),
        () -> System.getLogger("io.videotask"));
  }

  /**
   * @param time the clock and the timer
   * @param random where jitter comes from; used from several threads
   * @param pace the rate that all requests share
   * @param threads runs whatever belongs to others
   * @param logger is asked for when there is something to log
   */
  public Poller(
      TimeSource time,
      RandomGenerator random,
      RateLimiter pace,
      Threads threads,
      Supplier<System.Logger> logger) {
    this.engine =
        new PollerContext(time, random, pace, threads, new PollLogger(logger, threads.callbacks()));
  }

  /**
   * What runs foreign code, apart by kind, so that callbacks of one kind that block hold up none of
   * another.
   *
   * @param results ends futures, with their dependents
   * @param callbacks runs listeners, schedules of the caller's, and the log
   * @param requests sends queries
   * @param cancels cancels calls
   */
  public record Threads(
      Executor results, Executor callbacks, Executor requests, Executor cancels) {}

  /**
   * How a wait is to be done.
   *
   * @param timeout from now to the deadline; positive
   * @param schedule when to ask again
   * @param budget how many failures in a row to put up with, of whatever kind; null for the
   *     default, {@link FailureBudget#DEFAULT} until the first answer, and the deadline alone
   *     afterwards
   * @param listener is told what the wait sees
   * @param endings the exceptions for what the task did not end itself
   * @param kind which tasks it is one of, as far as known before the first answer
   */
  public record Plan<S>(
      Duration timeout,
      Schedule schedule,
      @Nullable FailureBudget budget,
      PollListener<? super S> listener,
      WaitFailures<S> endings,
      HistoryKey kind) {
    /** A plan for a task of which nothing is known. */
    public Plan(
        Duration timeout,
        Schedule schedule,
        @Nullable FailureBudget budget,
        PollListener<? super S> listener,
        WaitFailures<S> endings) {
      this(timeout, schedule, budget, listener, endings, HistoryKey.ANY);
    }

    public Plan {
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("the deadline of a wait must lie in the future");
      }
    }
  }

  /**
   * A wait that goes on until the task has ended.
   *
   * @param <S> what a query sees
   */
  public interface Handle<S> {
    /**
     * Ends with the last snapshot or an exception. Cancelling it stops the asking and the request
     * under way.
     */
    CompletableFuture<S> result();

    /** Asks now instead of when the schedule says: something has happened. */
    void lookNow();
  }

  /**
   * Asks at once, and then by the plan until the task has ended. Where the task is waited for
   * already, this wait shares what is asked and the schedule, budget and listener of the first; it
   * has a deadline of its own.
   */
  public <S> Handle<S> await(StatusQuery<S> query, Plan<S> plan) {
    return await(query, plan, false, null);
  }

  /** Asks by the plan from the first query on: for a task that has only just begun. */
  public <S> Handle<S> awaitNew(StatusQuery<S> query, Plan<S> plan) {
    return await(query, plan, true, null);
  }

  /**
   * Makes all waits for a task ask now instead of when their schedule says. Does nothing where none
   * waits.
   *
   * @param task as {@link StatusQuery#task()} names it
   */
  public void lookNow(Object task) {
    TaskPoller<?> watch = engine.watches.get(task);
    if (watch != null) {
      watch.lookNow();
    }
  }

  /**
   * Asks once, and up to two times more while asking again can help and the time allows it.
   *
   * @param limit for everything together
   * @param endings the exceptions for what no answer ended
   */
  public <S> CompletableFuture<S> ask(
      StatusQuery<S> query, Duration limit, WaitFailures<S> endings) {
    return ask(query, limit, endings, new RetryBudget());
  }

  /**
   * The same, as long as there are tokens for it.
   *
   * @param tokens which all queries share that would hurt each other
   */
  public <S> CompletableFuture<S> ask(
      StatusQuery<S> query, Duration limit, WaitFailures<S> endings, RetryBudget tokens) {
    return ask(new RetryingQuery<>(engine, query, limit, endings, tokens, null));
  }

  /**
   * The same, and waits for it: the calling thread sends the requests itself.
   *
   * @throws InterruptedException when it is interrupted; nobody asks any more then
   * @throws ExecutionException what the future would have ended with
   */
  public <S> S askHere(
      StatusQuery<S> query, Duration limit, WaitFailures<S> endings, RetryBudget tokens)
      throws InterruptedException, ExecutionException {
    CallerRunsExecutor<S> caller = new CallerRunsExecutor<>();
    CompletableFuture<S> result =
        ask(new RetryingQuery<>(engine, query, limit, endings, tokens, caller));
    engine.callers.begin();
    return caller.get(result);
  }

  private <S> CompletableFuture<S> ask(RetryingQuery<S> attempts) {
    engine.attempts.add(attempts);
    if (closed) {
      attempts.close();
    }
    attempts.start();
    return attempts.result();
  }

  /** Ends whatever is under way; dependents of waits run on the threads for results. */
  @Override
  public void close() {
    closed = true;
    engine.attempts.forEach(RetryingQuery::close);
    engine.watches.values().forEach(TaskPoller::close);
    engine.timetable.close();
  }

  /**
   * The same with a listener of this wait's own, beside the one of the plan. It hears what the
   * queries come to from now on, also where another wait began them, and its own wait's end.
   * Nothing waits for it: where it blocks, it misses events, and that is all.
   *
   * @param isNew whether the task has only just begun, so that the first query has time
   * @param own null for none
   */
  public <S> Handle<S> await(
      StatusQuery<S> query, Plan<S> plan, boolean isNew, @Nullable PollListener<? super S> own) {
    while (true) {
      TaskPoller<S> begun = new TaskPoller<>(engine, query, plan);
      TaskPoller<S> watch = watching(query, begun);
      WaitFuture<S> wait = watch.join(plan, own);
      if (wait == null) {
        engine.watches.remove(query.task(), watch);
        continue;
      }
      if (closed) {
        watch.close();
      } else if (watch == begun) {
        watch.start(isNew);
      }
      return wait;
    }
  }

  @SuppressWarnings("unchecked") // Queries for equal tasks see the same.
  private <S> TaskPoller<S> watching(StatusQuery<S> query, TaskPoller<S> begun) {
    TaskPoller<?> known = engine.watches.putIfAbsent(query.task(), begun);
    return known == null ? begun : (TaskPoller<S>) known;
  }
}
