package io.videotask.callback;

import io.videotask.task.TaskRef;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver did with a call.
 *
 * @param effect what it did
 * @param gateway the configured gateway's name, from the URL; null where the URL is not the
 *     receiver's
 * @param correlationId of the submit that the URL was created for; null where it is for all tasks
 * @param task the task; null where it is not known, or not yet
 * @param verdict whether the call is authentic, and what it says; null where it was refused before
 *     anything was read
 */
public record CallbackEvent(
    Effect effect,
    @Nullable String gateway,
    @Nullable String correlationId,
    @Nullable TaskRef task,
    CallbackVerdict verdict) {
  /** What a receiver does with a call. */
  public enum Effect {
    /** A wait for the task is woken: it polls as soon as that is useful. */
    WOKEN,
    /** A wait for the task is told that the task goes on; nothing is polled for it. */
    PROGRESS,
    /** There is no wait for the task; the callback is kept for the wait that may begin. */
    KEPT,
    /** The same came before; nothing is done. */
    DUPLICATE,
    /** The vendor's challenge was sent back. */
    CHALLENGE,
    /** The call is authentic and names no task. */
    NO_TASK,
    /** The call was refused. */
    REFUSED
  }
}
