package io.videotask.internal.engine;

import io.videotask.internal.retry.Backoff;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A single query with retries. */
final class RetryingQuery<S> extends TimerQueue.TimerEntry
    implements ServerRequestQueue.QueuedRequest, SingleQuery {
  private static final int MAX_ATTEMPTS = 3;

  private final PollerContext context;
  private final ServerRequestQueue serverQueue;
  private final StatusQuery<S> query;
  private final Duration timeout;
  private final WaitFailures<S> waitFailures;
  private final RetryBudget retryBudget;
  private final @Nullable CallerRunsExecutor<S> caller;
  private final Executor results;
  private final CompletableFuture<S> result = new CompletableFuture<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private final long startedAt;

  private TimeSource.@Nullable Cancellable retryTimer;
  private @Nullable CompletableFuture<PollResult<S>> inFlight;
  private boolean finished;

  /**
   * @param caller the calling thread if it waits for the result itself; null if it does not, or if
   *     user code may add dependents to the result
   */
  RetryingQuery(
      PollerContext context,
      StatusQuery<S> query,
      Duration timeout,
      WaitFailures<S> waitFailures,
      RetryBudget retryBudget,
      @Nullable CallerRunsExecutor<S> caller) {
    this.caller = caller;
    this.results = caller == null ? context.results : Runnable::run;
    this.context = context;
    this.serverQueue = context.serverQueue(query);
    this.query = query;
    this.timeout = timeout;
    this.waitFailures = waitFailures;
    this.retryBudget = retryBudget;
    this.startedAt = context.time.nanoTime();
    result.whenComplete((snapshot, thrown) -> stop());
  }

  CompletableFuture<S> result() {
    return result;
  }

  void start() {
    synchronized (this) {
      if (finished) {
        return;
      }
      if (caller == null) {
        context.timers.set(this, context.timers.instantAfter(timeout));
      }
    }
    serverQueue.enqueueUrgent(this);
  }

  @Override
  public void close() {
    results.execute(() -> result.completeExceptionally(waitFailures.closed()));
  }

  @Override
  public boolean checkCaller() {
    if (caller == null) {
      return false;
    }
    caller.stopIfInterrupted();
    if (context.time.nanoTime() - startedAt >= timeout.toNanos()) {
      due();
    }
    return true;
  }

  private void sendAfter(Duration delay) {
    synchronized (this) {
      if (!finished) {
        retryTimer = context.time.schedule(delay, () -> serverQueue.enqueueUrgent(this));
      }
    }
  }

  @Override
  public synchronized boolean isWanted() {
    return !finished;
  }

  @Override
  public boolean dispatch() {
    if (!isWanted()) {
      return false;
    }
    long sentAt = context.time.nanoTime();
    if (caller == null) {
      context.send(() -> send(sentAt));
    } else {
      caller.execute(() -> send(sentAt));
    }
    return true;
  }

  /** Sends the query. A test's clock is paused until its answer has been handled. */
  private void send(long sentAt) {
    Runnable resume = context.time.pause();
    CompletableFuture<PollResult<S>> call;
    try {
      if (!isWanted()) {
        serverQueue.finished(null, sentAt, query);
        resume.run();
        return;
      }
      call = caller == null ? query.send() : query.send(caller);
      boolean cancelled;
      synchronized (this) {
        cancelled = finished;
        inFlight = call;
      }
      if (cancelled) {
        context.cancel(call);
      }
      call.whenComplete((pollResult, thrown) -> answered(pollResult, thrown, sentAt, resume));
    } catch (Throwable e) {
      answered(null, e, sentAt, resume);
    }
  }

  private void answered(
      @Nullable PollResult<S> pollResult,
      @Nullable Throwable thrown,
      long sentAt,
      Runnable resume) {
    try {
      serverQueue.finished(pollResult, sentAt, query);
      if (pollResult instanceof PollResult.Answered<S> answered) {
        retryBudget.refund(retries());
        results.execute(() -> result.complete(answered.snapshot()));
      } else if (pollResult instanceof PollResult.Failed<S> failed) {
        retryOrFail(failed);
      } else {
        fail(thrown == null ? new IllegalStateException("a query without a result") : thrown);
      }
    } catch (Throwable e) {
      fail(e);
    } finally {
      resume.run();
    }
  }

  private void fail(Throwable thrown) {
    results.execute(
        () -> result.completeExceptionally(waitFailures.unexpected(RootCause.of(thrown))));
  }

  private void retryOrFail(PollResult.Failed<S> failed) {
    Duration delay;
    boolean giveUp;
    synchronized (this) {
      failures.add(failed.failure());
      delay = delayAfter(failed);
      Duration spent = Duration.ofNanos(context.time.nanoTime() - startedAt);
      giveUp = failures.size() == MAX_ATTEMPTS || spent.plus(delay).compareTo(timeout) >= 0;
    }
    boolean retryable =
        switch (failed.advice()) {
          case RETRY, RETRY_SLOWER -> true;
          case RETRY_IN_WAIT, RETRY_ONCE_ANSWERED, CONFIRM, CONFIRM_ONCE_ANSWERED, NONE -> false;
        };
    if (giveUp || !retryable || !retryBudget.tryAcquire()) {
      RuntimeException last = withSuppressedFailures(failed.failure());
      results.execute(() -> result.completeExceptionally(last));
      return;
    }
    sendAfter(delay);
  }

  private synchronized int retries() {
    return failures.size();
  }

  private Duration delayAfter(PollResult.Failed<S> failed) {
    Duration retryAfter = failed.retryAfter();
    if (retryAfter != null) {
      return retryAfter;
    }
    Backoff backoff =
        failed.advice() == PollResult.RetryAdvice.RETRY_SLOWER
            ? Backoff.THROTTLED_QUERY
            : Backoff.SINGLE_QUERY;
    return backoff.delay(failures.size(), context.random);
  }

  @Override
  void due() {
    RuntimeException last;
    synchronized (this) {
      last = failures.isEmpty() ? null : failures.get(failures.size() - 1);
    }
    RuntimeException failure =
        last == null ? waitFailures.timedOut(null, null) : withSuppressedFailures(last);
    results.execute(() -> result.completeExceptionally(failure));
  }

  private synchronized RuntimeException withSuppressedFailures(RuntimeException last) {
    for (RuntimeException earlier : failures) {
      if (earlier != last) {
        last.addSuppressed(earlier);
      }
    }
    return last;
  }

  private void stop() {
    CompletableFuture<PollResult<S>> call;
    context.singleQueries.remove(this);
    synchronized (this) {
      finished = true;
      call = inFlight;
      if (retryTimer != null) {
        retryTimer.cancel();
      }
    }
    if (caller == null) {
      context.timers.remove(this);
    }
    context.cancel(call);
  }
}
