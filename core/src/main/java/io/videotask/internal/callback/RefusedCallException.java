package io.videotask.internal.callback;

/** A call that is not accepted as a callback, and why. */
public final class RefusedCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kind of a refusal, with the HTTP status that the caller gets. */
  public enum Kind {
    /** Not a POST. */
    METHOD(405),
    /** The body is longer than the limit. */
    TOO_LARGE(413),
    /** No URL of this receiver. */
    UNKNOWN_URL(404),
    /** A URL in the form of this receiver's, which it has not created. */
    FORGED_URL(401),
    /** Too many calls to one URL. */
    TOO_MANY_CALLS(429),
    /** A header that the signature needs is missing, repeated or unreadable. */
    HEADER(401),
    /** The time of the call is too far from now. */
    TIME(401),
    /** The signature does not fit. */
    SIGNATURE(401),
    /** Signed by the vendor, on behalf of another account. */
    ACCOUNT(401),
    /** The vendor's public keys can't be had, so the signature can't be checked. */
    KEYS_UNAVAILABLE(503),
    /** The body is not JSON, or not what the vendor sends. */
    UNREADABLE(400);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** Returns the HTTP status of the reply. */
    public int status() {
      return status;
    }
  }

  private final Kind kind;

  /**
   * @param message why, for the operator, without secrets, signatures and bodies
   */
  public RefusedCallException(Kind kind, String message) {
    // A forged call must be cheap: no stack trace.
    super(message, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Returns why, for the operator, without secrets, signatures and bodies. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
