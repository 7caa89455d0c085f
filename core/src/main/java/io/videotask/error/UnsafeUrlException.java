package io.videotask.error;

/**
 * A server gave an address that is not followed: of another scheme than https, with a user in it,
 * on an inner network, or not on the list of allowed hosts. Nothing was sent there.
 */
public final class UnsafeUrlException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public UnsafeUrlException(String message, Evidence evidence) {
    super(ErrorKind.UNSAFE_URL, Retry.NEVER, message, evidence);
  }
}
