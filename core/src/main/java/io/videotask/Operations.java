package io.videotask;

import io.videotask.OperationListener.Operation;
import io.videotask.OperationListener.Started;
import io.videotask.internal.engine.RootCause;
import io.videotask.task.TaskRef;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notifies a listener of operations. Thread-safe. */
final class Operations {
  private final OperationListener listener;

  Operations(OperationListener listener) {
    this.listener = listener;
  }

  /** Runs an operation on the calling thread. */
  <T> T call(
      Operation operation, @Nullable String gateway, @Nullable TaskRef task, Supplier<T> work) {
    Started started = begin(operation, gateway, task);
    T result;
    try {
      result = work.get();
    } catch (Throwable e) {
      end(started, null, e);
      throw e;
    }
    end(started, result, null);
    return result;
  }

  /** Begins an operation; returns its future as it is. */
  <T> CompletableFuture<T> start(
      Operation operation,
      @Nullable String gateway,
      @Nullable TaskRef task,
      Supplier<CompletableFuture<T>> work) {
    Started started = begin(operation, gateway, task);
    CompletableFuture<T> future;
    try {
      future = work.get();
    } catch (Throwable e) {
      end(started, null, e);
      throw e;
    }
    if (started != Started.NONE) {
      future.whenComplete(
          (result, thrown) -> end(started, result, thrown == null ? null : RootCause.of(thrown)));
    }
    return future;
  }

  private Started begin(Operation operation, @Nullable String gateway, @Nullable TaskRef task) {
    try {
      return listener.onBegin(operation, gateway, task);
    } catch (Throwable e) {
      return Started.NONE;
    }
  }

  private static void end(Started started, @Nullable Object result, @Nullable Throwable failure) {
    try {
      started.onEnd(result, failure);
    } catch (Throwable e) {
      // No listener changes the result, an accepted submit least of all.
    }
  }
}
