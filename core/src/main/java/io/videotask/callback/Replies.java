package io.videotask.callback;

import io.videotask.internal.callback.RefusedCallException;
import java.util.HashMap;
import java.util.Map;

/** The replies to calls. What was wrong with a call is for the operator and not for the caller. */
final class Replies {
  private static final String TYPE = "Content-Type";

  private Replies() {}

  /** Returns what the vendor wants to read, or else it sends the call again. */
  static CallbackReceiver.Reply taken(CallbackVendor vendor) {
    return vendor == CallbackVendor.PIXVERSE
        ? new CallbackReceiver.Reply(200, Map.of(TYPE, "text/plain"), "ok")
        : new CallbackReceiver.Reply(200, Map.of(), "");
  }

  static CallbackReceiver.Reply challenge(CallbackVerdict.Challenge challenge) {
    // A browser must not take a stranger's text for a page.
    Map<String, String> headers =
        Map.of(TYPE, "application/json", "X-Content-Type-Options", "nosniff");
    return new CallbackReceiver.Reply(200, headers, "{\"challenge\":" + challenge.json() + "}");
  }

  static CallbackReceiver.Reply refused(CallbackVerdict.Refused refused) {
    int status = RefusedCallException.Kind.valueOf(refused.reason().name()).status();
    Map<String, String> headers = new HashMap<>();
    switch (refused.reason()) {
      case METHOD -> headers.put("Allow", "POST");
      case TOO_MANY_CALLS -> headers.put("Retry-After", "30");
      case KEYS_UNAVAILABLE -> headers.put("Retry-After", "60");
      default -> {}
    }
    return new CallbackReceiver.Reply(status, headers, "");
  }
}
