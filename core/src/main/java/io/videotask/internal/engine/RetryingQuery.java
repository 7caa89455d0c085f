package io.videotask.internal.engine;

import io.videotask.internal.retry.Backoff;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A single query with retries. */
final class RetryingQuery<S> extends SingleQuery<S, S> {
  private static final int MAX_ATTEMPTS = 3;

  private final RetryBudget retryBudget;

  // Guarded by this.
  private final List<RuntimeException> failures = new ArrayList<>();
  private TimeSource.@Nullable Cancellable retryTimer;

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
    super(context, query, timeout, waitFailures, caller);
    this.retryBudget = retryBudget;
  }

  @Override
  void enqueue() {
    requestQueue.enqueueUrgent(this);
  }

  private synchronized void sendAfter(Duration delay) {
    if (isWanted()) {
      retryTimer = context.time.schedule(delay, this::enqueue);
    }
  }

  @Override
  void handle(@Nullable PollResult<S> pollResult, @Nullable Throwable thrown, long sentAt) {
    if (pollResult instanceof PollResult.Answered<S> answered) {
      retryBudget.refund(retries());
      complete(answered.snapshot());
    } else if (pollResult instanceof PollResult.Failed<S> failed) {
      retryOrFail(failed);
    } else {
      completeExceptionally(waitFailures.unexpected(causeOf(thrown)));
    }
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
      completeExceptionally(withSuppressedFailures(failed.failure()));
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
    completeExceptionally(
        last == null ? waitFailures.timedOut(null, null) : withSuppressedFailures(last));
  }

  private synchronized RuntimeException withSuppressedFailures(RuntimeException last) {
    for (RuntimeException earlier : failures) {
      if (earlier != last) {
        last.addSuppressed(earlier);
      }
    }
    return last;
  }

  @Override
  void stop() {
    // First, so that no other retry is planned.
    super.stop();
    TimeSource.Cancellable planned;
    synchronized (this) {
      planned = retryTimer;
    }
    if (planned != null) {
      planned.cancel();
    }
  }
}
