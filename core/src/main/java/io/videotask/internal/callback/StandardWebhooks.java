package io.videotask.internal.callback;

import static io.videotask.internal.callback.Encodings.utf8;

import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://www.standardwebhooks.com">Standard Webhooks</a>: {@code v1} is HMAC-SHA256 with
 * a secret, {@code v1a} is Ed25519 with a public key. Both sign id, time and body, and any entry of
 * the list that fits is enough.
 */
public final class StandardWebhooks implements SignatureScheme {
  static final String ID = "webhook-id";
  static final String TIME = "webhook-timestamp";
  public static final String SIGNATURE = "webhook-signature";

  private static final String SECRET_PREFIX = "whsec_";
  private static final String PUBLIC_PREFIX = "whpk_";
  private static final String PRIVATE_PREFIX = "whsk_";
  private static final Pattern SPACES = Pattern.compile(" +");

  /** Each entry costs a check: more than a change of secrets needs. */
  private static final int MAX_SIGNATURES = 16;

  private final @Nullable Hmac hmac;
  private final List<PublicKey> publicKeys;
  private final boolean lenient;

  /**
   * @param secrets {@code whsec_…} or base64, or {@code whpk_…} for a public key
   * @param lenient OpenAI's variant: a secret without a prefix is plain text, and so is a signature
   *     without a version {@code v1}
   * @throws IllegalArgumentException when there is none, or one of them is not usable
   */
  public StandardWebhooks(List<String> secrets, boolean lenient) {
    this.lenient = lenient;
    List<String> shared = new ArrayList<>();
    List<PublicKey> keys = new ArrayList<>();
    for (String given : secrets) {
      String secret = given.strip();
      if (secret.startsWith(PRIVATE_PREFIX)) {
        throw new IllegalArgumentException(
            "a key that begins with whsk_ is the sender's private one; the receiver's begins with"
                + " whpk_");
      }
      if (secret.startsWith(PUBLIC_PREFIX)) {
        keys.add(publicKey(secret.substring(PUBLIC_PREFIX.length())));
      } else {
        shared.add(secret);
      }
    }
    this.publicKeys = List.copyOf(keys);
    this.hmac = shared.isEmpty() && !keys.isEmpty() ? null : Hmac.of(shared, secret -> key(secret));
  }

  private byte[] key(String secret) {
    // Some consoles show the secret as v1,whsec_….
    String bare = secret.startsWith("v1,") ? secret.substring(3) : secret;
    boolean prefixed = bare.startsWith(SECRET_PREFIX);
    if (!prefixed && lenient) {
      return utf8(secret);
    }
    byte[] key = Encodings.base64(prefixed ? bare.substring(SECRET_PREFIX.length()) : bare);
    if (key == null) {
      throw new IllegalArgumentException(
          "the secret is not base64 after whsec_: copy it from the vendor's console as it is");
    }
    return key;
  }

  private static PublicKey publicKey(String base64) {
    byte[] raw = Encodings.base64(base64);
    PublicKey key = raw == null ? null : Ed25519.publicKey(raw);
    if (key == null) {
      throw new IllegalArgumentException("the key after whpk_ is no Ed25519 key in base64");
    }
    return key;
  }

  @Override
  public Signed verify(IncomingCall call, Instant now) {
    String id = call.headers().only(ID);
    String time = call.headers().only(TIME);
    String signatures = call.headers().only(SIGNATURE);
    if (id.indexOf('.') >= 0) {
      // It divides id, time and body in the signed text.
      throw new RefusedCallException(
          RefusedCallException.Kind.HEADER, ID + " has a full stop, which no id may have");
    }
    CallTime.check(TIME, time, now);
    byte[] head = utf8(id + "." + time + ".");
    List<byte[]> shared = new ArrayList<>();
    boolean fits = false;
    int entries = 0;
    for (String entry : SPACES.split(signatures)) {
      if (++entries > MAX_SIGNATURES) {
        break;
      }
      int comma = entry.indexOf(',');
      String version = comma < 0 && lenient ? "v1" : entry.substring(0, Math.max(comma, 0));
      byte[] value = Encodings.base64(entry.substring(comma + 1));
      if (value == null) {
        continue;
      }
      if (version.equals("v1")) {
        shared.add(value);
      } else if (version.equals("v1a")) {
        fits |= publicKeys.stream().anyMatch(k -> Ed25519.fits(k, value, head, call.body()));
      }
    }
    fits |= hmac != null && hmac.fits(shared, head, call.body());
    if (!fits) {
      throw new RefusedCallException(
          RefusedCallException.Kind.SIGNATURE,
          "no signature in "
              + SIGNATURE
              + " fits: the secret is not this webhook's, or the body is not what was sent, byte"
              + " for byte");
    }
    return new Signed(id, null);
  }
}
