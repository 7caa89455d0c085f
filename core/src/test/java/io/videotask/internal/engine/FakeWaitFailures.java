package io.videotask.internal.engine;

import org.jspecify.annotations.Nullable;

/** Creates exceptions of a type per cause. */
final class FakeWaitFailures implements WaitFailures<String> {
  @Override
  public RuntimeException timedOut(
      @Nullable String lastSeen, @Nullable RuntimeException lastFailure) {
    return new TimedOut(lastSeen, lastFailure);
  }

  @Override
  public RuntimeException closed() {
    return new Closed();
  }

  static final class TimedOut extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final @Nullable String lastSeen;
    final @Nullable RuntimeException lastFailure;

    TimedOut(@Nullable String lastSeen, @Nullable RuntimeException lastFailure) {
      super("timed out");
      this.lastSeen = lastSeen;
      this.lastFailure = lastFailure;
    }
  }

  static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
