package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.Request;
import io.videotask.generated.gateway.KeyHeader;
import io.videotask.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks the key of requests: as it is, or as a token that is signed with it. */
final class KeyCheck {
  private static final Pattern EXPIRY = Pattern.compile("\"exp\"\\s*:\\s*(\\d{1,12})");
  private static final Pattern NOT_BEFORE = Pattern.compile("\"nbf\"\\s*:\\s*(\\d{1,12})");

  private final String key;
  private final TimeSource time;

  KeyCheck(String key, TimeSource time) {
    this.key = key;
    this.time = time;
  }

  /** Returns whether a request has a key in this header, valid or not. */
  boolean hasHeader(Request request, KeyHeader header) {
    String value = request.getHeader(header.name());
    return value != null && value.startsWith(header.prefix());
  }

  /** Returns whether a request has the key in this header. */
  boolean hasKey(Request request, KeyHeader header) {
    String value = request.getHeader(header.name());
    if (value == null || !value.startsWith(header.prefix())) {
      return false;
    }
    String sent = value.substring(header.prefix().length());
    int colon = key.indexOf(':');
    return (header.tokenLifetime() == null || colon < 0)
        ? sent.equals(key)
        : isValid(sent, key.substring(0, colon), key.substring(colon + 1));
  }

  private boolean isValid(String token, String access, String secret) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      byte[] expected =
          mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      long now = time.now().getEpochSecond();
      Long expiry = number(EXPIRY, claims);
      Long notBefore = number(NOT_BEFORE, claims);
      return MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(parts[2]))
          && claims.contains("\"iss\":\"" + access + "\"")
          && expiry != null
          && now < expiry
          && (notBefore == null || notBefore <= now);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static @Nullable Long number(Pattern claim, String claims) {
    Matcher found = claim.matcher(claims);
    return found.find() ? Long.valueOf(found.group(1)) : null;
  }

  /** Returns the text without the key and its secret half. */
  String redact(String text) {
    String secret = key.substring(key.indexOf(':') + 1);
    return text.replace(key, "[key]").replace(secret, "[key]");
  }
}
