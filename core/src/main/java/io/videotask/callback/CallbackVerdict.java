package io.videotask.callback;

import io.videotask.internal.callback.RefusedCallException;
import org.jspecify.annotations.Nullable;

/** Whether a call is a vendor's callback, and what it says. */
public sealed interface CallbackVerdict {
  /**
   * The call is authentic as far as its vendor's scheme can tell. What it says is a hint all the
   * same: only a query says what became of the task.
   *
   * @param taskId the vendor's id of the task; null where the body names none
   * @param status the status in the vendor's own words; null where the body has none
   * @param mayHaveEnded false only where the status is known to mean that the task goes on
   * @param signed whether a signature was checked
   * @param eventId the same for each repeat of this call; null where there is no such id
   */
  record Authentic(
      @Nullable String taskId,
      @Nullable String status,
      boolean mayHaveEnded,
      boolean signed,
      @Nullable String eventId)
      implements CallbackVerdict {}

  /**
   * The vendor asks whether this URL wants its callbacks. Anybody can send such a call.
   *
   * @param json the challenge, as JSON; to be sent back as {@code {"challenge": …}}
   */
  record Challenge(String json) implements CallbackVerdict {}

  /**
   * The call is not accepted.
   *
   * @param reason why
   * @param message why, in a sentence for the operator: without secrets, signatures, the URL and
   *     the body. Not for the caller
   */
  record Refused(Reason reason, String message) implements CallbackVerdict {
    static Refused of(RefusedCallException e) {
      return new Refused(Reason.valueOf(e.kind().name()), e.reason());
    }
  }

  /** Why a call is not accepted. */
  enum Reason {
    /** Not a POST. */
    METHOD,
    /** The body is longer than the limit. */
    TOO_LARGE,
    /** No URL of this receiver. */
    UNKNOWN_URL,
    /** A URL in the form of this receiver's, which it has not created. */
    FORGED_URL,
    /** Too many calls to one URL. */
    TOO_MANY_CALLS,
    /** A header that the signature needs is missing, repeated or unreadable. */
    HEADER,
    /** The time of the call is too far from now. */
    TIME,
    /** The signature does not fit. */
    SIGNATURE,
    /** Signed by the vendor, on behalf of another account. */
    ACCOUNT,
    /** The vendor's public keys could not be fetched, so the signature can't be checked. */
    KEYS_UNAVAILABLE,
    /** The body is not JSON, or not what the vendor sends. */
    UNREADABLE
  }
}
