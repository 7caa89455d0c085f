package io.videotask.internal.callback;

import static io.videotask.internal.callback.Encodings.utf8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * fal: Ed25519 over request id, user id, time and the body's hash, with one of the keys that fal
 * publishes. They are the same for all its customers, so a signature alone does not say that the
 * call is for this account: the user id does.
 */
public final class FalSignature implements SignatureScheme {
  public static final String SIGNATURE = "X-Fal-Webhook-Signature";
  static final String REQUEST_ID = "X-Fal-Webhook-Request-Id";
  static final String USER_ID = "X-Fal-Webhook-User-Id";
  static final String TIME = "X-Fal-Webhook-Timestamp";

  private final KeySet keySet;
  private final List<String> userIds;

  /**
   * @param userIds the account's user ids; empty to accept the calls for any account
   */
  public FalSignature(KeySet keySet, List<String> userIds) {
    this.keySet = keySet;
    this.userIds = userIds.stream().map(String::strip).toList();
    if (this.userIds.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("the user id is empty");
    }
  }

  @Override
  public Signed verify(IncomingCall call, Instant now) {
    CallHeaders headers = call.headers();
    String requestId = headers.only(REQUEST_ID);
    String userId = headers.only(USER_ID);
    String time = headers.only(TIME);
    byte[] signature = Encodings.hex(headers.only(SIGNATURE));
    CallTime.check(TIME, time, now);
    if (!userIds.isEmpty() && !userIds.contains(userId)) {
      throw new RefusedCallException(
          RefusedCallException.Kind.ACCOUNT,
          "the call is for another fal account: " + USER_ID + " is not the configured one");
    }
    byte[] text = utf8(requestId + "\n" + userId + "\n" + time + "\n" + hash(call.body()));
    if (signature == null || !fits(signature, text, now)) {
      throw new RefusedCallException(
          RefusedCallException.Kind.SIGNATURE,
          SIGNATURE + " fits none of fal's keys, or the body is not what was sent, byte for byte");
    }
    return Signed.BODY;
  }

  private boolean fits(byte[] signature, byte[] text, Instant now) {
    KeySet.Fetched keys = keySet.current(now);
    if (keys == null) {
      throw new RefusedCallException(
          RefusedCallException.Kind.KEYS_UNAVAILABLE,
          "fal's public keys could not be fetched, so the signature can't be checked; it is"
              + " fetched again in a minute");
    }
    if (anyFits(keys, signature, text)) {
      return true;
    }
    KeySet.@Nullable Fetched newer = keySet.newerThan(keys, now);
    return newer != null && anyFits(newer, signature, text);
  }

  private static boolean anyFits(KeySet.Fetched keys, byte[] signature, byte[] text) {
    for (PublicKey key : keys.keys()) {
      if (Ed25519.fits(key, signature, text)) {
        return true;
      }
    }
    return false;
  }

  private static String hash(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
