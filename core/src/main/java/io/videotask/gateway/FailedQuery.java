package io.videotask.gateway;

import io.videotask.error.VideoTaskException;
import io.videotask.poll.Look;

/**
 * A query that came to no task.
 *
 * @param error what is thrown if nothing helps
 * @param remedy what can help
 */
record FailedQuery(VideoTaskException error, Look.Remedy remedy) {
  /** The same with another remedy. */
  FailedQuery with(Look.Remedy other) {
    return new FailedQuery(error, other);
  }
}
