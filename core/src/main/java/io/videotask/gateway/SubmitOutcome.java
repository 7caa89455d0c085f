package io.videotask.gateway;

import io.videotask.error.AuthenticationException;
import io.videotask.error.OutcomeUnknownException;
import io.videotask.error.PermissionException;
import io.videotask.error.RateLimitedException;
import io.videotask.error.RejectedException;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of a submit that may have left this machine. A submit of which nothing left is an
 * {@code UnreachableException} instead, and may simply be made again.
 */
public sealed interface SubmitOutcome {
  /**
   * The gateway created a task.
   *
   * @param notes what of the request is known not to reach the model behind this gateway, each in a
   *     sentence; mostly empty. Their wording may change
   */
  record Accepted(TaskRef task, List<String> notes) implements SubmitOutcome {
    /** Copies the notes. */
    public Accepted {
      notes = List.copyOf(notes);
    }

    /** A task about whose request there is nothing to note. */
    public Accepted(TaskRef task) {
      this(task, List.of());
    }
  }

  /**
   * Nothing was created.
   *
   * @param error a {@link RejectedException}, or an {@link AuthenticationException}, {@link
   *     PermissionException} or {@link RateLimitedException}
   */
  record Rejected(VideoTaskException error) implements SubmitOutcome {
    /** The gateway's or the vendor's code; null where it gave none. */
    public @Nullable String code() {
      return error instanceof RejectedException rejected ? rejected.code() : null;
    }
  }

  /**
   * Nobody knows: the task may exist, and may be billed. Never submitted again by this client.
   *
   * @param error what is known, for finding out
   */
  record Unknown(OutcomeUnknownException error) implements SubmitOutcome {}

  /** Handles each variant; the Java 17 form of an exhaustive switch. */
  default <R> R match(
      Function<? super Accepted, ? extends R> accepted,
      Function<? super Rejected, ? extends R> rejected,
      Function<? super Unknown, ? extends R> unknown) {
    if (this instanceof Accepted a) {
      return accepted.apply(a);
    }
    if (this instanceof Rejected r) {
      return rejected.apply(r);
    }
    return unknown.apply((Unknown) this);
  }

  /**
   * The reference of the task that was created.
   *
   * @throws RejectedException when the gateway refused the request
   * @throws AuthenticationException when it refused the key
   * @throws PermissionException when the key may not do this
   * @throws RateLimitedException when there were too many requests
   * @throws OutcomeUnknownException when nobody knows
   */
  default TaskRef orThrow() {
    if (this instanceof Accepted accepted) {
      return accepted.task();
    }
    throw this instanceof Rejected rejected ? rejected.error() : ((Unknown) this).error();
  }
}
