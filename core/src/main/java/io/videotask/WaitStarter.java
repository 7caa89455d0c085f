package io.videotask;

import io.videotask.error.Evidence;
import io.videotask.error.WaitInterruptedException;
import io.videotask.task.TaskRef;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What a thread that waits for a result gets: the value, or the exception, or its interruption. */
final class WaitStarter {
  private WaitStarter() {}

  /** What a thread does until it has its answer. */
  interface Waiting<T extends @Nullable Object> {
    T get() throws InterruptedException, ExecutionException;
  }

  static <T extends @Nullable Object> T join(TaskRef ref, CompletableFuture<T> future) {
    return join(ref, future, ref);
  }

  static <T extends @Nullable Object> T join(
      Object what, CompletableFuture<T> future, @Nullable TaskRef ref) {
    return join(
        what,
        () -> {
          try {
            return future.get();
          } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
          }
        },
        ref);
  }

  static <T extends @Nullable Object> T join(
      Object what, Waiting<T> waiting, @Nullable TaskRef ref) {
    try {
      return waiting.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitInterruptedException(
          "the thread that waited for "
              + what
              + " was interrupted; "
              + (ref == null
                  ? "they can be asked for again"
                  : "the task goes on and can be waited for again"),
          Evidence.of(ref));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("waiting for " + what + " failed unexpectedly", e);
    }
  }
}
