package io.videotask;

import io.videotask.error.Evidence;
import io.videotask.error.WaitInterruptedException;
import io.videotask.task.TaskRef;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Waits for results on the calling thread, and maps failures and interrupts to exceptions. */
final class BlockingWait {
  private BlockingWait() {}

  /** Blocks until a result is available. */
  interface BlockingCall<T extends @Nullable Object> {
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
      Object what, BlockingCall<T> call, @Nullable TaskRef ref) {
    try {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitInterruptedException(
          "the thread that waited for "
              + what
              + " was interrupted; "
              + (ref == null
                  ? "the query can be repeated"
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
