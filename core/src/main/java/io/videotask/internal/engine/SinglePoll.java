package io.videotask.internal.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One query of a wait that is stored between its polls. It goes through its server's queue like
 * those of the waits in memory, and what it reports goes into the health of the server.
 */
final class SinglePoll<S> extends TimerQueue.TimerEntry
    implements ServerRequestQueue.QueuedRequest, SingleQuery {
  private final PollerContext context;
  private final ServerRequestQueue serverQueue;
  private final StatusQuery<S> query;
  private final Duration timeout;
  private final WaitFailures<S> waitFailures;
  private final CompletableFuture<PolledOnce<S>> result = new CompletableFuture<>();
  private final long startedAt;

  // Guarded by this.
  private @Nullable CompletableFuture<PollResult<S>> inFlight;
  private boolean finished;

  SinglePoll(
      PollerContext context, StatusQuery<S> query, Duration timeout, WaitFailures<S> waitFailures) {
    this.waitFailures = waitFailures;
    this.context = context;
    this.serverQueue = context.serverQueue(query);
    this.query = query;
    this.timeout = timeout;
    this.startedAt = context.time.nanoTime();
    result.whenComplete((polled, thrown) -> stop());
  }

  CompletableFuture<PolledOnce<S>> result() {
    return result;
  }

  void start() {
    synchronized (this) {
      if (finished) {
        return;
      }
      context.timers.set(this, context.timers.instantAfter(timeout));
    }
    serverQueue.enqueue(this);
  }

  /** Ends the poll: the client is closed. */
  @Override
  public void close() {
    context.results.execute(() -> result.completeExceptionally(waitFailures.closed()));
  }

  @Override
  public boolean checkCaller() {
    return false;
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
    context.send(() -> send(sentAt));
    return true;
  }

  /** Sends the query. A test's clock is paused until its answer has been handled. */
  private void send(long sentAt) {
    Runnable resume = context.time.pause();
    try {
      CompletableFuture<PollResult<S>> call = query.send();
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
      PolledOnce<S> polled =
          new PolledOnce<>(
              pollResult == null ? unexpected(thrown) : pollResult,
              sentAt,
              context.time.nanoTime(),
              serverQueue.lastAnswerBeforeFailures());
      context.results.execute(() -> result.complete(polled));
    } catch (Throwable e) {
      // Mostly an OutOfMemoryError.
      context.results.execute(() -> result.completeExceptionally(waitFailures.unexpected(e)));
    } finally {
      resume.run();
    }
  }

  /** A wait goes on after whatever a query throws, as one in memory does. */
  private PollResult<S> unexpected(@Nullable Throwable thrown) {
    Throwable cause =
        thrown == null
            ? new IllegalStateException("a query without a result")
            : RootCause.of(thrown);
    return new PollResult.Failed<>(
        waitFailures.unexpected(cause), PollResult.RetryAdvice.RETRY_IN_WAIT, null);
  }

  /** No answer came in time. */
  @Override
  void due() {
    long now = context.time.nanoTime();
    PolledOnce<S> nothing =
        new PolledOnce<>(null, startedAt, now, serverQueue.lastAnswerBeforeFailures());
    context.results.execute(() -> result.complete(nothing));
  }

  private void stop() {
    CompletableFuture<PollResult<S>> call;
    context.singleQueries.remove(this);
    synchronized (this) {
      finished = true;
      call = inFlight;
    }
    context.timers.remove(this);
    context.cancel(call);
  }
}
