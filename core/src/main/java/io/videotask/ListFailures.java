package io.videotask;

import io.videotask.error.ClientClosedException;
import io.videotask.error.Evidence;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.internal.engine.WaitFailures;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The exceptions of a request for a list of tasks that got no answer. */
record ListFailures<S>(String gateway, Duration limit) implements WaitFailures<S> {
  @Override
  public RuntimeException timedOut(@Nullable S lastSeen, @Nullable RuntimeException lastFailure) {
    UnreachableException timedOut =
        new UnreachableException(
            gateway + " did not list its tasks within " + limit.toSeconds() + " s; ask again later",
            Retry.ALWAYS,
            Evidence.of(null));
    if (lastFailure != null) {
      timedOut.initCause(lastFailure);
    }
    return timedOut;
  }

  @Override
  public RuntimeException closed() {
    return new ClientClosedException(
        "the client was closed while " + gateway + " was asked for its tasks", Evidence.of(null));
  }
}
