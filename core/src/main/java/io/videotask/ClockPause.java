package io.videotask;

import io.videotask.time.TimeSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pauses a test's clock while an operation starts or a request runs, so that the next timer is set
 * before time advances. The system's clock is not affected.
 */
final class ClockPause {
  private ClockPause() {}

  /** Pauses the clock while an action runs. */
  static <T> T during(TimeSource time, Supplier<T> action) {
    Runnable resume = time.pause();
    try {
      return action.get();
    } finally {
      resume.run();
    }
  }

  /** Pauses the clock until a request has completed, and its dependents have run. */
  static <T extends @Nullable Object> CompletableFuture<T> untilDone(
      TimeSource time, Supplier<CompletableFuture<T>> start) {
    Runnable resume = time.pause();
    CompletableFuture<T> started;
    try {
      started = start.get();
    } catch (Throwable e) {
      resume.run();
      throw e;
    }
    started.whenComplete((done, thrown) -> resume.run());
    return started;
  }
}
