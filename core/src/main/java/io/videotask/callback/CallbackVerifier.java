package io.videotask.callback;

import io.videotask.internal.callback.BodyFormat;
import io.videotask.internal.callback.CallHeaders;
import io.videotask.internal.callback.FalSignature;
import io.videotask.internal.callback.IncomingCall;
import io.videotask.internal.callback.KeySet;
import io.videotask.internal.callback.RefusedCallException;
import io.videotask.internal.callback.SignatureScheme;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a call is a vendor's callback, and reads the task's id and status. {@link
 * CallbackReceiver} does that and everything else; use this alone for an endpoint of your own.
 * Never prints its secrets. Immutable and thread-safe.
 */
public final class CallbackVerifier {
  private final CallbackVendor vendor;
  private final @Nullable SignatureScheme scheme;

  private CallbackVerifier(CallbackVendor vendor, @Nullable SignatureScheme scheme) {
    this.vendor = vendor;
    this.scheme = scheme;
  }

  /**
   * Returns a verifier of a vendor's signatures: a call without a signature is refused.
   *
   * @param secrets what the vendor signs with, as its console shows it: a webhook secret, for Vidu
   *     the API token; several while a secret changes, any of which is accepted
   * @throws IllegalArgumentException when there is no secret, one of them is empty or not usable,
   *     or the vendor has none
   */
  public static CallbackVerifier of(CallbackVendor vendor, String... secrets) {
    return new CallbackVerifier(vendor, vendor.scheme(List.of(secrets)));
  }

  /**
   * Returns a verifier of fal's signatures. fal's keys are the same for all its customers, so pin
   * the account's user id.
   *
   * @param jwks fetches the document with fal's public keys, from {@code
   *     https://rest.fal.ai/.well-known/jwks.json}; called when it is needed, once a minute at
   *     most. A call waits for up to 5 s for it
   * @param userIds the account's user ids; without one, calls for any account are accepted
   */
  public static CallbackVerifier fal(
      Supplier<? extends CompletableFuture<String>> jwks, String... userIds) {
    return new CallbackVerifier(
        CallbackVendor.FAL, new FalSignature(new KeySet(jwks), List.of(userIds)));
  }

  /**
   * Returns a verifier that checks no signature: for vendors that don't sign, and accounts without
   * a secret. A URL that can't be guessed is then all that tells a callback from a forged one.
   */
  public static CallbackVerifier unsigned(CallbackVendor vendor) {
    return new CallbackVerifier(vendor, null);
  }

  /** Returns the vendor. */
  public CallbackVendor vendor() {
    return vendor;
  }

  /** Returns whether calls need a signature. */
  public boolean isSigned() {
    return scheme != null;
  }

  /**
   * Checks and reads a call. Throws nothing, whatever the call holds.
   *
   * @param method such as {@code POST}
   * @param url as it was given to the vendor, with its query; behind a proxy not what the server
   *     sees
   * @param headers as a server has them; names in any case
   * @param body the bytes as they came, before anything has parsed them
   * @param now the receiver's time
   */
  public CallbackVerdict verify(
      String method,
      String url,
      Map<String, ? extends List<String>> headers,
      byte[] body,
      Instant now) {
    IncomingCall call = new IncomingCall(method, url, new CallHeaders(headers), body);
    try {
      SignatureScheme.Signed signed =
          scheme == null ? SignatureScheme.Signed.BODY : scheme.verify(call, now);
      String challenge = vendor.sendsChallenges() ? call.challenge() : null;
      if (challenge != null) {
        return new CallbackVerdict.Challenge(challenge);
      }
      BodyFormat.Hint hint = vendor.format.read(call, signed);
      return new CallbackVerdict.Authentic(
          hint.taskId(), hint.status(), hint.mayHaveEnded(), scheme != null, signed.eventId());
    } catch (RefusedCallException e) {
      return CallbackVerdict.Refused.of(e);
    }
  }

  @Override
  public String toString() {
    return "CallbackVerifier[" + vendor + (scheme == null ? ", unsigned]" : "]");
  }
}
