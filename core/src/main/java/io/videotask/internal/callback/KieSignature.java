package io.videotask.internal.callback;

import io.videotask.internal.text.Scalar;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * kie.ai: HMAC-SHA256 over the task's id and the time. The rest of the body is not signed, so the
 * id that fits is the task, whatever other ids the body has.
 */
public final class KieSignature implements SignatureScheme {
  public static final String SIGNATURE = "X-Webhook-Signature";
  static final String TIME = "X-Webhook-Timestamp";

  private final Hmac hmac;

  /**
   * @param keys the webhook HMAC keys of the account, as they are written
   */
  public KieSignature(List<String> keys) {
    this.hmac = Hmac.ofText(keys);
  }

  @Override
  public Signed verify(IncomingCall call, Instant now) {
    byte[] signature = Encodings.base64(call.headers().only(SIGNATURE));
    String time = call.headers().only(TIME);
    CallTime.check(TIME, time, now);
    Map<?, ?> data = call.json().get("data") instanceof Map<?, ?> object ? object : call.json();
    for (String name : List.of("task_id", "taskId")) {
      if (data.get(name) instanceof Scalar id && hmac.fits(signature, id.text() + "." + time)) {
        return new Signed(null, id.text());
      }
    }
    throw new RefusedCallException(
        RefusedCallException.Kind.SIGNATURE,
        SIGNATURE + " does not fit the task's id: the key is not the account's webhook HMAC key");
  }
}
