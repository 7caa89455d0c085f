package io.videotask.internal.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One query of a wait that is stored between its polls; what it reports goes into the health of the
 * server.
 */
final class SinglePoll<S> extends SingleQuery<S, PolledOnce<S>> {
  SinglePoll(
      PollerContext context, StatusQuery<S> query, Duration timeout, WaitFailures<S> waitFailures) {
    super(context, query, timeout, waitFailures, null);
  }

  @Override
  void enqueue() {
    requestQueue.enqueue(this);
  }

  @Override
  void handle(@Nullable PollResult<S> pollResult, @Nullable Throwable thrown, long sentAt) {
    complete(polled(pollResult == null ? unexpected(thrown) : pollResult, sentAt));
  }

  /** A wait goes on after whatever a query throws, as one in memory does. */
  private PollResult<S> unexpected(@Nullable Throwable thrown) {
    return new PollResult.Failed<>(
        waitFailures.unexpected(causeOf(thrown)), PollResult.RetryAdvice.RETRY_IN_WAIT, null);
  }

  /** No answer came in time. */
  @Override
  void due() {
    complete(polled(null, startedAt));
  }

  private PolledOnce<S> polled(@Nullable PollResult<S> pollResult, long sentAt) {
    return new PolledOnce<>(
        pollResult,
        sentAt,
        context.time.nanoTime(),
        requestQueue.server.lastAnswerBeforeFailures());
  }
}
