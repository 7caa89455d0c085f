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
 * The outcome of a submit of which at least some bytes may have been sent. If nothing was sent, an
 * {@code UnreachableException} is thrown instead, and submitting again is safe.
 */
public sealed interface SubmitOutcome {
  /**
   * The gateway created a task.
   *
   * @param notes the fields of the request that are known not to reach the model behind this
   *     gateway, and whether the client receives callbacks and none will come for this task, a
   *     sentence each; empty in most cases. The texts may change
   */
  record Accepted(TaskRef task, List<String> notes) implements SubmitOutcome {
    /** Copies the notes. */
    public Accepted {
      notes = List.copyOf(notes);
    }

    /** Creates an outcome without notes. */
    public Accepted(TaskRef task) {
      this(task, List.of());
    }
  }

  /**
   * The gateway created no task.
   *
   * @param error a {@link RejectedException}, or an {@link AuthenticationException}, {@link
   *     PermissionException} or {@link RateLimitedException}
   * @param code the gateway's or the vendor's code, as text; null for none
   */
  record Rejected(VideoTaskException error, @Nullable String code) implements SubmitOutcome {}

  /**
   * The task may or may not exist, and may be billed. The client never submits it again.
   *
   * @param error what is known, and how to find out
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
   * Returns the reference of the created task.
   *
   * @throws RejectedException when the gateway refused the request
   * @throws AuthenticationException when it refused the key
   * @throws PermissionException when the key lacks the permission
   * @throws RateLimitedException when the rate limit was exceeded
   * @throws OutcomeUnknownException when the outcome is unknown
   */
  default TaskRef orThrow() {
    if (this instanceof Accepted accepted) {
      return accepted.task();
    }
    throw this instanceof Rejected rejected ? rejected.error() : ((Unknown) this).error();
  }
}
