package io.videotask.internal.answer;

import io.videotask.error.VideoTaskException;
import io.videotask.internal.engine.PollResult;

/**
 * A query that returned no task.
 *
 * @param error the exception to throw if no retry succeeds
 * @param advice whether and how to retry
 */
public record FailedQuery(VideoTaskException error, PollResult.RetryAdvice advice) {
  /** Returns the same failure with other advice on retries. */
  FailedQuery with(PollResult.RetryAdvice other) {
    return new FailedQuery(error, other);
  }
}
