package io.videotask;

import io.videotask.task.TaskRef;
import org.jspecify.annotations.Nullable;

/**
 * Receives the begin and the end of each operation that a program starts, such as for traces.
 * Exceptions are ignored. Its arguments contain no key, URL or prompt. Must be thread-safe.
 */
@FunctionalInterface
public interface OperationListener {
  /** A listener that does nothing. */
  OperationListener NONE = (operation, gateway, task) -> Started.NONE;

  /** An operation of a {@link VideoTasks}. */
  enum Operation {
    /** A submit; its result is a {@link io.videotask.gateway.SubmitOutcome}. */
    SUBMIT,
    /** A wait for one task; its result is a {@link io.videotask.task.VideoTask}. */
    WAIT,
    /**
     * A download; its result is a {@link io.videotask.download.Downloaded}. One that has to wait
     * for its task first has a wait of its own within it.
     */
    DOWNLOAD
  }

  /** An operation that has begun. */
  @FunctionalInterface
  interface Started {
    /** Ignores the end. */
    Started NONE = (result, failure) -> {};

    /**
     * The operation has ended. Called once; it must not block. A blocking call calls it on the
     * caller's thread before it returns. A future calls it on any thread, about when it completes.
     *
     * @param result null after a failure
     * @param failure why there is no result, a {@link java.util.concurrent.CancellationException}
     *     if the caller cancelled its future; null where there is one
     */
    void onEnd(@Nullable Object result, @Nullable Throwable failure);
  }

  /**
   * An operation begins. Called on the thread that starts it, before anything is sent.
   *
   * @param gateway the configured gateway's name; null for a submit that names none
   * @param task null for a submit
   */
  Started onBegin(Operation operation, @Nullable String gateway, @Nullable TaskRef task);
}
