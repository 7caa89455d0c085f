package io.videotask.internal.http;

import io.videotask.auth.KeyUnavailableException;
import io.videotask.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs tokens, JWTs with HS256, with a key that is a pair {@code ACCESS:SECRET}; the secret is
 * never sent. A token is kept for its lifetime, so that a gateway's 401 is not answered with a new
 * token for the same key. Thread-safe.
 */
final class TokenSigner {
  /** How far the clocks of this machine and of the gateway may differ. */
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  /** How long a token is valid at least when it is sent, beside the clocks' difference. */
  private static final Duration MIN_REMAINING = Duration.ofSeconds(60);

  private static final String JWT_HEADER = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

  private final Duration lifetime;
  private final TimeSource time;
  private @Nullable Token last;

  TokenSigner(Duration lifetime, TimeSource time) {
    this.lifetime = lifetime;
    this.time = time;
  }

  /**
   * A signed token.
   *
   * @param key what it was signed with
   */
  private record Token(String key, Instant signedAt, String text) {}

  /**
   * Returns a valid token for this key. A key without a colon is not a pair: gateways with signed
   * tokens have such keys as well, and these are sent as they are.
   *
   * @throws KeyUnavailableException if one half of the pair is missing
   */
  synchronized String token(String key) throws KeyUnavailableException {
    int colon = key.indexOf(':');
    if (colon < 0) {
      return key;
    }
    if (colon == 0 || colon == key.length() - 1) {
      throw new KeyUnavailableException(
          "the key has nothing "
              + (colon == 0 ? "before" : "after")
              + " its colon; a pair is ACCESS:SECRET");
    }
    Instant now = time.now();
    Token kept = last;
    if (kept == null || !kept.key().equals(key) || !isValid(kept, now)) {
      kept = new Token(key, now, sign(key.substring(0, colon), key.substring(colon + 1), now));
      last = kept;
    }
    return kept.text();
  }

  /** Returns whether a token can still be sent; not after the clock was set back. */
  private boolean isValid(Token token, Instant now) {
    Instant until = token.signedAt().plus(lifetime).minus(CLOCK_TOLERANCE).minus(MIN_REMAINING);
    return now.isBefore(until) && !now.isBefore(token.signedAt().minus(CLOCK_TOLERANCE));
  }

  private String sign(String access, String secret, Instant now) {
    String claims =
        "{\"iss\":\""
            + access.replace("\\", "\\\\").replace("\"", "\\\"")
            + "\",\"exp\":"
            + now.plus(lifetime).getEpochSecond()
            + ",\"nbf\":"
            + now.minus(CLOCK_TOLERANCE).getEpochSecond()
            + "}";
    String signed = JWT_HEADER + "." + base64(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HmacSHA256", e);
    }
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
