package io.videotask.error;

import org.jspecify.annotations.Nullable;

/**
 * The gateway refused to create a task: none was created, and nothing is billed. A refused key, a
 * missing permission, and too many requests have their own exceptions.
 */
public final class RejectedException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String code;

  /**
   * @param code the gateway's or the vendor's code, as text; null where there is none
   */
  public RejectedException(String message, @Nullable String code, Evidence evidence) {
    super(ErrorKind.REJECTED, Retry.NEVER, message, evidence);
    this.code = code;
  }

  /** Returns the gateway's or the vendor's code; null where there is none. */
  public @Nullable String code() {
    return code;
  }
}
