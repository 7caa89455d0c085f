package io.videotask.internal.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a vendor signs its calls. Thread-safe. */
public interface SignatureScheme {
  /**
   * Checks the signature of a call.
   *
   * @param now the receiver's time
   * @return what the signature vouches for
   * @throws RefusedCallException when the call is not authentic, or that can't be known
   */
  Signed verify(IncomingCall call, Instant now);

  /**
   * What a signature vouches for.
   *
   * @param eventId the vendor's id of the event, which repeats of the call have too; null for none
   * @param taskId the task's id, where that is what was signed; null where the body says it
   */
  record Signed(@Nullable String eventId, @Nullable String taskId) {
    public static final Signed BODY = new Signed(null, null);
  }
}
