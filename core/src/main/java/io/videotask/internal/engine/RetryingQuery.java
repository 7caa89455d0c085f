package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One query that is repeated a little while asking again can help. */
final class RetryingQuery<S> extends TimerQueue.TimerEntry
    implements ServerRequestQueue.QueuedRequest {
  private static final int MOST = 3;

  private final PollerContext engine;
  private final ServerRequestQueue lane;
  private final StatusQuery<S> query;
  private final Duration limit;
  private final WaitFailures<S> endings;
  private final RetryBudget tokens;
  private final @Nullable CallerRunsExecutor<S> caller;
  private final Executor results;
  private final CompletableFuture<S> result = new CompletableFuture<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private final long begun;

  private TimeSource.@Nullable Cancellable next;
  private @Nullable CompletableFuture<PollResult<S>> underWay;
  private boolean over;

  /**
   * @param caller the thread that does nothing but wait for it; null where nobody does, or somebody
   *     may hang anything on the result
   */
  RetryingQuery(
      PollerContext engine,
      StatusQuery<S> query,
      Duration limit,
      WaitFailures<S> endings,
      RetryBudget tokens,
      @Nullable CallerRunsExecutor<S> caller) {
    this.caller = caller;
    this.results = caller == null ? engine.results : Runnable::run;
    this.engine = engine;
    this.lane = engine.lane(query);
    this.query = query;
    this.limit = limit;
    this.endings = endings;
    this.tokens = tokens;
    this.begun = engine.time.nanoTime();
    result.whenComplete((snapshot, thrown) -> stop());
  }

  CompletableFuture<S> result() {
    return result;
  }

  void start() {
    synchronized (this) {
      if (over) {
        return;
      }
      if (caller == null) {
        engine.timetable.set(this, engine.timetable.in(limit));
      }
    }
    lane.enterFirst(this);
  }

  /** Ends it: the client is closed. */
  void close() {
    results.execute(() -> result.completeExceptionally(endings.closed()));
  }

  /**
   * Ends it where the thread that waits has been interrupted, or its time is up.
   *
   * @return whether a thread waits
   */
  boolean lookAtCaller() {
    if (caller == null) {
      return false;
    }
    caller.stopIfInterrupted();
    if (engine.time.nanoTime() - begun >= limit.toNanos()) {
      due();
    }
    return true;
  }

  private void askAfter(Duration delay) {
    synchronized (this) {
      if (!over) {
        next = engine.time.schedule(delay, () -> lane.enterFirst(this));
      }
    }
  }

  @Override
  public synchronized boolean isWanted() {
    return !over;
  }

  @Override
  public boolean take() {
    if (!isWanted()) {
      return false;
    }
    long sentAt = engine.time.nanoTime();
    if (caller == null) {
      engine.send(() -> send(sentAt));
    } else {
      caller.execute(() -> send(sentAt));
    }
    return true;
  }

  private void send(long sentAt) {
    CompletableFuture<PollResult<S>> call;
    try {
      if (!isWanted()) {
        lane.leave(null, sentAt, query);
        return;
      }
      call = caller == null ? query.ask() : query.ask(caller);
      boolean late;
      synchronized (this) {
        late = over;
        underWay = call;
      }
      if (late) {
        engine.cancel(call);
      }
      call.whenComplete((look, thrown) -> answered(look, thrown, sentAt));
    } catch (Throwable e) {
      answered(null, e, sentAt);
    }
  }

  private void answered(@Nullable PollResult<S> look, @Nullable Throwable thrown, long sentAt) {
    try {
      lane.leave(look, sentAt, query);
      if (look instanceof PollResult.Answered<S> answered) {
        tokens.giveBack(retries());
        results.execute(() -> result.complete(answered.snapshot()));
      } else if (look instanceof PollResult.Failed<S> failed) {
        goOnAfter(failed);
      } else {
        fail(thrown == null ? new IllegalStateException("a query without a result") : thrown);
      }
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable thrown) {
    results.execute(() -> result.completeExceptionally(endings.unexpected(RootCause.of(thrown))));
  }

  private void goOnAfter(PollResult.Failed<S> failed) {
    Duration delay;
    boolean giveUp;
    synchronized (this) {
      failures.add(failed.failure());
      delay = delayAfter(failed);
      Duration spent = Duration.ofNanos(engine.time.nanoTime() - begun);
      giveUp = failures.size() == MOST || spent.plus(delay).compareTo(limit) >= 0;
    }
    boolean canHelp =
        switch (failed.remedy()) {
          case RETRY, RETRY_SLOWER -> true;
          case RETRY_IN_WAIT, RETRY_ONCE_ANSWERED, CONFIRM, CONFIRM_ONCE_ANSWERED, NONE -> false;
        };
    if (giveUp || !canHelp || !tokens.take()) {
      RuntimeException last = withEarlierOnes(failed.failure());
      results.execute(() -> result.completeExceptionally(last));
      return;
    }
    askAfter(delay);
  }

  private synchronized int retries() {
    return failures.size();
  }

  private Duration delayAfter(PollResult.Failed<S> failed) {
    Duration wish = failed.retryAfter();
    if (wish != null) {
      return wish;
    }
    Backoff backoff =
        failed.remedy() == PollResult.RetryAdvice.RETRY_SLOWER
            ? Backoff.OF_A_THROTTLED_QUERY
            : Backoff.OF_A_QUERY;
    return backoff.delay(failures.size(), engine.random);
  }

  @Override
  void due() {
    RuntimeException last;
    synchronized (this) {
      last = failures.isEmpty() ? null : failures.get(failures.size() - 1);
    }
    RuntimeException ending = last == null ? endings.timedOut(null, null) : withEarlierOnes(last);
    results.execute(() -> result.completeExceptionally(ending));
  }

  private synchronized RuntimeException withEarlierOnes(RuntimeException last) {
    for (RuntimeException earlier : failures) {
      if (earlier != last) {
        last.addSuppressed(earlier);
      }
    }
    return last;
  }

  private void stop() {
    CompletableFuture<PollResult<S>> call;
    engine.attempts.remove(this);
    synchronized (this) {
      over = true;
      call = underWay;
      if (next != null) {
        next.cancel();
      }
    }
    if (caller == null) {
      engine.timetable.remove(this);
    }
    engine.cancel(call);
  }
}
