package io.videotask.error;

import org.jspecify.annotations.Nullable;

/**
 * The gateway refused to create a task: nothing was made, and nothing is billed. A key that is not
 * accepted or may not do this, and too many requests, are exceptions of their own.
 */
public final class RejectedException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String code;

  /**
   * @param code the gateway's or the vendor's code, as text
   */
  public RejectedException(String message, @Nullable String code, Evidence evidence) {
    super(ErrorKind.REJECTED, Retry.NEVER, message, evidence);
    this.code = code;
  }

  /** The gateway's or the vendor's code; null where it gave none. */
  public @Nullable String code() {
    return code;
  }
}
