package io.videotask.internal.engine;

import io.videotask.poll.PollListener;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Polls tasks until they have finished, with a deadline for each wait, retries of transient
 * failures, and no thread per wait. Thread-safe.
 */
public final class Poller implements AutoCloseable {
  private final PollerContext context;
  private volatile boolean closed;

  /**
   * @param time the clock and the timer
   * @param random source of jitter; thread-safe
   * @param rateLimiter the rate limit that all requests share
   * @param callbacks runs user callbacks; see {@link CallbackExecutor}
   */
  public Poller(
      TimeSource time, RandomGenerator random, RateLimiter rateLimiter, Executor callbacks) {
    this(
        time,
        random,
        new RateLimits(rateLimiter),
        new PollerThreads(callbacks, callbacks, callbacks, callbacks),
        () -> System.getLogger("io.videotask"));
  }

  /**
   * @param time the clock and the timer
   * @param random source of jitter; thread-safe
   * @param rateLimits the rate limit of each gateway's requests
   * @param threads runs user callbacks
   * @param logger supplies the logger when there is something to log
   */
  public Poller(
      TimeSource time,
      RandomGenerator random,
      RateLimits rateLimits,
      PollerThreads threads,
      Supplier<System.Logger> logger) {
    this.context =
        new PollerContext(
            time, random, rateLimits, threads, new PollLogger(logger, threads.callbacks()));
  }

  /**
   * Polls at once, and then as planned until the task has finished. If there are other waits for
   * the task, this wait shares their queries, schedule, failure budget and listener, and has only
   * its deadline to itself.
   */
  public <S> WaitHandle<S> await(StatusQuery<S> query, WaitPlan<S> plan) {
    return await(query, plan, FirstPoll.AT_ONCE, null);
  }

  /** Polls as planned, without a query at the start: for a task that was submitted just now. */
  public <S> WaitHandle<S> awaitNew(StatusQuery<S> query, WaitPlan<S> plan) {
    return await(query, plan, FirstPoll.BY_SCHEDULE, null);
  }

  /**
   * Polls a task now instead of at its scheduled time, for all its waits. Does nothing if there is
   * no wait.
   *
   * @param task as returned by {@link StatusQuery#task()}
   */
  public void pollNow(Object task) {
    PolledTask poller = context.pollers.get(task);
    if (poller != null) {
      poller.pollNow();
    }
  }

  /**
   * Tells a task's waits that a callback has come.
   *
   * @param task as returned by {@link StatusQuery#task()}
   * @param mayHaveEnded whether the task may have finished, by what the callback says
   * @return false if there is no wait
   */
  public boolean callback(Object task, boolean mayHaveEnded) {
    PolledTask poller = context.pollers.get(task);
    if (poller != null) {
      poller.callback(mayHaveEnded);
    } else if (mayHaveEnded) {
      context.callbackMonitor.late(task);
    }
    return poller != null;
  }

  /**
   * Records that a wait that is stored between its polls has found the end of a task for which a
   * callback was expected, so that the waits in memory know how reliable callbacks are.
   *
   * @param task as returned by {@link StatusQuery#task()}
   * @param announced whether a callback came before
   */
  public void endedStored(Object task, String gateway, boolean announced) {
    context.callbackMonitor.ended(task, gateway, announced);
  }

  /**
   * Returns what the waits for a task need to go on elsewhere; null if there is none.
   *
   * @param task as returned by {@link StatusQuery#task()}
   */
  public PolledTask.@Nullable Snapshot snapshot(Object task) {
    PolledTask poller = context.pollers.get(task);
    return poller == null ? null : poller.snapshot();
  }

  /**
   * Sends one query, without a retry, in the order and at the rate of the waits' queries.
   *
   * @param timeout for the time in the queue and the query
   * @param waitFailures creates the exceptions for what no answer caused
   */
  public <S> CompletableFuture<PolledOnce<S>> pollOnce(
      StatusQuery<S> query, Duration timeout, WaitFailures<S> waitFailures) {
    return begin(new SinglePoll<>(context, query, timeout, waitFailures));
  }

  /**
   * Sends a single query, with up to two retries of transient failures within the timeout.
   *
   * @param timeout for all attempts together
   * @param waitFailures creates the exceptions for queries that end without an answer
   */
  public <S> CompletableFuture<S> query(
      StatusQuery<S> query, Duration timeout, WaitFailures<S> waitFailures) {
    return query(query, timeout, waitFailures, new RetryBudget());
  }

  /**
   * Sends a single query, with retries as far as the retry budget allows.
   *
   * @param timeout for all attempts together
   * @param waitFailures creates the exceptions for queries that end without an answer
   * @param retryBudget shared by all queries to one server
   */
  public <S> CompletableFuture<S> query(
      StatusQuery<S> query,
      Duration timeout,
      WaitFailures<S> waitFailures,
      RetryBudget retryBudget) {
    return begin(new RetryingQuery<>(context, query, timeout, waitFailures, retryBudget, null));
  }

  /**
   * Sends a single query and waits for its result; the calling thread sends the requests itself.
   *
   * @throws InterruptedException when the thread is interrupted; the query is cancelled then
   * @throws ExecutionException if the query failed
   */
  public <S> S queryOnCallerThread(
      StatusQuery<S> query, Duration timeout, WaitFailures<S> waitFailures, RetryBudget retryBudget)
      throws InterruptedException, ExecutionException {
    CallerRunsExecutor<S> caller = new CallerRunsExecutor<>();
    CompletableFuture<S> result =
        begin(new RetryingQuery<>(context, query, timeout, waitFailures, retryBudget, caller));
    context.callerWatchdog.ensureScheduled();
    return caller.get(result);
  }

  private <R> CompletableFuture<R> begin(SingleQuery<?, R> query) {
    context.singleQueries.add(query);
    if (closed) {
      query.close();
    }
    query.start();
    return query.result();
  }

  /** Looks again when queries may be sent: the share of the rate limits has changed. */
  public void rateLimitChanged() {
    context.rateLimitChanged();
  }

  /** Ends all waits and queries; dependents of waits run on the threads for results. */
  @Override
  public void close() {
    closed = true;
    context.singleQueries.forEach(SingleQuery::close);
    context.pollers.values().forEach(PolledTask::close);
    context.timers.close();
  }

  /**
   * Polls a task for a wait with its own listener in addition to the plan's. That listener receives
   * the events of all queries from now on, also those that another wait started, and the end of its
   * own wait. It delays no poll: if it blocks, it misses events.
   *
   * @param first where the wait begins; ignored if there are other waits for the task
   * @param own the wait's listener; null for none
   */
  public <S> WaitHandle<S> await(
      StatusQuery<S> query,
      WaitPlan<S> plan,
      FirstPoll first,
      @Nullable PollListener<? super S> own) {
    while (true) {
      TaskPoller<S> created = create(query, plan, first);
      TaskPoller<S> poller = pollerFor(query, created);
      WaitFuture<S> wait = poller.join(plan, own);
      if (wait == null) {
        context.pollers.remove(query.task(), poller);
        continue;
      }
      if (closed) {
        poller.close();
      } else if (poller == created) {
        poller.start(first);
      }
      return wait;
    }
  }

  private <S> TaskPoller<S> create(StatusQuery<S> query, WaitPlan<S> plan, FirstPoll first) {
    long now = context.time.nanoTime();
    PollState state = first.state();
    PollState known =
        state == null ? PollState.begin(plan.historyKey(), first.accepted(), now) : state;
    return new TaskPoller<>(
        context, query, plan, known.expectingCallback(plan.expectsCallback()), now);
  }

  @SuppressWarnings("unchecked") // Queries for equal tasks have snapshots of the same type.
  private <S> TaskPoller<S> pollerFor(StatusQuery<S> query, TaskPoller<S> created) {
    PolledTask known = context.pollers.putIfAbsent(query.task(), created);
    return known == null ? created : (TaskPoller<S>) known;
  }
}
