package io.videotask.internal.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A query in progress that belongs to no wait in memory. It goes through its server's queue like
 * those of the waits, ends at its timeout, and is cancelled when its result is there. Thread-safe.
 *
 * @param <S> a snapshot of what is queried
 * @param <R> the result
 */
abstract class SingleQuery<S, R> extends TimerQueue.TimerEntry
    implements ServerRequestQueue.QueuedRequest {
  final PollerContext context;
  final RateLimitedQueue requestQueue;
  final Duration timeout;
  final WaitFailures<S> waitFailures;
  final long startedAt;
  private final StatusQuery<S> query;
  private final @Nullable CallerRunsExecutor<R> caller;
  private final Executor results;
  private final CompletableFuture<R> result = new CompletableFuture<>();

  // Guarded by this.
  private @Nullable CompletableFuture<PollResult<S>> inFlight;
  private boolean finished;

  /**
   * @param timeout for the time in the queue, and all requests
   * @param caller the calling thread if it waits for the result itself; null if it does not, or if
   *     user code may add dependents to the result
   */
  SingleQuery(
      PollerContext context,
      StatusQuery<S> query,
      Duration timeout,
      WaitFailures<S> waitFailures,
      @Nullable CallerRunsExecutor<R> caller) {
    this.context = context;
    this.requestQueue = context.requestQueue(query);
    this.query = query;
    this.timeout = timeout;
    this.waitFailures = waitFailures;
    this.caller = caller;
    this.results = caller == null ? context.results : Runnable::run;
    this.startedAt = context.time.nanoTime();
    result.whenComplete((value, thrown) -> stop());
  }

  final CompletableFuture<R> result() {
    return result;
  }

  final void start() {
    synchronized (this) {
      if (finished) {
        return;
      }
      if (caller == null) {
        context.timers.set(this, context.timers.instantAfter(timeout));
      }
    }
    enqueue();
  }

  /** Puts the query into its server's queue. */
  abstract void enqueue();

  /** Handles the result of a request, or what was thrown instead of one. */
  abstract void handle(@Nullable PollResult<S> pollResult, @Nullable Throwable thrown, long sentAt);

  final void complete(R value) {
    results.execute(() -> result.complete(value));
  }

  final void completeExceptionally(Throwable failure) {
    results.execute(() -> result.completeExceptionally(failure));
  }

  private void fail(Throwable thrown) {
    completeExceptionally(waitFailures.unexpected(RootCause.of(thrown)));
  }

  /** Returns what a query without a result has thrown. */
  static Throwable causeOf(@Nullable Throwable thrown) {
    return thrown == null
        ? new IllegalStateException("a query without a result")
        : RootCause.of(thrown);
  }

  /** Ends the query: the client is closed. */
  final void close() {
    completeExceptionally(waitFailures.closed());
  }

  /**
   * Cancels the query if its waiting thread has been interrupted, and ends it if its timeout has
   * passed.
   *
   * @return whether a thread waits for it
   */
  final boolean checkCaller() {
    if (caller == null) {
      return false;
    }
    caller.stopIfInterrupted();
    if (context.time.nanoTime() - startedAt >= timeout.toNanos()) {
      due();
    }
    return true;
  }

  @Override
  public final synchronized boolean isWanted() {
    return !finished;
  }

  @Override
  public final boolean dispatch() {
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
    try {
      if (!isWanted()) {
        // It has ended before a thread was free.
        requestQueue.server.finished(null, sentAt, query);
        resume.run();
        return;
      }
      CompletableFuture<PollResult<S>> call = caller == null ? query.send() : query.send(caller);
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
      requestQueue.server.finished(pollResult, sentAt, query);
      handle(pollResult, thrown, sentAt);
    } catch (Throwable e) {
      // Mostly an OutOfMemoryError.
      fail(e);
    } finally {
      resume.run();
    }
  }

  /** Called once there is a result. */
  void stop() {
    CompletableFuture<PollResult<S>> call;
    context.singleQueries.remove(this);
    synchronized (this) {
      finished = true;
      call = inFlight;
    }
    if (caller == null) {
      context.timers.remove(this);
    }
    context.cancel(call);
  }
}
