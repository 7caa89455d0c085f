package io.videotask.error;

import io.videotask.task.TaskRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The root of the failures between a client and a gateway. The message is one line that suggests a
 * remedy; it names the task and never contains a key or a signed URL. None of these exceptions
 * means that the task failed. Only this package has subclasses; {@link ErrorKind} has a value for
 * each.
 */
public abstract class VideoTaskException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final Retry retry;

  /** Null only after Java serialization, which skips it because references are not serializable. */
  private final transient @Nullable Evidence evidence;

  VideoTaskException(ErrorKind kind, Retry retry, String message, Evidence evidence) {
    super(message);
    this.kind = kind;
    this.retry = retry;
    this.evidence = evidence;
  }

  /** Returns the kind of failure; never null. */
  public ErrorKind kind() {
    return kind;
  }

  /**
   * Returns whether the wait or the download may succeed with the same reference: now, later, or
   * with another key. Applications that store references should keep it then. False where no task
   * is concerned, where the gateway created none or has none, and where its video is gone. Does not
   * mean that an immediate retry helps: see {@link #retry()}.
   */
  public boolean canWaitAgain() {
    return task() != null
        && switch (kind) {
          case AUTHENTICATION,
              PERMISSION,
              RATE_LIMITED,
              UNREACHABLE,
              MALFORMED_RESPONSE,
              UNSAFE_URL,
              IO,
              TIMED_OUT,
              INTERRUPTED,
              CLOSED ->
              true;
          case NOT_FOUND, REJECTED, OUTCOME_UNKNOWN, LINK_EXPIRED, NO_URL -> false;
        };
  }

  /**
   * Returns whether the failed request can succeed when it is retried unchanged; never null. The
   * client has already retried it as far as that helps, so callers mostly need {@link
   * #canWaitAgain()}.
   */
  public Retry retry() {
    return retry;
  }

  /** Returns the task concerned; null only where there is none. */
  public @Nullable TaskRef task() {
    return evidence == null ? null : evidence.task();
  }

  /** Returns the HTTP status of the answer; null where there was no answer. */
  public @Nullable Integer httpStatus() {
    return evidence == null ? null : evidence.httpStatus();
  }

  /**
   * Returns the id that the gateway gave the request, for its support; null where there is none.
   */
  public @Nullable String requestId() {
    return evidence == null ? null : evidence.requestId();
  }

  /** Returns the gateway's Retry-After hint; null where there is none. */
  public @Nullable Duration retryAfter() {
    return evidence == null ? null : evidence.retryAfter();
  }
}
