package io.videotask.internal.callback;

import static io.videotask.internal.callback.Encodings.utf8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenRouter: {@code t=<seconds>,v1=<hex>}, over the time, a comma and the body. */
public final class OpenRouterSignature implements SignatureScheme {
  public static final String SIGNATURE = "X-OpenRouter-Signature";

  private final Hmac hmac;

  /**
   * @param secrets of the workspace, as they are written
   */
  public OpenRouterSignature(List<String> secrets) {
    this.hmac = Hmac.ofText(secrets);
  }

  @Override
  public Signed verify(IncomingCall call, Instant now) {
    String time = null;
    List<byte[]> signatures = new ArrayList<>();
    for (String part : call.headers().only(SIGNATURE).split(",", 17)) {
      String trimmed = part.strip();
      if (trimmed.startsWith("t=")) {
        if (time != null) {
          throw unreadable("has two times");
        }
        time = trimmed.substring(2);
      } else if (trimmed.startsWith("v1=")) {
        byte[] value = Encodings.hex(trimmed.substring(3));
        if (value != null) {
          signatures.add(value);
        }
      }
    }
    checkTime(time, now);
    if (!hmac.fits(signatures, utf8(time + ","), call.body())) {
      throw new RefusedCallException(
          RefusedCallException.Kind.SIGNATURE,
          SIGNATURE
              + " does not fit: the secret is not the workspace's, or the body is not what was"
              + " sent, byte for byte");
    }
    return Signed.BODY;
  }

  private static void checkTime(@Nullable String time, Instant now) {
    if (time == null) {
      throw unreadable("has no time");
    }
    CallTime.check(SIGNATURE, time, now);
  }

  private static RefusedCallException unreadable(String what) {
    return new RefusedCallException(RefusedCallException.Kind.HEADER, SIGNATURE + " " + what);
  }
}
