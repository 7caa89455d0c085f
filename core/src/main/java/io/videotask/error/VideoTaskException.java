package io.videotask.error;

import io.videotask.task.TaskRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The root of all that can go wrong between a client and a gateway. The message is one line that a
 * person can act on; it names the task and never holds a key or a signed address. None of these
 * says that the task failed.
 */
public abstract sealed class VideoTaskException extends RuntimeException
    permits AuthenticationException,
        PermissionException,
        TaskNotFoundException,
        RateLimitedException,
        UnreachableException,
        MalformedResponseException,
        RejectedException,
        OutcomeUnknownException,
        UnsafeUrlException,
        LinkExpiredException,
        NoAddressException,
        DownloadFailedException,
        WaitTimedOutException,
        WaitInterruptedException,
        ClientClosedException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final Retry retry;

  /** Null only after Java serialization, which the references do not take part in. */
  private final transient @Nullable Evidence evidence;

  VideoTaskException(ErrorKind kind, Retry retry, String message, Evidence evidence) {
    super(message);
    this.kind = kind;
    this.retry = retry;
    this.evidence = evidence;
  }

  /** What went wrong, in one word. */
  public ErrorKind kind() {
    return kind;
  }

  /**
   * Whether the task may still be waited for, or its video be fetched, with the same reference:
   * now, later, or once a key is mended. Whoever keeps references keeps this one then. False where
   * no task is concerned, where the gateway made none or knows none, and where its video is gone.
   * Never says that it helps to try again at once: that is {@link #retry()}.
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
          case NOT_FOUND, REJECTED, OUTCOME_UNKNOWN, LINK_EXPIRED, NO_ADDRESS -> false;
        };
  }

  /**
   * Whether the request that failed can succeed when it is sent again as it is; never null. This
   * client has done so already, as far as it helps: for callers {@link #canWaitAgain()} is the
   * question.
   */
  public Retry retry() {
    return retry;
  }

  /** The task that was asked about; null only where no task was concerned. */
  public @Nullable TaskRef task() {
    return evidence == null ? null : evidence.task();
  }

  /** The HTTP status of the answer; null where there was no answer. */
  public @Nullable Integer httpStatus() {
    return evidence == null ? null : evidence.httpStatus();
  }

  /** The id that the gateway gave the request, for its support; null where it gave none. */
  public @Nullable String requestId() {
    return evidence == null ? null : evidence.requestId();
  }

  /** How long the gateway asked us to wait before the next request; null where it did not say. */
  public @Nullable Duration retryAfter() {
    return evidence == null ? null : evidence.retryAfter();
  }
}
