package io.videotask.internal.callback;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256 with one or more keys: several while a secret changes. Signatures are compared in
 * constant time. Never prints its keys. Immutable.
 */
final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;

  private Hmac(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * Returns the HMAC with these secrets.
   *
   * @param decode turns a secret into the key's bytes
   * @throws IllegalArgumentException when there is no secret, or one is empty: anybody could sign
   */
  static Hmac of(List<String> secrets, Function<String, byte[]> decode) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("a signature can't be checked without a secret");
    }
    List<SecretKeySpec> keys = new ArrayList<>();
    for (String secret : secrets) {
      byte[] key = decode.apply(secret.strip());
      if (key.length == 0) {
        throw new IllegalArgumentException("the secret is empty: anybody could sign with it");
      }
      keys.add(new SecretKeySpec(key, ALGORITHM));
    }
    return new Hmac(List.copyOf(keys));
  }

  /** Returns the HMAC with secrets that are used as they are written. */
  static Hmac ofText(List<String> secrets) {
    return of(secrets, Encodings::utf8);
  }

  /** Signs with the first key. */
  byte[] sign(byte[]... parts) {
    return sign(keys.get(0), parts);
  }

  /**
   * Returns whether one of the signatures is that of one of the keys.
   *
   * @param parts the signed text, in parts
   */
  boolean fits(List<byte[]> signatures, byte[]... parts) {
    boolean fits = false;
    for (SecretKeySpec key : keys) {
      byte[] expected = sign(key, parts);
      for (byte[] signature : signatures) {
        fits |= MessageDigest.isEqual(expected, signature);
      }
    }
    return fits;
  }

  /**
   * Returns whether a signature is that of one of the keys.
   *
   * @param signature null where it could not be decoded, which fits no key
   */
  boolean fits(byte @Nullable [] signature, String text) {
    return signature != null && fits(List.of(signature), Encodings.utf8(text));
  }

  /** Returns whether a signature that was cut off begins that of one of the keys. */
  boolean fitsPrefix(byte[] signature, byte[] text) {
    boolean fits = false;
    for (SecretKeySpec key : keys) {
      fits |= MessageDigest.isEqual(Arrays.copyOf(sign(key, text), signature.length), signature);
    }
    return fits;
  }

  private static byte[] sign(SecretKeySpec key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "Hmac[" + keys.size() + " keys]";
  }
}
