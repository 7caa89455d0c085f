package io.videotask.internal.answer;

import io.videotask.error.VideoTaskException;
import io.videotask.internal.engine.PollResult;

/**
 * A query that came to no task.
 *
 * @param error what is thrown if nothing helps
 * @param remedy what can help
 */
public record FailedQuery(VideoTaskException error, PollResult.RetryAdvice remedy) {
  /** The same with another remedy. */
  FailedQuery with(PollResult.RetryAdvice other) {
    return new FailedQuery(error, other);
  }
}
